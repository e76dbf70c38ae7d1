import type { Mount } from "../../../../server/src/evidence.ts";
import type { Fact } from "../../../../server/src/launch/facts.ts";
import { covers, mountAt, mountsOf } from "../mounts.ts";
import type { Session } from "../scratch.ts";
import type { Subject } from "../subject.ts";
import { isTask } from "../swarm.ts";
import type { LaidOver } from "./files.ts";

/**
 * Docker's archive endpoints show the image's files where a tmpfs will be: below one there is nothing at
 * the start but the places where other mounts begin. Podman fills a tmpfs from the image.
 */
export function overContainer({ podman }: Session, subject: Subject): LaidOver {
  const { container } = subject;
  const mounts = container && !podman ? mountsOf(container) : [];
  const { over, whereAbsent } = overImage(subject);
  return { over: (path) => over(path) ?? temporaryFact(mounts, path), whereAbsent };
}

/** What a swarm grants to a task, in whatever folder, is not there before the start: what is missing may be that. */
export function overImage({ container, grants }: Subject): LaidOver {
  const hidden = grants === undefined && isTask(container?.Config.Labels);
  const granted: Fact = { kind: "unknown", why: "the swarm may lay it there at the start" };
  const around = (path: string) =>
    grants?.some((grant) => covers({ destination: path }, grant)) ?? false;
  return {
    over: (path) => (grants?.includes(path) ? granted : undefined),
    whereAbsent: (path) => (hidden ? granted : around(path) ? folder : undefined),
  };
}

const folder: Fact = { kind: "directory", mode: 0o755, uid: 0, gid: 0 };

/** Pure; exported for its test. */
export function temporaryFact(mounts: readonly Mount[], path: string): Fact | undefined {
  if (mountAt(mounts, path)?.type !== "tmpfs") return undefined;
  if (mounts.some(({ destination }) => destination === path)) {
    return { kind: "directory", mode: 0o1777, uid: 0, gid: 0 };
  }
  const point = mounts.some((mount) => covers({ destination: path }, mount.destination));
  return point ? folder : { kind: "absent" };
}
