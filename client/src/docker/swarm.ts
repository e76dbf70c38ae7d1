import type Docker from "dockerode";
import { json, statusOf } from "./api.ts";
import type { Session } from "./scratch.ts";

/** What a swarm writes into the labels of a task's container. */
const label = {
  stack: "com.docker.stack.namespace",
  serviceId: "com.docker.swarm.service.id",
  serviceName: "com.docker.swarm.service.name",
} as const;

type Labels = Readonly<Record<string, string>> | undefined | null;

/** The stack that a task belongs to, and its service as the compose file calls it: a swarm puts the stack in front. */
export function stackLabels(labels: Labels) {
  const project = labels?.[label.stack];
  const name = labels?.[label.serviceName];
  if (!project || !name?.startsWith(`${project}_`)) return undefined;
  return { project, service: name.slice(project.length + 1), configFiles: [] };
}

export function isTask(labels: Labels): boolean {
  return labels?.[label.serviceId] !== undefined;
}

/**
 * Where a swarm lays configs and secrets into a task's container. The container does not tell, and before its
 * start they are not there. Rejects on a worker: only managers know.
 */
export async function grantsOf(
  { docker }: Pick<Session, "docker">,
  labels: Labels,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const id = labels?.[label.serviceId];
  if (!id) return [];
  const call = { method: "GET", path: `/services/${encodeURIComponent(id)}` } as const;
  const { Spec } = await json<Service>(docker, call, signal).catch((error: unknown) => {
    if (statusOf(error) === undefined) throw error;
    throw new Error("only a manager of the swarm knows the configs and secrets of this task");
  });
  const { Configs, Secrets } = Spec.TaskTemplate?.ContainerSpec ?? {};
  return [
    ...(Configs ?? []).map(({ File }) => placeOf(File, "/")),
    ...(Secrets ?? []).map(({ File }) => placeOf(File, "/run/secrets/")),
  ];
}

interface Service {
  readonly Spec: Docker.ServiceSpec & {
    readonly TaskTemplate?: { readonly ContainerSpec?: { Configs?: Grant[]; Secrets?: Grant[] } };
  };
}

interface Grant {
  readonly File?: { readonly Name?: string };
}

function placeOf(file: Grant["File"], folder: string): string {
  const name = file?.Name ?? "";
  return name.startsWith("/") ? name : `${folder}${name}`;
}
