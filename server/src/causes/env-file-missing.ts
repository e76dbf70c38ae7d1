import { basename, resolve } from "../base/path.ts";
import type { EnvFile, Service } from "../compose/model.ts";
import { exampleBeside } from "../project/examples.ts";
import { hostEntry, isEverybodysOwn } from "../project/host-files.ts";
import type { Project } from "../project/project.ts";
import { containersOf } from "../project/together.ts";
import { defineCause, type Prediction } from "./cause.ts";

export const envFileMissing = defineCause({
  id: "env-file-missing",
  title: "An env_file is not there",
  severity: "error",

  *predict(project) {
    for (const composeFile of project.composeFiles) {
      if (project.fragments(composeFile)) continue;
      for (const service of composeFile.services) {
        for (const envFile of service.envFiles) {
          const prediction = predictionFor(envFile, service, project);
          if (prediction) yield { ...prediction, containers: containersOf(service, project) };
        }
      }
    }
  },
});

/** Portainer writes it beside the compose file that it deploys. */
const writtenByOthers = /(^|\/)stack\.env$/;

function predictionFor(
  { path, required }: EnvFile,
  service: Service,
  { listings }: Project,
): Prediction | undefined {
  if (!required || path.unknown || path.text.startsWith("~")) return undefined;
  const file = resolve(path.folder, path.text);
  if (hostEntry(listings, file) !== "absent" || writtenByOthers.test(file)) return undefined;
  const example = exampleBeside(file, listings);
  const hint = example ? `; ${basename(example.path)} lies beside it, to be copied` : "";
  const isOwn = /^\.env(\.|$)/.test(basename(file)) || isEverybodysOwn(listings, file);
  const span = { file, start: 0, end: 0 };
  return {
    at: path,
    // Everybody makes such a file by hand, and knows: it stays out of the repository.
    certainty: example || isOwn ? "possible" : "likely",
    message: `${path.text} does not exist, and "${service.name.text}" needs it: env file ${basename(file)} not found${hint}`,
    fixes: [
      example?.text !== undefined
        ? {
            title: `Copy ${basename(example.path)} to ${path.text}`,
            edits: [{ span, newText: example.text }],
          }
        : {
            title: `Create ${path.text}`,
            edits: [{ span, newText: `# environment of ${service.name.text}\n` }],
          },
    ],
  };
}
