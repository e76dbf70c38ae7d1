import { basename } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import type { Part, Script, SimpleCommand } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import type { Container } from "./project.ts";

/** The text that a shell reads when a container starts: a shell form, or the script of `sh -c`. */
export function shellText({ start }: Container): Word | undefined {
  if (start?.shell) return start.shell.text;
  const words = start?.words ?? [];
  const at = words.findIndex(({ text }, i) => {
    const before = basename(words[i - 1]?.text ?? "");
    return /^-[a-z]*c$/.test(text) && /^(sh|bash|ash|dash)$/.test(before);
  });
  return at < 0 ? undefined : words[at + 1];
}

/**
 * The variables whose value decides what a script starts, and how: those without a default that are set
 * nowhere in it. What is only printed or tested, and a bag of further options, may well be empty.
 */
export function variablesNeeded(text: Word): ReadonlySet<string> {
  const needed = new Set<string>();
  const commands = commandsIn(parseScript(text) ?? []);
  const set = new Set(commands.flatMap(({ assignments }) => assignments.map(({ name }) => name)));
  for (const { words } of commands) {
    const [first, ...rest] = words;
    if (/^(echo|printf|\[|test|export|read|for)$/.test(first?.text ?? "")) {
      for (const { text } of rest) set.add(/^\w+/.exec(text)?.[0] ?? "");
      continue;
    }
    for (const { parts } of words) for (const name of namesIn(parts ?? [])) needed.add(name);
  }
  for (const [, name = ""] of text.text.matchAll(/\bfor\s+(\w+)\s+in\b/g)) set.add(name);
  return new Set([...needed].filter((name) => !set.has(name) && !optional.test(name)));
}

/** As a rule these hold options that nobody has to give. */
const optional = /(^|_)(OPTS?|OPTIONS?|ARGS?|FLAGS?|PARAMS?|PARAMETERS|EXTRA)$/i;

function* namesIn(parts: readonly Part[]): Generator<string> {
  for (const part of parts) {
    if (part.kind === "variable" && !part.otherwise) yield part.name;
  }
}

function commandsIn(steps: Script): SimpleCommand[] {
  return steps.flatMap((step) => (step.kind === "command" ? [step] : commandsIn(step.steps)));
}
