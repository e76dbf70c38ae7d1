import type { Mount } from "../../../../server/src/evidence.ts";
import type { Fact } from "../../../../server/src/launch/facts.ts";
import { covers, mountAt, mountsOf } from "../mounts.ts";
import type { Session } from "../scratch.ts";
import type { Subject } from "../subject.ts";
import type { LaidOver } from "./files.ts";

/**
 * Docker's archive endpoints show the image's files where a tmpfs will be: below one there is nothing at
 * the start but the places where other mounts begin. Podman fills a tmpfs from the image.
 */
export function temporaryFiles({ podman }: Session, { container }: Subject): LaidOver {
  const mounts = container && !podman ? mountsOf(container) : [];
  return (path) => temporaryFact(mounts, path);
}

/** Pure; exported for its test. */
export function temporaryFact(mounts: readonly Mount[], path: string): Fact | undefined {
  if (mountAt(mounts, path)?.type !== "tmpfs") return undefined;
  if (mounts.some(({ destination }) => destination === path)) {
    return { kind: "directory", mode: 0o1777, uid: 0, gid: 0 };
  }
  const point = mounts.some((mount) => covers({ destination: path }, mount.destination));
  return point ? { kind: "directory", mode: 0o755, uid: 0, gid: 0 } : { kind: "absent" };
}
