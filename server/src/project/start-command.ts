import type { Span, Word } from "../base/text.ts";
import type { Override, Service } from "../compose/model.ts";
import { meantAsExec } from "../dockerfile/arguments.ts";
import type { Command } from "../dockerfile/model.ts";
import type { ImageConfig, Setting } from "../image/config.ts";
import { type ShellWord, textOf } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import type { StartCommand } from "./project.ts";

/**
 * ENTRYPOINT and CMD joined as Docker joins them, with what compose puts in their place. Undefined
 * where a part is not known, or nothing is to be started.
 */
export function startCommand(
  config: ImageConfig,
  service: Service | undefined,
): StartCommand | undefined {
  const entrypoint = replaced(service?.entrypoint, config.entrypoint);
  // A compose entrypoint drops the image's CMD.
  const imageCommand: Setting<Command> =
    service?.entrypoint?.words || service?.entrypoint?.unknown ? { kind: "unset" } : config.command;
  const command = replaced(service?.command, imageCommand);
  if (entrypoint.kind === "unknown" || command.kind === "unknown") return undefined;

  // What is no command as it stands is told by itself, and nothing can be said of what it would start.
  if (malformed(entrypoint)) return undefined;
  if (entrypoint.kind === "unset" && malformed(command)) return undefined;

  const first = entrypoint.kind === "set" ? words(entrypoint.value, config) : [];
  const shellEntrypoint = entrypoint.kind === "set" && entrypoint.value.form === "shell";
  const second = command.kind === "set" && !shellEntrypoint ? words(command.value, config) : [];
  const all = [...first, ...second];
  if (all.length === 0) return undefined;
  // Words that a base image brought stand nowhere: what the project wrote does.
  const written = [entrypoint, command]
    .flatMap((setting) => (setting.kind === "set" ? [setting.value] : []))
    .map((value) => (value.form === "exec" ? value.span : value.text))
    .find((span) => span.file !== "") ?? { file: "", start: 0, end: 0 };
  const inner = innerCommand(shellEntrypoint ? entrypoint : command);
  return { words: all, at: written, ...(inner && { inner }) };
}

function malformed(setting: Setting<Command>): boolean {
  if (setting.kind !== "set") return false;
  if (setting.value.form === "shell") return meantAsExec(setting.value.text.text);
  const [first, ...rest] = setting.value.words;
  return (
    first?.text.trim() === "" || (rest.length === 0 && /^[\w./-]+\s+\S/.test(first?.text ?? ""))
  );
}

function replaced(override: Override | undefined, image: Setting<Command>): Setting<Command> {
  if (override?.unknown) return { kind: "unknown" };
  if (!override?.words) return image;
  const { file, start, end } = override;
  return override.words.length === 0
    ? { kind: "unset" }
    : { kind: "set", value: { form: "exec", words: override.words, span: { file, start, end } } };
}

function words(command: Command, { shell }: ImageConfig): Word[] {
  if (command.form === "exec") return [...command.words];
  const place = command.text;
  return [...shell.map((text) => ({ ...place, text })), place];
}

/** The argv of a shell form that is one simple command without anything to expand. */
function innerCommand(setting: Setting<Command>): Word[] | undefined {
  if (setting.kind !== "set" || setting.value.form !== "shell") return undefined;
  const script = parseScript(setting.value.text);
  const [step, ...more] = script ?? [];
  if (step?.kind !== "command" || more.length > 0 || step.assignments.length > 0) return undefined;
  const read = step.words.map((word) => valued(word));
  const known = read.flatMap((word) => word ?? []);
  const [first, ...rest] = known;
  if (first === undefined || read[0] === undefined) return undefined;
  return first.text === "exec" ? rest : known;
}

/** A word whose value is not known ends nothing: it stands as it is written. */
function valued(word: ShellWord): Word {
  const { file, start, end } = word satisfies Span;
  return { file, start, end, text: textOf(word, () => undefined) ?? word.text };
}
