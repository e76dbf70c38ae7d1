import { basename } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { commandSpan, commandText } from "../dockerfile/arguments.ts";
import type { Command } from "../dockerfile/model.ts";
import { aloneOf } from "../launch/alone.ts";
import type { Container } from "../project/project.ts";
import { comesToItsEnd, passesOn, startScript, usesArguments } from "../project/script.ts";
import { startOf } from "../project/start.ts";
import { type Fix, insert, type Prediction, replace } from "./cause.ts";

/** A command that an entrypoint is given, and does not run. */
export function swallowed(container: Container): Prediction | undefined {
  const { entrypoint, command } = container;
  if (entrypoint.kind !== "set" || command.kind !== "set") return undefined;
  if (commandSpan(command.value).file === "") return undefined;
  return entrypoint.value.form === "shell"
    ? byShellForm(container, entrypoint.value.text, command.value)
    : (byShellOption(container, command.value) ??
        byScript(container, command.value) ??
        shellForProgram(container, command.value));
}

/** `ENTRYPOINT ./entrypoint.sh`: the words behind a script are its shell's, and nobody hands them on. */
function byShellForm(container: Container, text: Word, command: Command): Prediction | undefined {
  const start = startOf(container);
  const script = startScript(container);
  const [only, ...more] = start?.words ?? [];
  if (!start || text.file === "" || /\$[@*0-9]|\$\{[@*0-9]/.test(text.text)) return undefined;
  const why =
    start.unfed || (script && passesOn(script))
      ? "and so it is given nothing to start"
      : script && comesToItsEnd(script) && !usesArguments(script)
        ? "which comes to its end"
        : only && more.length === 0 && aloneOf(only.text) && !shells.test(basename(only.text))
          ? "and so it runs without an argument"
          : undefined;
  if (!why) return undefined;
  const words = container.start?.shell?.words;
  const plain = words?.every((word) => !/[$`*?~<>|&;]/.test(word.text));
  return {
    at: text,
    certainty: "certain",
    message: `an ENTRYPOINT without brackets hands nothing on: a shell runs ${text.text} alone, ${why}, and ${commandText(command)} is never run`,
    containers: [container],
    related: [{ at: commandSpan(command), message: "the command that is not run" }],
    fixes: plain && words ? [replace(text, list(words), "Write the ENTRYPOINT as a list")] : [],
  };
}

const shells = /^(sh|bash|dash|ash)$/;

/** `ENTRYPOINT ["sh", "-c"]`: only the first word behind it is the script. */
function byShellOption(container: Container, command: Command): Prediction | undefined {
  const { argv = [] } = container;
  const at = argv.findIndex(({ text }) => /^-\w*c$/.test(text));
  const [script, swallowed] = [argv[at + 1], argv[at + 2]];
  if (!shells.test(basename(argv[0]?.text ?? "")) || at < 1) return undefined;
  const first = command.form === "exec" ? command.words[0] : command.text;
  if (!script || !swallowed || first?.start !== script.start) return undefined;
  if (command.form === "exec" && (!aloneOf(script.text) || /\s/.test(script.text)))
    return undefined;
  const shown = `${argv[0]?.text} ${argv[at]?.text}`;
  return {
    at: commandSpan(command),
    certainty: "certain",
    message: `${shown} takes one word as its script, here "${script.text}": the others never reach it, and without them it ends at once`,
    containers: [container],
    fixes: oneWord(command),
  };
}

/** The words of a command as the one word that `sh -c` reads. */
function oneWord(command: Command): Fix[] {
  const text =
    command.form === "shell"
      ? command.text.text
      : command.words.some((word) => /[\s"'$\\]/.test(word.text))
        ? undefined
        : commandText(command);
  if (text === undefined) return [];
  const newText = `[${JSON.stringify(text)}]`;
  return [
    { title: "Write the command as one word", edits: [{ span: commandSpan(command), newText }] },
  ];
}

/** A script that prepares something and ends: the words it is given are for nobody. */
function byScript(container: Container, command: Command): Prediction | undefined {
  const script = startScript(container);
  const first = command.form === "exec" ? command.words[0] : command.text;
  if (!script?.path || script.arguments[0]?.start !== first?.start) return undefined;
  if (usesArguments(script) || !comesToItsEnd(script)) return undefined;
  const last = script.steps.at(-1);
  const at =
    last?.kind === "command" && script.text.file !== ""
      ? { file: last.file, start: last.start, end: last.end }
      : container.start?.at;
  if (!at || at.file === "") return undefined;
  const name = basename(script.path);
  return {
    at,
    certainty: "certain",
    message: `${name} ends here and never runs the command that it is given: ${commandText(command)}`,
    containers: [container],
    related: [{ at: commandSpan(command), message: "the command that is not run" }],
    fixes: script.text.file === "" ? [] : [execArguments(script.text, name)],
  };
}

function execArguments({ file, text }: Word, name: string): Fix {
  const line = `${text.endsWith("\n") ? "" : "\n"}exec "$@"\n`;
  return insert(file, text.length, line, `End ${name} with exec "$@"`);
}

/** `CMD app.py` behind `ENTRYPOINT ["python3"]`: what a shell is to read becomes arguments of a program. */
function shellForProgram(container: Container, command: Command): Prediction | undefined {
  const { start } = container;
  const worker = startOf(container)?.programs.at(-1);
  if (command.form !== "shell" || !start?.shell || !worker || worker.byShell) return undefined;
  const at = start.words.indexOf(worker.word);
  if (at < 0 || at >= start.shell.at || !takesNoShell.test(basename(worker.word.text))) {
    return undefined;
  }
  const { words = [] } = start.shell;
  const own = words.filter((word, i) => i > 0 || word.text !== worker.word.text);
  const plain = own.length > 0 && own.every((word) => !/[$`*?~<>|&;]/.test(word.text));
  const line = start.words.map((word) => word.text).join(" ");
  return {
    at: command.text,
    certainty: "certain",
    message: `a command without brackets is one for a shell, and the entrypoint gets it as its arguments: ${line}`,
    containers: [container],
    fixes: plain ? [replace(command.text, list(own), "Write the command as a list")] : [],
  };
}

/** Programs that know nothing to do with `/bin/sh -c`; a shell takes it for a script and finds a binary. */
const takesNoShell =
  /^(python[\d.]*|node|java|dotnet|ruby|php|deno|bun|go|npm|yarn|pnpm|nginx|uvicorn|gunicorn|celery|flask|sh|bash|dash|ash)$/;

function list(words: readonly Word[]): string {
  return `[${words.map(({ text }) => JSON.stringify(text)).join(", ")}]`;
}
