import { basename } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import type { Container } from "../project/project.ts";
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

  *confirm({ container, logs = [] }) {
    const [program = "", ...args] = container?.argv ?? [];
    if (container?.error && /^~\/|\$\w|\$\{/.test(program)) {
      yield {
        certainty: "certain",
        message: `the engine looked for a program that is literally named ${program}: nothing expands a variable or ~ in the exec form`,
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
      certainty: "certain",
      message: `${program} was given the text ${literal} as it stands: nothing expands it in the exec form`,
      quotes: [{ probe: "log", text: line }],
    };
  },
});

function predictionFor(container: Container): Prediction | undefined {
  const { start } = container;
  if (!start || start.shell) return undefined;
  const [program, ...args] = start.words;
  if (!program || program.file === "") return undefined;
  if (/^~\/|\$\w|\$\{/.test(program.text)) {
    return {
      at: program,
      certainty: "certain",
      message: `no shell reads this, so Docker looks for a program that is literally named ${program.text}: no such file or directory`,
      containers: [container],
      fixes: fixes(container, program),
    };
  }
  // A shell, a script or a wrapper may expand its arguments itself.
  if (
    !plainPrograms.test(basename(program.text)) ||
    (startOf(container)?.programs.length ?? 0) > 1
  ) {
    return undefined;
  }
  const port = args.find(({ text }, i) => {
    const value = /^(--?[\w-]+=)?[\w.:]*\$\{?[A-Z_]+\}?$/.exec(text);
    return (
      value &&
      (value[1] || /^(-p|--port|--bind|-b|--host|--workers|-w)$/.test(args[i - 1]?.text ?? ""))
    );
  });
  if (!port || port.file === "") return undefined;
  return {
    at: port,
    certainty: "certain",
    message: `no shell reads this, so ${program.text} gets the text ${port.text} and not the variable's value`,
    containers: [container],
    fixes: [],
  };
}

/** Programs that take their arguments as they are. */
const plainPrograms =
  /^(uvicorn|gunicorn|hypercorn|daphne|python[\d.]*|node|java|dotnet|flask|celery|nginx|php|ruby|puma|http-server|serve)$/;

/** A variable that ENV sets can be written out. */
function fixes({ environment }: Container, program: Word): Fix[] {
  const text = program.text.replace(
    /\$\{?(\w+)\}?/g,
    (whole, name) => environment.get(name) ?? whole,
  );
  if (/\$|^~/.test(text)) return [];
  return [{ title: `Start ${text}`, edits: [{ span: program, newText: text }] }];
}
