import { existsSync } from "node:fs";
import type Docker from "dockerode";
import { json, reason, statusOf } from "./api.ts";
import type { MountRequest } from "./mounts.ts";
import { type Container, type Session, withContainer } from "./scratch.ts";
import { imageOf, type Subject } from "./subject.ts";

/**
 * For a service that has no container yet: the one that compose would make, so that it can be looked at like
 * any other. It is never started, and is removed behind the last question. Where the engine refuses to make
 * it, its words are the answer, and the image is all that is left to look at.
 */
export async function withPlanned<Result>(
  session: Session,
  subject: Subject,
  signal: AbortSignal,
  use: (subject: Subject) => Promise<Result>,
): Promise<Result> {
  const { planned } = subject;
  if (!planned) return use(subject);
  const asked = mountsIn(planned).filter((mount) => !isMadeByPodman(session, mount));
  let mounts = await Promise.all(asked.map((mount) => existing(session, mount, signal)));
  for (;;) {
    const answer = await attempt(session, planContainer(subject, planned, mounts), signal, (info) =>
      use({ ...subject, container: info }),
    );
    if ("result" in answer) return answer.result;
    const missing = /bind source path does not exist: (.+)$/.exec(answer.refused)?.[1];
    const made = mounts.filter((mount) => mount.Source === missing && isMade(mount));
    if (made.length === 0) {
      session.miss("create", answer.refused);
      return use(subject);
    }
    session.miss("mount", `the engine would make ${missing} on the host, so it was left out`);
    mounts = mounts.filter((mount) => !made.includes(mount));
  }
}

type Answer<Result> = { readonly result: Result } | { readonly refused: string };

async function attempt<Result>(
  session: Session,
  container: Container,
  signal: AbortSignal,
  use: (info: Docker.ContainerInspectInfo) => Promise<Result>,
): Promise<Answer<Result>> {
  try {
    return await withContainer(session, container, async (id) => {
      const call = { method: "GET", path: `/containers/${id}/json` } as const;
      const info = await json<Docker.ContainerInspectInfo>(session.docker, call, signal);
      return { result: await use(info) };
    });
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return { refused: reason(error) };
  }
}

type Planned = NonNullable<Subject["planned"]>;

function planContainer(
  subject: Subject,
  planned: Planned,
  mounts: readonly MountRequest[],
): Container {
  const Mounts = mounts.map(({ BindOptions: _, ...mount }) => mount);
  return {
    ...planned,
    ...imageOf(subject),
    HostConfig: { ...hostConfigOf(planned), Mounts },
  };
}

function hostConfigOf(planned: Planned): NonNullable<Container["HostConfig"]> {
  const { HostConfig } = planned;
  return typeof HostConfig === "object" && HostConfig !== null ? HostConfig : {};
}

function mountsIn(planned: Planned): readonly MountRequest[] {
  return hostConfigOf(planned).Mounts ?? [];
}

/** Whether the engine makes its source where there is none, as for `./data:/data`. */
function isMade({ BindOptions }: MountRequest): boolean {
  return typeof BindOptions === "object" && BindOptions !== null;
}

/** Podman makes the source of every bind as soon as a container is made; only here it can be looked for. */
function isMadeByPodman({ podman, miss }: Session, { Type, Source = "" }: MountRequest): boolean {
  if (!podman || Type !== "bind" || existsSync(Source)) return false;
  miss("mount", `the engine would make ${Source} on the host, so it was left out`);
  return true;
}

/** A named volume that nobody made yet would be left behind: an anonymous one takes its place. */
async function existing(
  { docker }: Session,
  mount: MountRequest,
  signal: AbortSignal,
): Promise<MountRequest> {
  const { Source, ...anonymous } = mount;
  if (mount.Type !== "volume" || !Source) return mount;
  try {
    const path = `/volumes/${encodeURIComponent(Source)}`;
    await json(docker, { method: "GET", path }, signal);
    return mount;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return anonymous;
  }
}
