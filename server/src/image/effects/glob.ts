import { basename, dirname, join } from "../../base/path.ts";
import { type Filesystem, type Ground, list, look } from "../filesystem.ts";
import type { World } from "./tool.ts";

/** Whether a shell may expand this word. */
export function isGlob(word: string): boolean {
  return /[*?[{]/.test(word);
}

/** What a pattern stands for: the paths that are known to match, and whether there can be no others. */
export interface Matches {
  readonly paths: readonly string[];
  readonly complete: boolean;
}

/** Expands a pattern in the last part of a path; one further up, or in braces, may match anything. */
export function expandGlob(path: string, world: World): Matches {
  const folder = dirname(path);
  const pattern = globOf(basename(path));
  if (isGlob(folder) || !pattern) return { paths: [], complete: false };
  const names = list(world.filesystem, folder).filter((name) => pattern.test(name));
  return { paths: names.map((name) => join(folder, name)), complete: isListed(folder, world) };
}

/** The folder that holds everything that a pattern can match. */
export function folderOfGlob(path: string): string {
  const glob = path.search(/[*?[{]/);
  return glob < 0 ? path : dirname(`${path.slice(0, glob)}x`);
}

/** No name is in this folder but those that `list` gives. */
function isListed(folder: string, world: World): boolean {
  let ground: Filesystem | Ground = world.filesystem;
  while (!("kind" in ground)) ground = ground.below;
  return (
    look(ground, folder).fact.kind === "absent" &&
    world.look(join(folder, "\u0000")).fact.kind === "absent"
  );
}

/** As sh(1) matches: `*` leaves out names with a dot in front. Undefined for braces. */
export function globOf(pattern: string): RegExp | undefined {
  if (/[{}]/.test(pattern)) return undefined;
  const source = pattern
    .replace(/[.+^$()|\\]/g, "\\$&")
    .replace(/\[!/g, "[^")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  try {
    return new RegExp(`^${/^[*?[]/.test(pattern) ? "(?!\\.)" : ""}${source}$`);
  } catch {
    return undefined;
  }
}
