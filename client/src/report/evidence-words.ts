import type { Change, Outcome, Quote } from "../../../server/src/evidence.ts";
import { changed } from "../../../server/src/launch/changes.ts";

/** Where a quote was read, in people's words. */
export function probeInWords(probe: string): string {
  return Object.hasOwn(probes, probe) ? (probes[probe] ?? probe) : probe;
}

const probes: Readonly<Record<string, string>> = {
  start: "Docker said",
  inspect: "Docker said",
  log: "the log",
  image: "in the image",
  container: "in the container",
  shell: "the shell in the image",
  experiment: "experiment",
};

/** Containers with a terminal end their log lines in CR LF; only there the CR means nothing. */
export function quoted({ probe, text }: Quote): string {
  return (probe === "log" ? text.replace(/\r+(?=\n|$)/g, "") : text).replace(/\n+$/, "");
}

/** What an experiment changed. */
export function changeInWords(change: Change): string {
  return change.kind === "none" ? "nothing, the same start once more" : changed(change);
}

/** What became of it. */
export function outcomeInWords(outcome: Outcome): string {
  const code = outcome.exitCode === undefined ? "" : ` with exit code ${outcome.exitCode}`;
  switch (outcome.kind) {
    case "running":
      return "it starts";
    case "exited":
      return `it ran and ended${code}`;
    case "rejected":
      return "Docker could not start it";
  }
}

/** ✓ only where the container stayed alive. */
export function outcomeSign(outcome: Outcome): "✓" | "✗" {
  return outcome.kind === "running" ? "✓" : "✗";
}
