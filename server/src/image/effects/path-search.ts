import type { World } from "./tool.ts";

/** The first of these programs in PATH; undefined where it is not known which that is. */
export function programInPath(world: World, names: readonly string[]): string | undefined {
  for (const folder of world.variable("PATH")?.split(":") ?? []) {
    for (const name of names) {
      const { fact, by } = world.look(`${folder}/${name}`);
      if (fact.kind === "file" || fact.kind === "symlink") return `${folder}/${name}`;
      // Bases that are known are known with the languages that they bring: nothing hides there.
      if (fact.kind === "unknown" && (by || !world.base)) return undefined;
    }
  }
  return undefined;
}
