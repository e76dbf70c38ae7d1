import { hostname } from "node:os";
import type Docker from "dockerode";
import {
  abandoned,
  hostLabel,
  pidLabel,
  probeLabel,
  removeContainer,
  shellLabel,
} from "./scratch.ts";

/** No diagnosis lives as long, in seconds. */
const longest = 60 * 60;

/** Removes what a diagnosis left behind whose process was killed. Touches nothing without our label. */
export async function sweep(docker: Docker, signal: AbortSignal): Promise<void> {
  const filters = { label: [`${probeLabel}=1`] };
  const probes = await docker.listContainers({ all: true, filters, abortSignal: signal });
  const now = Date.now() / 1000;
  const left = probes.filter((probe) => isLeft(probe, now));
  await Promise.all(
    left.map(async (probe) => {
      await removeContainer(docker, probe.Id);
      abandoned.delete(nameOf(probe));
    }),
  );
}

function nameOf({ Names: [name = ""] }: Docker.ContainerInfo): string {
  return name.replace(/^\//, "");
}

function isLeft(probe: Docker.ContainerInfo, now: number): boolean {
  const { Labels, Created } = probe;
  if (Labels[probeLabel] !== "1") return false;
  if (abandoned.has(nameOf(probe))) return true;
  if (now - Created > longest && !Labels[shellLabel]) return true;
  return Labels[hostLabel] === hostname() && !isAlive(Number(Labels[pidLabel]));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0); // asks, and kills nothing
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
