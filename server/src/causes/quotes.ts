import { meantAsExec } from "../dockerfile/arguments.ts";
import type { Evidence, Quote } from "../evidence.ts";
import type { Step } from "../launch/chain.ts";
import { describeFact } from "../launch/describe.ts";
import { isShellWord } from "../launch/shell-words.ts";

/** What the engine said when the container was started, or what execve(2) left in the log. */
export function startQuotes({ container, logs = [] }: Evidence): Quote[] {
  if (container?.error) return [{ probe: "start", text: container.error }];
  const last = logs.findLast((line) => /exec|no such file|not found|denied|format/i.test(line));
  return last ? [{ probe: "log", text: last }] : [];
}

/** What lies at the end of a step, as the archive endpoints showed it. */
export function stepQuote(probe: "image" | "container", { path, fact }: Step): Quote {
  return { probe, text: `${path}: ${describeFact(fact)}` };
}

/** The log lines that match, last first. */
export function logQuotes({ logs = [] }: Evidence, pattern: RegExp): Quote[] {
  return logs
    .filter((line) => pattern.test(line))
    .slice(-2)
    .map((text) => ({ probe: "log", text }));
}

/** What a shell in the container's place answered about a path that is not there or not allowed. */
export function shellQuotes({ shell }: Evidence, path: string): Quote[] {
  for (const { command, output } of shell?.answers ?? []) {
    const line = output.split("\n").find((text) => text.includes(path) && refusal.test(text));
    if (line) return [{ probe: "shell", text: `$ ${command}\n${line}` }];
  }
  return [];
}

const refusal = /no such file|not found|cannot access|permission denied|not a directory/i;

/** A word that is no program's name: an option, a variable, a whole command, a list that is no JSON. */
export function notMeant({ container }: Evidence, asked: string): boolean {
  return (
    /^-|[$~]|^\s*$|\S\s+\S/.test(asked) ||
    isShellWord(asked) ||
    (container?.argv ?? []).some(meantAsExec)
  );
}

/** A shell form: the engine was asked for the shell, and nobody wrote its name. */
export function needsShell({ container }: Evidence): boolean {
  const [shell = "", flag] = container?.argv ?? [];
  return (
    /^\/\S*\/(sh|bash|ash|dash|zsh)$/.test(shell) && flag !== undefined && /^-\w*c$/.test(flag)
  );
}
