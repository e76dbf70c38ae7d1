import type { Evidence, Quote } from "../evidence.ts";

/** The engine's refusal of the start, where it matches; gaps hold it where the container's state does not. */
export function refusal({ container, gaps }: Evidence, pattern: RegExp): Quote | undefined {
  const texts = [container?.error ?? "", ...gaps.map(({ why }) => why)];
  const text = texts.find((one) => pattern.test(one));
  return text === undefined ? undefined : { probe: "start", text };
}

/** The last line of the log that matches, of a program that failed. */
export function complaint({ container, logs = [] }: Evidence, pattern: RegExp): Quote | undefined {
  if (!container || (container.exitCode === 0 && container.status === "exited")) return undefined;
  const text = logs.findLast((line) => pattern.test(line));
  return text === undefined ? undefined : { probe: "log", text };
}
