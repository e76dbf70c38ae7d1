import type { Word } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import { understand } from "../launch/command.ts";
import { endingOf } from "../launch/ending.ts";
import { type Script, type SimpleCommand, textOf } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import type { Container } from "./project.ts";
import { startOf } from "./start.ts";

/** A script that a container starts, read as far as it can be told. */
export interface StartScript {
  /** The whole text, and the file on the host that holds it; "" where none does. */
  readonly text: Word;
  readonly steps: Script;
  /** The words that it is given. */
  readonly arguments: readonly Word[];
  /** Its path in the container; undefined for the text of a shell form. */
  readonly path?: string;
}

/** The script behind the last program of a start, or behind the shell that is given its path. */
export function startScript(container: Container): StartScript | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!start || !worker) return undefined;
  const { shell } = container.start ?? {};
  // A script of several commands stands in the instruction itself.
  if (shell && !shell.words && worker.word.start === shell.text.start) {
    const steps = parseScript(shell.text);
    return steps && { text: shell.text, steps, arguments: [] };
  }
  const given = start.file?.interpreter === "shell" ? start.file : undefined;
  const path = given?.path ?? worker.container.steps[0]?.path;
  const word = given?.word ?? worker.word;
  const found = path === undefined ? undefined : look(container.filesystem, path);
  if (path === undefined || found?.text === undefined || found.fact.kind !== "file") {
    return undefined;
  }
  const { head } = found.fact;
  const shebang = head?.kind === "script" ? `${head.interpreter} ${head.argument ?? ""}` : "";
  if (!given && !/\b(sh|bash|dash|ash)( |$)/.test(shebang)) return undefined;
  const text = { file: found.host ?? "", start: 0, end: found.text.length, text: found.text };
  const steps = parseScript(text);
  const at = start.words.indexOf(word);
  return steps && { text, steps, arguments: start.words.slice(at + 1), path };
}

/** The script looks at the words that it is given, one way or another. */
export function usesArguments({ text }: StartScript): boolean {
  return /\$[@*#1-9]|\$\{[!#]?[@*#1-9]|\bshift\b|\bgetopts?\b|BASH_ARGV|^\s*(source|\.)\s/m.test(
    text.text,
  );
}

/** The last thing that a script does, where it is sure to get there and to do it. */
export function lastCommand({ steps }: StartScript): SimpleCommand | undefined {
  const last = steps.at(-1);
  return last?.kind === "command" && last.certain && last.words.length > 0 ? last : undefined;
}

/** Nothing in a script but what ends by itself, beside what `other` answers for. */
export function comesToItsEnd(
  { steps, text }: StartScript,
  other: (command: SimpleCommand) => boolean = () => false,
): boolean {
  // A loop may well be what keeps it running, unless it waits for something.
  if (/^\s*(while\s+(?!!)|for\s*\(\()/m.test(text.text)) return false;
  return commandsIn(steps).every(
    (command) =>
      command.words.length === 0 || other(command) || endingOfStep(command) !== undefined,
  );
}

/** What becomes of one command of a script. */
export function endingOfStep(command: SimpleCommand): ReturnType<typeof endingOf> {
  return command.background ? "detaches" : endingOf(argvOf(command));
}

/** The words of a command; those that have to be expanded stand as they are written. */
export function argvOf({ words }: SimpleCommand): string[] {
  return words.map((word) => textOf(word, () => undefined) ?? word.text);
}

function commandsIn(steps: Script): SimpleCommand[] {
  return steps.flatMap((step) => (step.kind === "command" ? [step] : commandsIn(step.steps)));
}

/** It does nothing but prepare something, and then starts the words that it is given. */
export function passesOn(script: StartScript): boolean {
  const last = lastCommand(script);
  if (!last || !startsArguments(last)) return false;
  // Words that it sets by itself, or tells apart, may be a command of its own.
  if (/^\s*set\s+--|\$\{@[:+-]|\bcase\b/m.test(script.text.text)) return false;
  return comesToItsEnd(script, (command) => command === last);
}

/** `"$@"`, `exec "$@"`, `exec gosu app "$@"`. */
function startsArguments({ words }: SimpleCommand): boolean {
  const texts = words.map(({ text }) => text);
  if (!/^"?\$@"?$/.test(texts.at(-1) ?? "")) return false;
  const before = texts.slice(texts[0] === "exec" ? 1 : 0, -1);
  return before.length === 0 || understand(before).unfed === true;
}
