import { broken } from "../../../../server/src/launch/chain.ts";
import { mountsOf } from "../mounts.ts";
import type { Subject } from "../subject.ts";
import type { Findings } from "./experiment.ts";
import type { Trial } from "./start.ts";

/** Where the engine's own words are missing: nothing was started yet, or nobody kept them. */
export function unchanged({ container }: Subject, findings: Findings): Trial | undefined {
  if (!container) return { change: { kind: "none" }, mounts: [] };
  const { Status, Error: error } = container.State;
  const [program] = findings.pairs;
  // With some log drivers, what the runtime said when execve(2) failed is lost.
  const isLost = !findings.log && program?.container && broken(program.container);
  if (error || (Status !== "created" && !isLost)) return undefined;
  return { change: { kind: "none" }, mounts: mountsOf(container) };
}
