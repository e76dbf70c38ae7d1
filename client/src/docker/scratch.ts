import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { demand, json, reason, statusOf } from "./api.ts";
import type { MountRequest } from "./mounts.ts";

/** Stands on every container that we make. */
export const probeLabel = "dockwright.probe";
export const hostLabel = "dockwright.host";
export const pidLabel = "dockwright.pid";
/** Stands on those that a person works in. */
export const shellLabel = "dockwright.shell";

/** One diagnosis: the engine, and the marks by which its own containers are known. */
export interface Session {
  readonly docker: Docker;
  readonly podman: boolean;
  /** The owners of files are told in the numbers of the host (userns-remap). */
  readonly remapped: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Takes note of a question that has no answer. */
  readonly miss: (probe: string, why: string) => void;
}

export function marks(): Session["labels"] {
  return {
    [probeLabel]: "1",
    "dockwright.session": randomUUID(),
    [hostLabel]: hostname(),
    [pidLabel]: String(process.pid),
  };
}

/** The body of a create call, in the words of the Engine API. */
export interface Container {
  readonly Image: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly HostConfig?: HostConfig;
  readonly [option: string]: unknown;
}

export type HostConfig = Omit<Docker.HostConfig, "Mounts"> & {
  readonly Mounts?: readonly MountRequest[];
};

/**
 * Makes a container, lets it be used, and removes it with its anonymous volumes, whatever happened.
 * Neither the create call nor the removal heeds the user's signal: a create call that nobody waits for
 * would leave its container behind.
 */
export async function withContainer<Result>(
  session: Session,
  container: Container,
  use: (id: string) => Promise<Result>,
): Promise<Result> {
  const name = `dockwright-${randomUUID().slice(0, 13)}`;
  const body = {
    ...container,
    ...aside,
    Labels: { ...container.Labels, ...session.labels },
    HostConfig: { LogConfig: log, ...container.HostConfig, ...alone },
  };
  const create = { method: "POST", path: "/containers/create", query: { name }, body } as const;
  try {
    const created = json<{ Id: string }>(session.docker, create, AbortSignal.timeout(20_000));
    return await use((await created).Id);
  } finally {
    await remove(session, name);
  }
}

/** No container of ours reaches a network, comes back by itself, or fills the disk with its log. */
const alone: HostConfig = {
  NetworkMode: "none",
  RestartPolicy: { Name: "no" },
  AutoRemove: false,
};
const log = { Type: "json-file", Config: { "max-size": "1m" } };
/** Podman asks a container to end, and waits ten seconds for it, also where removal is forced. */
const aside = { Healthcheck: { Test: ["NONE"] }, StopSignal: "SIGKILL" };

/** Names of those that this process could not remove, for its next run to sweep. */
export const abandoned = new Set<string>();

async function remove(session: Session, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await removeContainer(session.docker, name);
    } catch (error) {
      if (attempt < 3) await sleep(200 * attempt);
      else {
        abandoned.add(name);
        return session.miss("clean-up", `container ${name} is still there: ${reason(error)}`);
      }
    }
  }
}

/** By id or name, with its anonymous volumes. That it is gone already is as good. */
export async function removeContainer(docker: Docker, name: string): Promise<void> {
  const query = { force: "1", v: "1" };
  const call = { method: "DELETE", path: `/containers/${name}`, query } as const;
  try {
    (await demand(docker, call, AbortSignal.timeout(15_000))).resume();
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}
