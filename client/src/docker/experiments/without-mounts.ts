import type { Experiment } from "../../../../server/src/evidence.ts";
import { started } from "../../../../server/src/launch/changes.ts";
import { mountsOf } from "../mounts.ts";
import type { Subject } from "../subject.ts";
import type { Trial } from "./start.ts";

/** Where no single mount is to blame: two of them may be, each of which hides a part of the way. */
export function withoutMounts(
  { container }: Subject,
  before: readonly Experiment[],
): Trial | undefined {
  if (!container) return undefined;
  const others = before.filter(({ change }) => change.kind === "without-mount");
  const solved = before.some(({ change, outcome }) => change.kind !== "none" && started(outcome));
  const mentioned = /mount|rootfs/i.test(container.State.Error ?? "");
  const several = mountsOf(container).length > 1;
  if (solved || !several || (others.length === 0 && !mentioned)) return undefined;
  return { change: { kind: "without-mounts" }, mounts: [] };
}
