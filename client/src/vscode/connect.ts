import { workspace } from "vscode";
import type { Engine } from "../docker/engine.ts";
import { loadDockerPart } from "../docker-part.ts";

export interface Surroundings {
  /** Where docker.js lies. */
  readonly folder: string;
  readonly home: string;
}

/** Connects to the engine of the settings, else to the one that the `docker` program would ask. */
export function connect({ folder, home }: Surroundings, signal: AbortSignal): Promise<Engine> {
  const host = setting("docker.host", "");
  return loadDockerPart(folder).connect({
    ...(host !== "" && { host }),
    environment: process.env,
    home,
    signal,
  });
}

/** A setting of ours, by its name behind `dockwright.`. */
export function setting<Value>(name: string, otherwise: Value): Value {
  return workspace.getConfiguration("dockwright").get(name, otherwise);
}
