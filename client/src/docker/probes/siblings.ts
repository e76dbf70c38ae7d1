import type Docker from "dockerode";
import type { Evidence, Sibling } from "../../../../server/src/evidence.ts";
import { containersOf } from "../candidates.ts";
import { composeLabels } from "../compose-labels.ts";
import type { Session } from "../scratch.ts";

/** What became of the other services of a compose project: one may be waited for. */
export async function siblingsOf(
  { docker }: Session,
  { container, compose }: Evidence["target"],
  signal: AbortSignal,
): Promise<readonly Sibling[]> {
  if (!compose) return [];
  const all = await containersOf(docker, signal);
  const newest = new Map<string, Docker.ContainerInfo>();
  for (const one of all.toSorted((a, b) => a.Created - b.Created)) {
    const { project, service } = composeLabels(one.Labels) ?? {};
    if (project !== compose.project || one.Id === container) continue;
    if (service && service !== compose.service) newest.set(service, one);
  }
  return [...newest].map(([service, one]) => siblingFrom(service, one));
}

/** Pure; exported for its test. The status is written as `docker ps` prints it. */
export function siblingFrom(
  service: string,
  { State, Status }: Pick<Docker.ContainerInfo, "State" | "Status">,
): Sibling {
  const exitCode = /^Exited \((\d+)\)/.exec(Status)?.[1];
  const health = /\((?:health: )?(healthy|unhealthy|starting)\)$/.exec(Status)?.[1];
  return {
    service,
    status: State,
    ...(exitCode !== undefined && { exitCode: Number(exitCode) }),
    ...(health && { health }),
  };
}
