import { within } from "../base/path.ts";
import { childrenOf } from "../context/listing.ts";
import { type Filesystem, type Ground, look, type Tree, treePath } from "./filesystem.ts";

/** The paths of known files with this name, wherever something was written or copied. */
export function pathsNamed(filesystem: Filesystem | Ground, name: string): string[] {
  const paths = new Set<string>();
  collectNamed(filesystem, name, paths, 0);
  return [...paths].filter((path) => look(filesystem, path).fact.kind !== "absent");
}

function collectNamed(
  filesystem: Filesystem | Ground,
  name: string,
  paths: Set<string>,
  depth: number,
): void {
  for (let layer = filesystem; !("kind" in layer); layer = layer.below) {
    const { change } = layer;
    if (change.kind === "write" && change.path.endsWith(`/${name}`)) paths.add(change.path);
    if ((change.kind !== "copy" && change.kind !== "mount") || depth > 8) continue;
    // One file may come to lie under another name.
    const renamed = change.kind === "copy" && change.to.endsWith(`/${name}`);
    if (renamed && look(layer, change.to).fact.kind === "file") paths.add(change.to);
    const { tree } = change;
    const inTree = new Set<string>();
    if (tree.kind === "filesystem") collectNamed(tree.filesystem, name, inTree, depth + 1);
    else if (tree.kind !== "nothing") {
      const listing = tree.kind === "context" ? tree.context.listing : tree.listing;
      for (const path of listing?.entries.keys() ?? []) {
        if (path === name || path.endsWith(`/${name}`)) inTree.add(`/${path}`);
      }
    }
    for (const path of inTree) {
      const rest = within(path, change.from);
      if (rest !== undefined)
        paths.add(rest === "" ? change.to : `${change.to}/${rest}`.replace("//", "/"));
    }
  }
}

/** The names directly below a folder, as far as the trees that were copied or mounted tell. */
export function list(filesystem: Filesystem | Ground, folder: string): string[] {
  const names = new Set<string>();
  for (let layer = filesystem; !("kind" in layer); layer = layer.below) {
    const { change } = layer;
    if (change.kind === "write") {
      const name = within(change.path, folder)?.split("/")[0];
      if (name) names.add(name);
    }
    if (change.kind !== "copy" && change.kind !== "mount") continue;
    // What comes to lie in it, or below it.
    const inside = within(change.to, folder)?.split("/")[0];
    if (inside) names.add(inside);
    const from = treePath(change, folder);
    if (from !== undefined) for (const name of listTree(change.tree, from)) names.add(name);
    if (from !== undefined && change.kind === "mount") break;
  }
  return [...names].filter((name) => look(filesystem, `${folder}/${name}`).fact.kind !== "absent");
}

function listTree(tree: Tree | { readonly kind: "nothing" }, path: string): string[] {
  if (tree.kind === "nothing") return [];
  if (tree.kind === "filesystem") return list(tree.filesystem, path);
  const listing = tree.kind === "context" ? tree.context.listing : tree.listing;
  const children = listing ? childrenOf(listing, path.slice(1)) : undefined;
  return (children ?? []).map((child) => child.slice(child.lastIndexOf("/") + 1));
}
