import { basename, dirname, join, within } from "../../base/path.ts";
import { childrenOf } from "../../context/listing.ts";
import { type Filesystem, type Ground, look, type Tree } from "../filesystem.ts";
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

/** The files that a pattern is matched against. */
export type Files = Pick<World, "filesystem" | "look">;

/** Expands a pattern in the last part of a path; one further up, or in braces, may match anything. */
export function expandGlob(path: string, world: Files, pattern = globOf(basename(path))): Matches {
  const folder = dirname(path);
  if (isGlob(folder) || !pattern) return { paths: [], complete: false };
  const names = namesIn(folder, world).filter((name) => pattern.test(name));
  return { paths: names.map((name) => join(folder, name)), complete: isListed(folder, world) };
}

/** The names in a folder, of all that was written, copied or mounted there. */
export function namesIn(folder: string, world: Files): string[] {
  const names = new Set(namesInTree({ kind: "filesystem", filesystem: world.filesystem }, folder));
  return [...names].filter((name) => world.look(join(folder, name)).fact.kind !== "absent");
}

function namesInTree(tree: Tree, folder: string): string[] {
  if (tree.kind !== "filesystem") {
    const listing = tree.kind === "context" ? tree.context.listing : tree.listing;
    return (listing && childrenOf(listing, folder.slice(1)))?.map(basename) ?? [];
  }
  const names: string[] = [];
  for (let layer = tree.filesystem; !("kind" in layer); layer = layer.below) {
    const { change } = layer;
    const path = "to" in change ? change.to : change.path;
    const name = within(path, folder)?.split("/")[0];
    if (name && change.kind !== "remove" && change.kind !== "cloud") names.push(name);
    if (change.kind !== "copy" && change.kind !== "mount") continue;
    const rest = within(folder, change.to);
    if (rest === undefined || change.tree.kind === "nothing") continue;
    names.push(...namesInTree(change.tree, join(change.from, rest)));
  }
  return names;
}

/** The folder that holds everything that a pattern can match. */
export function folderOfGlob(path: string): string {
  const glob = path.search(/[*?[{]/);
  return glob < 0 ? path : dirname(`${path.slice(0, glob)}x`);
}

/** No name is in this folder but those that `namesIn` gives. */
function isListed(folder: string, world: Files): boolean {
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
