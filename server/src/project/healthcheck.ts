import type { Span, Word } from "../base/text.ts";
import { get, items, scalar } from "../compose/tree.ts";
import type { Command } from "../dockerfile/model.ts";
import { textOf } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import { ancestry } from "./ancestry.ts";
import type { Container } from "./project.ts";

/** How a container is asked whether it is healthy. */
export interface Healthcheck {
  /** Where it is said: the instruction, or the value in the compose file. */
  readonly at: Span;
  /** The shell that reads it; undefined for the exec form. */
  readonly shell: Word | undefined;
  /** The commands that run for sure, each with its words; of the exec form the one. */
  readonly commands: readonly (readonly Word[])[];
}

/** Undefined where there is none, or where a part of it is not known. */
export function healthcheckOf(container: Container): Healthcheck | undefined {
  const { service } = container;
  if (service?.healthcheck === "disabled") return undefined;
  const test = service && get(get(service.body, "healthcheck"), "test");
  if (!test) return ofImage(container);
  if (test.kind === "scalar") {
    const value = scalar(test);
    return value && !value.unknown ? ofShell(value, value, shellOf(container, value)) : undefined;
  }
  const words = items(test).flatMap(({ item }) => scalar(item) ?? []);
  const [how, first] = words;
  if (!how || !first || words.some(({ unknown }) => unknown)) return undefined;
  const at = { file: test.file, start: test.start, end: test.end };
  if (how.text === "CMD-SHELL") return ofShell(first, at, shellOf(container, first));
  return how.text === "CMD" ? ofWords(words.slice(1), at) : undefined;
}

function ofImage({ image, config }: Container): Healthcheck | undefined {
  if (!image) return undefined;
  for (const { instructions } of ancestry(image.stage, image.dockerfile.stages)) {
    const last = instructions.findLast(({ kind }) => kind === "HEALTHCHECK");
    if (last?.kind !== "HEALTHCHECK") continue;
    return last.command && ofCommand(last.command, last.span, config.shell);
  }
  return undefined;
}

function ofCommand(command: Command, at: Span, shell: readonly string[]): Healthcheck | undefined {
  if (command.form === "exec") return ofWords(command.words, at);
  return ofShell(command.text, at, { ...command.text, text: shell[0] ?? "/bin/sh" });
}

function shellOf({ config }: Container, { file, start, end }: Span): Word {
  return { file, start, end, text: config.shell[0] ?? "/bin/sh" };
}

function ofWords(words: readonly Word[], at: Span): Healthcheck | undefined {
  const [first, option, script] = words;
  if (!first) return undefined;
  if (/(^|\/)(ba|da|a)?sh$/.test(first.text) && option?.text === "-c" && script) {
    return ofShell(script, at, first);
  }
  return { at, shell: undefined, commands: [words] };
}

function ofShell(text: Word, at: Span, shell: Word): Healthcheck | undefined {
  const script = parseScript(text);
  if (!script) return undefined;
  const commands = script.flatMap((step) => {
    if (step.kind !== "command" || !step.certain) return [];
    const words = step.words.flatMap((word) => {
      const value = textOf(word, () => undefined);
      const { file, start, end } = word;
      return value === undefined ? [] : [{ file, start, end, text: value }];
    });
    return words.length === step.words.length || step.words[0]?.text === words[0]?.text
      ? [words]
      : [];
  });
  return { at, shell, commands };
}
