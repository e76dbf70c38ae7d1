import { createRequire } from "node:module";
import { join } from "node:path";
import type { DockerPart, NoEngine, NoTarget } from "./docker/engine.ts";

/**
 * Loads `docker.js`, which lies beside the bundle that runs. A require that the bundler cannot see
 * through, so that most of what we ship is read only when a diagnosis starts.
 */
export function loadDockerPart(folder: string): DockerPart {
  const file = join(folder, "docker.js");
  const part: unknown = createRequire(file)(file);
  if (!isDockerPart(part)) throw new Error(`${file} does not hold what it should`);
  return part;
}

export function isNoEngine(error: unknown): error is NoEngine {
  return error instanceof Error && error.name === "NoEngine" && "tried" in error;
}

export function isNoTarget(error: unknown): error is NoTarget {
  return error instanceof Error && error.name === "NoTarget";
}

function isDockerPart(part: unknown): part is DockerPart {
  return typeof part === "object" && part !== null && "connect" in part;
}
