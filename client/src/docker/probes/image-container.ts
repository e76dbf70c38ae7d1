import type { Mount } from "../../../../server/src/evidence.ts";
import type { MountRequest } from "../mounts.ts";
import { type Session, withContainer } from "../scratch.ts";
import { imageOf, type Subject } from "../subject.ts";
import { volumesOf } from "./inspect.ts";

/** A container of the image alone, to be looked at. It is never started. */
export function withImageContainer<Result>(
  session: Session,
  subject: Subject,
  use: (id: string) => Promise<Result>,
): Promise<Result> {
  const HostConfig = { Mounts: [...emptyVolumes(subject, [])] };
  // An image without a command needs some entrypoint.
  return withContainer(session, { ...imageOf(subject), Entrypoint: ["x"], HostConfig }, use);
}

/**
 * Keeps the engine from making, and filling with copies, an anonymous volume for each VOLUME of the image: a
 * tmpfs takes their place, and a tmpfs is not there before the start, so that the image's files show.
 */
export function emptyVolumes(
  { image }: Subject,
  mounts: readonly Mount[],
): readonly MountRequest[] {
  return volumesOf(image)
    .filter((volume) => !mounts.some(({ destination }) => destination === volume))
    .map((Target) => ({ Type: "tmpfs", Target }));
}
