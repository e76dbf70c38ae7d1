import type { Span, Word } from "../base/text.ts";
import type { Override, Service } from "../compose/model.ts";
import { commandSpan, meantAsExec } from "../dockerfile/arguments.ts";
import type { Command } from "../dockerfile/model.ts";
import type { ImageConfig, Setting } from "../image/config.ts";
import { type ShellWord, textOf } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import type { StartCommand } from "./project.ts";

/** What ENTRYPOINT and CMD are once compose has had its say, and what is to be executed then. */
export interface Commands {
  readonly entrypoint: Setting<Command>;
  readonly command: Setting<Command>;
  /** argv as the engine gets it; undefined where a part is not known, or nothing is to be started. */
  readonly argv: readonly Word[] | undefined;
  /** The same; undefined also for what is no command as it stands. */
  readonly start: StartCommand | undefined;
}

export function commandsOf(config: ImageConfig, service: Service | undefined): Commands {
  const { entrypoint, command } = overridden(config, service);
  if (entrypoint.kind === "unknown" || command.kind === "unknown") {
    return { entrypoint, command, argv: undefined, start: undefined };
  }
  const first = entrypoint.kind === "set" ? words(entrypoint.value, config) : [];
  const second = command.kind === "set" ? words(command.value, config) : [];
  const argv = [...first, ...second];
  if (argv.length === 0) return { entrypoint, command, argv: undefined, start: undefined };
  // What is no command as it stands is told by itself, and nothing can be said of what it would start.
  if (malformed(entrypoint) || (first.length === 0 && malformed(command))) {
    return { entrypoint, command, argv, start: undefined };
  }
  // Words that a base image brought stand nowhere: what the project wrote does.
  const at = [entrypoint, command]
    .flatMap((setting) => (setting.kind === "set" ? [setting.value] : []))
    .map(commandSpan)
    .find((span) => span.file !== "") ?? { file: "", start: 0, end: 0 };
  const shell = shellOf(entrypoint, 0, config) ?? shellOf(command, first.length, config);
  return { entrypoint, command, argv, start: { words: argv, at, ...(shell && { shell }) } };
}

/**
 * As an engine merges them (moby, `daemon/commit.go`): an entrypoint that is not empty drops the image's
 * CMD, an empty one keeps it, and an empty command is as none at all. Compose hands both over as they are.
 */
function overridden(
  { entrypoint, command }: ImageConfig,
  service: Service | undefined,
): { readonly entrypoint: Setting<Command>; readonly command: Setting<Command> } {
  const first = replaced(service?.entrypoint);
  const second = replaced(service?.command);
  if (first?.kind === "unknown" || second?.kind === "unknown") {
    return { entrypoint: first ?? entrypoint, command: { kind: "unknown" } };
  }
  if (first?.kind === "set") {
    return { entrypoint: settled(first), command: second?.kind === "set" ? second : unset };
  }
  return {
    entrypoint: settled(first ?? entrypoint),
    command: second?.kind === "set" ? second : settledCommand(command),
  };
}

const unset = { kind: "unset" } as const;

/** One empty word resets the entrypoint (moby, `mergeAndVerifyConfig`). */
function settled(setting: Setting<Command>): Setting<Command> {
  if (setting.kind !== "set" || setting.value.form !== "exec") return setting;
  const [word, ...more] = setting.value.words;
  return !word || (word.text === "" && more.length === 0) ? unset : setting;
}

function settledCommand(setting: Setting<Command>): Setting<Command> {
  const empty = setting.kind === "set" && setting.value.form === "exec" && !setting.value.words[0];
  return empty ? unset : setting;
}

function replaced(override: Override | undefined): Setting<Command> | undefined {
  if (override?.unknown) return { kind: "unknown" };
  if (!override?.words) return undefined;
  const { file, start, end } = override;
  if (override.words.length === 0) return unset;
  return {
    kind: "set",
    value: { form: "exec", words: override.words, span: { file, start, end } },
  };
}

function malformed(setting: Setting<Command>): boolean {
  if (setting.kind !== "set") return false;
  if (setting.value.form === "shell") return meantAsExec(setting.value.text.text);
  const [first, ...rest] = setting.value.words;
  return (
    first?.text.trim() === "" || (rest.length === 0 && /^[\w./-]+\s+\S/.test(first?.text ?? ""))
  );
}

function words(command: Command, { shell }: ImageConfig): Word[] {
  if (command.form === "exec") return [...command.words];
  const place = command.text;
  return [...shell.map((text) => ({ ...place, text })), place];
}

/** The shell of a shell form, and the argv that it reads where that is one simple command. */
function shellOf(
  setting: Setting<Command>,
  at: number,
  { shell }: ImageConfig,
): StartCommand["shell"] {
  if (setting.kind !== "set" || setting.value.form !== "shell" || shell.length === 0) {
    return undefined;
  }
  const { text } = setting.value;
  const words = simpleCommand(text);
  return { at, text, ...(words && { words }) };
}

/** The argv of a script that is one simple command; a word that has to be expanded stands as it is. */
export function simpleCommand(text: Word): Word[] | undefined {
  const script = parseScript(text);
  const [step, ...more] = script ?? [];
  if (step?.kind !== "command" || more.length > 0 || step.assignments.length > 0) return undefined;
  const known = step.words.map((word) => valued(word));
  const [first, ...rest] = known;
  if (first === undefined) return undefined;
  return first.text === "exec" ? rest : known;
}

/** A word whose value is not known stands as it is written. */
function valued(word: ShellWord): Word {
  const { file, start, end } = word satisfies Span;
  return { file, start, end, text: textOf(word, () => undefined) ?? word.text };
}
