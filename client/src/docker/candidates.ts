import type Docker from "dockerode";
import { redactor } from "../../../server/src/redact.ts";
import { composeLabels } from "./compose-labels.ts";
import type { Candidate } from "./engine.ts";
import { within } from "./limits.ts";
import { probeLabel } from "./scratch.ts";

/** As many as a person looks at; each that did not run is asked why. */
const asked = 20;

/** Milliseconds. */
const patience = 10_000;

export function candidates(
  docker: Docker,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly Candidate[]> {
  return within(patience, signal, async (signal) => {
    const containers = await containersOf(docker, signal);
    const ranked = containers.toSorted((a, b) => rank(a) - rank(b) || b.Created - a.Created);
    return Promise.all(
      ranked.map(async (container, i): Promise<Candidate> => {
        const failed = i < asked && rank(container) === 0;
        const error = failed ? await errorOf(docker, container.Id, signal) : "";
        return candidateFrom(container, error);
      }),
    );
  });
}

function candidateFrom(container: Docker.ContainerInfo, error: string): Candidate {
  const { Id, Names, Image, State, Status, Created, Labels } = container;
  const compose = composeLabels(Labels);
  return {
    id: Id,
    name: (Names[0] ?? Id.slice(0, 12)).replace(/^\//, ""),
    image: Image,
    ...(compose && { service: compose.service, project: compose.project }),
    status: State,
    statusText: Status,
    created: Created,
    ...(error && { error }),
  };
}

/** Every container but our own. */
export async function containersOf(
  docker: Docker,
  signal: AbortSignal,
): Promise<readonly Docker.ContainerInfo[]> {
  const all = await docker.listContainers({ all: true, abortSignal: signal });
  return all.filter(({ Labels }) => !Labels?.[probeLabel]);
}

/** Tags of the local images, newest first. */
export function images(
  docker: Docker,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  return within(patience, signal, async (signal) => {
    const all = await docker.listImages({ abortSignal: signal });
    return all
      .toSorted((a, b) => b.Created - a.Created)
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .filter((tag) => !tag.includes("<none>"));
  });
}

/** 0 for those that failed, 1 for those that ended well, 2 for those that live. */
function rank({ State, Status }: Docker.ContainerInfo): number {
  if (State === "running" || State === "paused") return Status.includes("(unhealthy)") ? 0 : 2;
  return Status.startsWith("Exited (0)") ? 1 : 0;
}

async function errorOf(docker: Docker, id: string, signal: AbortSignal): Promise<string> {
  try {
    const { State, Config } = await docker.getContainer(id).inspect({ abortSignal: signal });
    return redactor(Config.Env ?? [])(State.Error ?? "").slice(0, 300);
  } catch {
    return ""; // it may be gone by now
  }
}
