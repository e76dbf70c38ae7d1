import { dirname, join } from "../../base/path.ts";
import type { World } from "./tool.ts";

/**
 * The folder of the project that a tool works on: the nearest one, from the working directory up, that
 * holds the manifest. Undefined where a folder on the way may hold it or not.
 */
export function projectRoot(
  world: World,
  manifest: string,
  from: string | undefined = world.cwd,
): string | undefined {
  if (from === undefined) return undefined;
  // The folder in which somebody runs the tool is most often meant, whatever is known of it.
  if (world.look(join(from, manifest)).fact.kind !== "absent") return from;
  for (let folder = from; folder !== "/"; ) {
    folder = dirname(folder);
    const { kind } = world.look(join(folder, manifest)).fact;
    if (kind === "unknown") return undefined;
    if (kind !== "absent") return folder;
  }
  return from;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
