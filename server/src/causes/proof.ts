import type { Change, Evidence, Quote } from "../evidence.ts";
import { changed, started } from "../launch/changes.ts";

/** The first of these experiments that let the same image start: nothing else was changed. */
export function proof(
  { experiments = [] }: Evidence,
  ...wanted: ((change: Change) => boolean)[]
): Quote[] {
  for (const matches of wanted) {
    const found = experiments.find(({ change, outcome }) => matches(change) && started(outcome));
    if (!found) continue;
    const { change, outcome } = found;
    const what = outcome.kind === "running" ? "it starts and runs" : "it starts";
    return [{ probe: "experiment", text: `the same image ${changed(change)}: ${what}` }];
  }
  return [];
}

/** Without the mount on a place, else without any mount. */
export function withoutMount(destination: string | undefined) {
  return [
    (change: Change) => change.kind === "without-mount" && change.destination === destination,
    (change: Change) => change.kind === "without-mounts",
  ];
}

/** As root. */
export function asRoot(change: Change): boolean {
  return change.kind === "as-root";
}

/** With the entrypoint and the command of the image. */
export function ownCommand(change: Change): boolean {
  return change.kind === "own-command";
}
