import { basename } from "../base/path.ts";
import type { Loading } from "./load.ts";
import type { Value } from "./model.ts";

/** COMPOSE_PROJECT_NAME, else `name:`, else the name of the folder; undefined where it is not known. */
export function projectName(
  name: Value | undefined,
  { variables, folder }: Loading,
): string | undefined {
  const given = variables("COMPOSE_PROJECT_NAME");
  if (given !== undefined) return given;
  if (name?.unknown) return undefined;
  return normalProjectName(name?.text ?? basename(folder));
}

/** Compose-go, `NormalizeProjectName`. */
export function normalProjectName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}
