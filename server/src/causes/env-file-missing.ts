import { basename, dirname, join, resolve } from "../base/path.ts";
import type { EnvFile, Service } from "../compose/model.ts";
import { hostEntry } from "../project/host-files.ts";
import type { Project } from "../project/project.ts";
import { defineCause, type Prediction } from "./cause.ts";

export const envFileMissing = defineCause({
  id: "env-file-missing",
  title: "An env_file is not there",
  severity: "error",

  *predict(project) {
    for (const { services } of project.composeFiles) {
      for (const service of services) {
        for (const envFile of service.envFiles) {
          const prediction = predictionFor(envFile, service, project);
          if (prediction) yield prediction;
        }
      }
    }
  },
});

function predictionFor(
  { path, required }: EnvFile,
  service: Service,
  { listings }: Project,
): Prediction | undefined {
  if (!required || path.unknown || path.text.startsWith("~")) return undefined;
  const file = resolve(path.folder, path.text);
  if (hostEntry(listings, file) !== "absent") return undefined;
  const example = exampleOf(file).find((other) => typeof hostEntry(listings, other) !== "string");
  const hint = example ? `; ${basename(example)} lies beside it, to be copied` : "";
  return {
    at: path,
    // Everybody makes such a file by hand, and knows: it stays out of the repository.
    certainty: example || /^\.env(\.|$)/.test(basename(file)) ? "possible" : "likely",
    message: `${path.text} does not exist, and "${service.name.text}" needs it: env file ${basename(file)} not found${hint}`,
    fixes: [
      {
        title: `Create ${path.text}`,
        edits: [
          { span: { file, start: 0, end: 0 }, newText: `# environment of ${service.name.text}\n` },
        ],
      },
    ],
  };
}

function exampleOf(file: string): string[] {
  const folder = dirname(file);
  const name = basename(file);
  const words = ["example", "sample", "dist", "template", "default", "defaults"];
  return words.flatMap((word) => [
    `${file}.${word}`,
    join(folder, `${word}${name}`),
    join(folder, `${word}.env`),
    join(folder, `.env.${word}`),
    join(folder, `env.${word}`),
    join(folder, name.replace(/^\./, `${word}.`)),
  ]);
}
