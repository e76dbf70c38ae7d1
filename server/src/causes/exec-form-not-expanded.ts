import { basename } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { commandSpan } from "../dockerfile/arguments.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { presenceOf } from "../project/reach.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, type Prediction } from "./cause.ts";

export const execFormNotExpanded = defineCause({
  id: "exec-form-not-expanded",
  title: "The exec form expands nothing",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction = predictionFor(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { container, logs = [] } = evidence;
    const [program = "", ...args] = container?.argv ?? [];
    const known = containerOf(evidence, project);
    const prediction = known && predictionFor(known);
    if (container?.error && /^~\/|\$\w|\$\{/.test(program)) {
      yield {
        certainty: "certain",
        message: `the engine looked for a program that is literally named ${program}: nothing expands a variable or ~ in the exec form`,
        ...prediction,
        quotes: [{ probe: "start", text: container.error }],
      };
    }
    // A shell, or what is started by one, expands its arguments itself.
    if (!container || container.exitCode === 0 || !plainPrograms.test(basename(program))) return;
    const literal = args.find(
      (arg) => /^~\/|\$\{?[A-Za-z_]|^[^\s]*\*[^\s]*$/.test(arg) && !/\s/.test(arg),
    );
    const line = logs.findLast((text) => literal !== undefined && text.includes(literal));
    if (literal === undefined || line === undefined) return;
    yield {
      message: `${program} was given the text ${literal} as it stands: nothing expands it in the exec form`,
      ...prediction,
      certainty: "certain",
      quotes: [{ probe: "log", text: line }],
    };
  },
});

function predictionFor(container: Container): Prediction | undefined {
  const start = startOf(container);
  const [program] = start?.words ?? [];
  if (!start || !program || container.start?.shell) return undefined;
  if (program.file !== "" && /^~\/|\$\w|\$\{/.test(program.text)) {
    return {
      at: program,
      certainty: "certain",
      message: `no shell reads this, so Docker looks for a program that is literally named ${program.text}: no such file or directory`,
      containers: [container],
      fixes: fixes(container, program),
    };
  }
  // What stands before it hands its words on as they are; a shell, or a script, may expand them itself.
  const worker = start.programs.at(-1)?.word;
  if (!worker || !plainPrograms.test(basename(worker.text))) return undefined;
  const args = start.words.slice(start.words.indexOf(worker) + 1);
  const literal = args.find((word, i) =>
    word === start.operand ? isExpanded(word) : isMeant(word, args[i - 1], container),
  );
  if (!literal || literal.file === "") return undefined;
  const what = /[*?[]/.test(literal.text)
    ? "not the files that match it"
    : literal.text.startsWith("~")
      ? "not a path in the home folder"
      : "not the variable's value";
  return {
    at: literal,
    certainty: "certain",
    message: `no shell reads this, so ${worker.text} gets the text ${literal.text} and ${what}`,
    containers: [container],
    fixes: throughShell(container),
  };
}

/** Programs that take their arguments as they are. */
const plainPrograms =
  /^(uvicorn|gunicorn|hypercorn|daphne|python[\d.]*|node|java|dotnet|flask|celery|nginx|php|ruby|puma|http-server|serve)$/;

/** The file, module or application that is to be run is none of that name. */
function isExpanded({ text }: Word): boolean {
  return /^~\/|\$\{?[A-Za-z_]|[*?]/.test(text);
}

/** Another argument that makes sense only as what a shell would have made of it. */
function isMeant({ text }: Word, before: Word | undefined, { environment }: Container): boolean {
  const [, option, name = ""] = /^(--?[\w-]+=)?[\w.:]*\$\{?([A-Za-z_]\w*)\}?$/.exec(text) ?? [];
  if (name === "") return false;
  if (option || /^(-p|--port|--bind|-b|--host|--workers|-w|-S)$/.test(before?.text ?? "")) {
    return true;
  }
  return environment.has(name);
}

/** A variable that ENV sets can be written out. */
function fixes({ environment }: Container, program: Word): Fix[] {
  const text = program.text.replace(
    /\$\{?(\w+)\}?/g,
    (whole, name) => environment.get(name) ?? whole,
  );
  if (/\$|^~/.test(text)) return [];
  return [{ title: `Start ${text}`, edits: [{ span: program, newText: text }] }];
}

/** The list of an instruction as the script of a shell; `exec` lets the program have the signals. */
function throughShell({ entrypoint, command, image, imageFilesystem }: Container): Fix[] {
  // An entrypoint of the base image starts a shell as it starts anything else.
  const ofBase = entrypoint.kind === "set" && commandSpan(entrypoint.value).file === "";
  const only = entrypoint.kind === "set" && !ofBase ? entrypoint : command;
  const both = only === entrypoint && command.kind === "set";
  if (only.kind !== "set" || both || only.value.form !== "exec") return [];
  const { words, span } = only.value;
  // A compose file reads `$` by itself, and other words than these would need quotes of the shell's.
  if (span.file !== image?.dockerfile.file) return [];
  if (words.some(({ text }) => !/^[\w@%+=:,./$*?~{}-]+$/.test(text))) return [];
  if (presenceOf(imageFilesystem, "/bin/sh") === "absent") return [];
  const script = `exec ${words.map(({ text }) => text).join(" ")}`;
  const newText = `["sh", "-c", ${JSON.stringify(script)}]`;
  return [{ title: "Let a shell read it", edits: [{ span, newText }] }];
}
