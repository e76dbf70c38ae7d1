import type { ContainerInspectInfo } from "dockerode";
import type { Mount } from "../../../../server/src/evidence.ts";
import { reason, statusOf } from "../api.ts";
import { head, stat } from "../archive.ts";
import { covers, mountsOf, readOnlyMounts } from "../mounts.ts";
import { type Session, withContainer } from "../scratch.ts";
import { imageOf, type Subject } from "../subject.ts";
import { emptyVolumes } from "./image-container.ts";

/**
 * Why it would leave traces on the host to mount what the container mounts; undefined where it would not.
 * Docker makes the missing source of a bind, and the mount points of what is mounted inside of a bind or
 * a volume, as soon as a file of the container is asked for. So all of them have to be there before:
 * that is asked of a container of ours, whose binds Docker refuses instead of making (`Mounts`). Podman
 * makes sources whenever a container is created, but to look for a file it mounts nothing.
 */
export async function traceOf(
  session: Session,
  subject: Subject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { container } = subject;
  if (!container) return undefined;
  const mounts = mountsOf(container);
  const trace = session.podman && (await traceOnPodman(session, container, mounts, signal));
  if (trace) return trace;
  for (let level = 0; ; level++) {
    const upTo = mounts.filter((mount) => levelOf(mount, mounts) <= level);
    const next = mounts.filter((mount) => levelOf(mount, mounts) === level + 1);
    const trace = await traceAt(session, subject, container, upTo, next, signal);
    if (trace || next.length === 0) return trace;
  }
}

async function traceOnPodman(
  session: Session,
  { Id, State }: ContainerInspectInfo,
  mounts: readonly Mount[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const isNew = State.Status === "created" && !State.Error;
  if (isNew && mounts.some(({ type }) => type === "volume")) {
    return "the engine fills a new volume at the first start, and there was none";
  }
  const binds = mounts.filter(({ type }) => type === "bind");
  const traces = await Promise.all(
    binds.map(async ({ destination, source }) => {
      try {
        await head(session, Id, destination, 0, signal);
      } catch (error) {
        // Where the source is a file, it fails with other words.
        if (!/no such file|could not find/i.test(reason(error))) return undefined;
        return `bind source path does not exist: ${source}`;
      }
      return undefined;
    }),
  );
  return traces.find((trace) => trace !== undefined);
}

async function traceAt(
  session: Session,
  subject: Subject,
  inspected: ContainerInspectInfo,
  mounts: readonly Mount[],
  inside: readonly Mount[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const points = inside.filter((mount) => isLasting(parentOf(mount, mounts)));
  if (points.length === 0 && !mounts.some(({ type }) => type === "bind")) return undefined;
  const kept = readOnlyMounts(inspected, mounts);
  const Mounts = [...kept.Mounts, ...emptyVolumes(subject, mounts)];
  const HostConfig = { Binds: kept.Binds, Mounts };
  const container = { ...imageOf(subject), Entrypoint: ["x"], HostConfig };
  try {
    return await withContainer(session, container, async (id) => {
      for (const { destination } of points) {
        const found = await stat(session, id, destination, signal);
        if (found === undefined) {
          const where = parentOf({ destination }, mounts)?.source;
          return `the engine would make the mount point of ${destination} in ${where}`;
        }
      }
      return undefined;
    });
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return reason(error);
  }
}

type Place = Pick<Mount, "destination">;

function parentOf({ destination }: Place, mounts: readonly Mount[]): Mount | undefined {
  return mounts
    .filter((mount) => mount.destination !== destination && covers(mount, destination))
    .toSorted((a, b) => b.destination.length - a.destination.length)[0];
}

function levelOf(mount: Place, mounts: readonly Mount[]): number {
  const parent = parentOf(mount, mounts);
  return parent ? levelOf(parent, mounts) + 1 : 0;
}

/** What is made in it outlives the container. */
function isLasting(mount: Mount | undefined): boolean {
  return mount?.type === "bind" || mount?.type === "volume";
}
