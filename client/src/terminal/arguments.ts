import { parseArgs } from "node:util";

export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | ({ readonly kind: "check" } & CheckArguments)
  | ({ readonly kind: "diagnose" } & DiagnoseArguments)
  | { readonly kind: "wrong"; readonly why: string };

export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: "text" | "json";
  readonly fix: boolean;
}

export interface DiagnoseArguments {
  readonly target:
    | { readonly kind: "container"; readonly name: string }
    | { readonly kind: "service"; readonly name: string; readonly composeFile?: string }
    | { readonly kind: "image"; readonly reference: string }
    /** What was saved of an earlier diagnosis; Docker is not asked. */
    | { readonly kind: "evidence"; readonly file: string };
  /** Where the sources lie, if it was said. */
  readonly project?: string;
  readonly format: "text" | "markdown" | "json";
  readonly experiments: boolean;
}

export const help = `Why does this container not start?

Usage:
  dockwright check [PATH…] [--fix] [--format text|json]
      Reads Dockerfiles and compose files and says what will keep a container from starting.
      A PATH is a folder or a file; the default is the current folder.
      --fix      apply the first fix of each finding and report what is left
      Ends with 0 if nothing was found, 1 if something was, 2 if a path could not be read.

  dockwright diagnose CONTAINER
  dockwright diagnose --service NAME [-f COMPOSE-FILE]
  dockwright diagnose --image REFERENCE
  dockwright diagnose --evidence FILE
      Asks Docker why a container, the newest container of a compose service, or an image does not
      start. Removes everything that it creates for that. With --evidence it judges once more what
      an earlier diagnosis has saved, without Docker.
      --project FOLDER     where the Dockerfile and the compose file lie; the default is the
                           folder in which compose was run, else the current folder
      --format             text, markdown or json
      --no-experiments     do not start the image again to prove a cause
      Ends with 0 if a cause was confirmed, 3 if none was, 2 if Docker could not be asked.

  dockwright --help, dockwright --version

Colours are used on a terminal only, and not if NO_COLOR is set.
`;

/** Reads a command line. Never throws: what cannot be understood is a command of its own. */
export function parseCommand(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (words.includes("--help") || words.includes("-h") || name === "help") return { kind: "help" };
  if (name === "--version") return { kind: "version" };
  if (name === undefined) return wrong("say what to do: check or diagnose");
  try {
    if (name === "check") return checkCommand(rest);
    if (name === "diagnose") return diagnoseCommand(rest);
  } catch (error) {
    return wrong(error instanceof Error ? withoutAdvice(error.message) : String(error));
  }
  return wrong(`there is no command "${name}"; there are check and diagnose`);
}

function checkCommand(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: "string", default: "text" },
      fix: { type: "boolean", default: false },
    },
  });
  const { format, fix } = values;
  if (format !== "text" && format !== "json") return wrongFormat(format, "text or json");
  return { kind: "check", paths: positionals.length > 0 ? positionals : ["."], format, fix };
}

function diagnoseCommand(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      service: { type: "string" },
      file: { type: "string", short: "f" },
      image: { type: "string" },
      evidence: { type: "string" },
      project: { type: "string" },
      format: { type: "string", default: "text" },
      "no-experiments": { type: "boolean", default: false },
    },
  });
  const { service, file, image, evidence, project, format } = values;
  const [container] = positionals;
  const targets = [...positionals, service, image, evidence].filter((name) => name !== undefined);
  if (targets.length > 1) return wrong(`one target at a time, not ${targets.join(" and ")}`);
  if (file !== undefined && service === undefined) return wrong("-f goes with --service only");
  if (format !== "text" && format !== "markdown" && format !== "json") {
    return wrongFormat(format, "text, markdown or json");
  }
  const options = {
    ...(project !== undefined && { project }),
    format,
    experiments: !values["no-experiments"],
  } as const;
  const kind = "diagnose";
  if (container) return { kind, target: { kind: "container", name: container }, ...options };
  if (image) return { kind, target: { kind: "image", reference: image }, ...options };
  if (service) {
    const composeFile = file !== undefined && { composeFile: file };
    return { kind, target: { kind: "service", name: service, ...composeFile }, ...options };
  }
  if (evidence) return { kind, target: { kind: "evidence", file: evidence }, ...options };
  return wrong("say which: a container, --service NAME, --image REFERENCE or --evidence FILE");
}

function wrongFormat(format: string, known: string): Command {
  return wrong(`there is no format "${format}"; there are ${known}`);
}

function wrong(why: string): Command {
  return { kind: "wrong", why };
}

/** node:util adds a second sentence about `--`, which helps nobody here. */
function withoutAdvice(message: string): string {
  return message.replace(/\. (?:To specify|Did you).*$/s, "");
}
