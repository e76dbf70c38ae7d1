import { isWithin, normalize, within } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { type BuildContext, inContext } from "../context/context.ts";
import type { Listing } from "../context/listing.ts";
import type { Fact } from "../launch/facts.ts";
import { type BaseImage, lookInBase } from "./base-images.ts";
import { type Alter, altered, ownership } from "./ownership.ts";

/**
 * The files of an image, or of a container, as far as their source tells: changes laid over each
 * other. A path is present, absent or unknown; only *absent* is worth a finding.
 */
export interface Filesystem {
  readonly below: Filesystem | Ground;
  readonly change: Change;
}

/** What the changes start from. */
export type Ground =
  | { readonly kind: "empty" }
  | { readonly kind: "unknown" }
  | { readonly kind: "base"; readonly base: BaseImage };

export type Change =
  | {
      readonly kind: "write";
      readonly path: string;
      readonly fact: Fact;
      readonly text?: string;
      readonly by: Origin;
    }
  | { readonly kind: "remove"; readonly path: string; readonly by: Origin }
  /** A command that may have written anything below this path, but for paths that it is known to spare. */
  | {
      readonly kind: "cloud";
      readonly path: string;
      readonly spares?: RegExp;
      readonly by: Origin;
    }
  /** A tree laid over what is there, folder into folder, as COPY does. */
  | {
      readonly kind: "copy";
      readonly tree: Tree;
      /** The path in the tree whose content comes to lie at `to`. */
      readonly from: string;
      readonly to: string;
      /** Paths of the tree that this copy leaves out. */
      readonly without?: readonly string[];
      /** What becomes of owner and bits on the way; without it they are kept. */
      readonly alter?: Alter;
      readonly by: Origin;
    }
  /** A tree that hides what is there: a mount. */
  | {
      readonly kind: "mount";
      readonly tree: Tree | { readonly kind: "nothing" };
      readonly from: string;
      readonly to: string;
      readonly by: Origin;
    }
  | {
      readonly kind: "permissions";
      readonly path: string;
      readonly recursive: boolean;
      readonly alter: Alter;
      readonly by: Origin;
    };

export type Tree =
  | { readonly kind: "filesystem"; readonly filesystem: Filesystem | Ground }
  | { readonly kind: "context"; readonly context: BuildContext }
  | { readonly kind: "host"; readonly listing: Listing | undefined };

/** Who made a change. */
export interface Origin {
  readonly at: Span;
  /** In a person's words: "RUN poetry install", "COPY --from=builder". */
  readonly what: string;
}

export interface Found {
  readonly fact: Fact;
  /** Undefined for what the base image brings. */
  readonly by?: Origin;
  /** Who made it in the stage it was copied from. */
  readonly source?: Origin;
  /** The text, of files that the model can read. */
  readonly text?: string;
  /** Where it lies on the host, of what was copied or mounted from there. */
  readonly host?: string;
  /** Who set its owner and its bits, where that is not `by`. */
  readonly alteredBy?: Origin | "base";
}

/** Who set owner and bits of what was found; undefined for the base image. */
export function keeperOf({ alteredBy, by }: Found): Origin | undefined {
  return alteredBy === "base" ? undefined : (alteredBy ?? by);
}

/** What lies at an absolute, normal path, without following a link there. */
export function look(filesystem: Filesystem | Ground, path: string): Found {
  if ("kind" in filesystem) return lookGround(filesystem, path);
  const known = memory.get(filesystem)?.get(path);
  if (known) return known;
  const found = search(filesystem, path);
  const paths = memory.get(filesystem) ?? new Map<string, Found>();
  memory.set(filesystem, paths.set(path, found));
  return found;
}

const memory = new WeakMap<Filesystem, Map<string, Found>>();

/** The file system after one more change. */
export function change(below: Filesystem | Ground, next: Change): Filesystem {
  return { below, change: next };
}

function search(filesystem: Filesystem, path: string): Found {
  let doubt: Found | undefined;
  // A folder that a change needs on the way to what it writes; who it belongs to is told further below.
  let needed: Found | undefined;
  const alterations: Alteration[] = [];
  let layer: Filesystem | Ground = filesystem;
  for (; !("kind" in layer); layer = layer.below) {
    const { change } = layer;
    if (change.kind === "permissions") {
      const touched = change.recursive ? isWithin(path, change.path) : path === change.path;
      if (touched) alterations.push(change);
      continue;
    }
    const found = ask(change, path);
    if (!found) continue;
    if (found.fact.kind === "directory" && isOnTheWay(change, path)) {
      needed ??= doubt ? settle(found, doubt, []) : found;
      continue;
    }
    if (found.fact.kind !== "unknown") return join(needed, settle(found, doubt, alterations));
    doubt ??= found;
    if (change.kind === "mount") return join(needed, doubt);
  }
  return join(needed, settle(lookGround(layer, path), doubt, alterations));
}

interface Alteration {
  readonly alter: Alter;
  readonly by: Origin;
}

/** The change says only that there is a folder: it writes into it, or lays another folder over it. */
function isOnTheWay(change: Change, path: string): boolean {
  if (change.kind === "write") return path !== change.path;
  if (change.kind === "mount") return path !== change.to && isWithin(change.to, path);
  return change.kind === "copy" && isWithin(change.to, path);
}

/** A folder that is needed, with owner and bits of the one that was there before. */
function join(needed: Found | undefined, below: Found): Found {
  if (!needed) return below;
  // A copy makes the folder that was not there like the one that it copies.
  if (below.fact.kind === "absent") return needed;
  if (below.fact.kind !== "directory") return { ...needed, fact: { kind: "directory" } };
  const { fact, alteredBy = below.by ?? "base" } = below;
  return { ...needed, fact, alteredBy };
}

/** What one change says about a path; undefined when it does not speak of it. */
function ask(change: Exclude<Change, { kind: "permissions" }>, path: string): Found | undefined {
  const { by } = change;
  switch (change.kind) {
    case "write":
      if (path === change.path) {
        return { fact: change.fact, by, ...(change.text !== undefined && { text: change.text }) };
      }
      if (isWithin(change.path, path)) return { fact: { kind: "directory" }, by };
      if (isWithin(path, change.path) && change.fact.kind !== "directory") {
        return { fact: { kind: "absent" }, by };
      }
      return undefined;
    case "remove":
      return isWithin(path, change.path) ? { fact: { kind: "absent" }, by } : undefined;
    case "cloud": {
      if (change.spares?.test(path)) return undefined;
      // What was written below it would have made the folders on the way, too.
      const reached = isWithin(path, change.path) || isWithin(change.path, path);
      return reached ? { fact: { kind: "unknown", why: by.what }, by } : undefined;
    }
    case "copy": {
      const from = treePath(change, path);
      if (from === undefined) {
        return isWithin(change.to, path) ? { fact: { kind: "directory" }, by } : undefined;
      }
      if (change.without?.some((path) => isWithin(from, path))) return undefined;
      const found = lookInTree(change.tree, from);
      if (found.fact.kind === "absent") return undefined;
      const { alter } = change;
      const fact = alter ? altered(found.fact, [{ alter }]) : found.fact;
      return { ...found, fact, by, ...originOf(found) };
    }
    case "mount": {
      const from = treePath(change, path);
      // The engine makes the folders on the way to a mount.
      if (from === undefined) {
        return isWithin(change.to, path) ? { fact: { kind: "directory" }, by } : undefined;
      }
      const found = lookInTree(change.tree, from);
      if (path === change.to && change.tree.kind === "nothing")
        return { fact: { kind: "directory" }, by };
      return { ...found, by, ...originOf(found) };
    }
  }
}

function originOf({ by, source }: Found): { source?: Origin } {
  const origin = source ?? by;
  return origin ? { source: origin } : {};
}

function lookInTree(tree: Tree | { kind: "nothing" }, path: string): Found {
  switch (tree.kind) {
    case "nothing":
      return { fact: { kind: "absent" } };
    case "filesystem":
      return look(tree.filesystem, path);
    case "context":
      return fromEntry(inContext(tree.context, path.slice(1)), tree.context.listing, path);
    case "host":
      return fromEntry(
        inContext({ listing: tree.listing, ignore: undefined }, path.slice(1)),
        tree.listing,
        path,
      );
  }
}

function fromEntry(
  entry: ReturnType<typeof inContext>,
  listing: Listing | undefined,
  path: string,
): Found {
  const found = foundOf(entry);
  return listing && found.fact.kind === "file"
    ? { ...found, host: normalize(`${listing.root}/${path}`) }
    : found;
}

function foundOf(entry: ReturnType<typeof inContext>): Found {
  if (entry === "absent" || entry === "ignored") return { fact: { kind: "absent" } };
  if (entry === "unknown") return { fact: { kind: "unknown" } };
  if (entry.kind !== "file") {
    return {
      fact:
        entry.kind === "symlink"
          ? { kind: "symlink", target: entry.target }
          : { kind: "directory", ...ownership(entry) },
    };
  }
  const { size, head, text } = entry;
  return {
    fact: {
      kind: "file",
      ...ownership(entry),
      ...(size !== undefined && { size }),
      ...(head && { head }),
    },
    ...(text !== undefined && { text }),
  };
}

function lookGround(ground: Ground, path: string): Found {
  if (path === "/") return { fact: { kind: "directory" } };
  switch (ground.kind) {
    case "empty":
      return { fact: { kind: "absent" } };
    case "unknown":
      return { fact: { kind: "unknown", why: "the base image is not known" } };
    case "base":
      return { fact: lookInBase(ground.base, path) };
  }
}

/** A later command that may have written here leaves nothing certain but that something was here. */
function settle(found: Found, doubt: Found | undefined, alterations: readonly Alteration[]): Found {
  const { fact } = found;
  if (fact.kind === "absent") return doubt ?? found;
  if (fact.kind !== "file" && fact.kind !== "directory") return found;
  if (doubt) {
    const bare: Fact = { kind: fact.kind };
    return { ...found, fact: bare };
  }
  const [last] = alterations;
  return last ? { ...found, fact: altered(fact, alterations), alteredBy: last.by } : found;
}

/** The path in a tree that comes to lie at `path`; undefined where the tree does not reach. */
export function treePath(
  { from, to }: { readonly from: string; readonly to: string },
  path: string,
): string | undefined {
  const rest = within(path, to);
  if (rest === undefined) return undefined;
  return rest === "" ? from : `${from === "/" ? "" : from}/${rest}`;
}
