import { lineStart } from "../base/lines.ts";
import { basename } from "../base/path.ts";
import type { Edit } from "../base/text.ts";
import type { VolumeDefinition } from "../compose/model.ts";
import { entries } from "../compose/tree.ts";
import { exampleBeside } from "../project/examples.ts";
import { isEverybodysOwn } from "../project/host-files.ts";
import type { Need } from "../project/host-needs.ts";
import type { Project } from "../project/project.ts";
import { type Fix, insert, type Prediction } from "./cause.ts";

/** What a service needs of the host beside its mounts: a finding of `mount-source-missing`. */
export function needPrediction(
  { at, service, kind, name, lacks }: Need,
  project: Project,
): Prediction {
  const { listings } = project;
  const what = `"${service.name.text}" gets the ${kind} "${name}" from`;
  switch (lacks.kind) {
    case "variable":
      return {
        at,
        // Where compose runs it may well be set.
        certainty: "possible",
        message: `${what} the variable ${lacks.name}, which .env does not set: environment variable "${lacks.name}" is not set`,
      };
    case "absolute path":
      return {
        at,
        certainty: "likely",
        message: `the volume "${name}" of "${service.name.text}" is the folder ${at.text}, and a relative path is made absolute only with driver: local and o: bind: failed to mount local volume: no such file or directory`,
        fixes: nameDriver(lacks.definition, lacks.missing, project),
      };
    case "folder":
      return {
        at,
        certainty: isEverybodysOwn(listings, lacks.path) ? "possible" : "likely",
        message: `the volume "${name}" of "${service.name.text}" is the folder ${at.text} of the host, which does not exist, and for a volume Docker makes none: failed to mount local volume: no such file or directory`,
        fixes: [
          {
            title: `Make the folder ${at.text}`,
            edits: [folderEdit(lacks.path)],
          },
        ],
      };
    case "file": {
      const example = exampleBeside(lacks.path, listings);
      const hint = example ? `; ${basename(example.path)} lies beside it, to be copied` : "";
      return {
        at,
        // A secret is kept out of the repository, and everybody knows.
        certainty:
          example || kind === "secret" || isEverybodysOwn(listings, lacks.path)
            ? "possible"
            : "likely",
        message: `${what} ${at.text}, which does not exist: bind source path does not exist: ${at.text}${hint}`,
        fixes: [
          {
            title: example
              ? `Copy ${basename(example.path)} to ${at.text}`
              : `Create ${at.text}, still empty`,
            edits: [{ span: { file: lacks.path, start: 0, end: 0 }, newText: example?.text ?? "" }],
          },
        ].filter(() => !example || example.text !== undefined),
      };
    }
  }
}

/** With its driver named compose resolves the path, if bind is all that the options say. */
function nameDriver(
  { body, driverOptions }: VolumeDefinition,
  missing: string | undefined,
  project: Project,
): Fix[] {
  const entry = entries(body).find(({ key }) => key.text === "driver_opts");
  if (!entry || driverOptions.get("o")?.text !== "bind") return [];
  const { file, start } = entry.key;
  const text = project.composeSources.find((source) => source.file === file)?.text ?? "";
  const indent = text.slice(lineStart(text, start), start);
  const gap = /^ +$/.test(indent) ? `\n${indent}` : ", ";
  const fix = insert(file, start, `driver: local${gap}`, "Name the driver: local");
  return [{ ...fix, edits: [...fix.edits, ...(missing ? [folderEdit(missing)] : [])] }];
}

/** Makes a folder by a file in it. */
function folderEdit(path: string): Edit {
  return { span: { file: `${path}/.gitkeep`, start: 0, end: 0 }, newText: "" };
}
