import { mountsOf } from "../mounts.ts";
import type { Subject } from "../subject.ts";
import type { Trial } from "./start.ts";

/** Where the engine's own words are missing: nothing was started yet, or nobody kept them. */
export function unchanged({ container }: Subject): Trial | undefined {
  if (!container) return { change: { kind: "none" }, mounts: [] };
  const { Status, Error: error } = container.State;
  if (Status !== "created" || error) return undefined;
  return { change: { kind: "none" }, mounts: mountsOf(container) };
}
