import { basename, join, normalize, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { type ContextEntry, inContext } from "../context/context.ts";
import { childrenOf, heavyFolders } from "../context/listing.ts";
import type { Copy } from "../dockerfile/model.ts";
import { type Found, look } from "./filesystem.ts";
import type { Image } from "./image.ts";
import type { State } from "./state.ts";

/** Folders that only a build makes: a host's own of that name is never what was meant. */
export function wantsStage(text: string): boolean {
  return /(^|\/)(\.venv|venv|node_modules)\/?$/.test(text);
}

/** The first stage above that makes this very path itself, or the one where the copy would lie. */
export function stageThatMakes(
  state: State,
  text: string,
  { path: destination, folder }: { readonly path: string; readonly folder: boolean },
): { image: Image; path: string; made: Found } | undefined {
  const name = basename(normalize(text));
  const lies = folder && basename(destination) !== name ? join(destination, name) : destination;
  for (const image of state.images) {
    const workdir = image.config.workdir;
    const paths = text.startsWith("/")
      ? [normalize(text)]
      : [...(workdir === undefined ? [] : [resolve(workdir, text)]), lies];
    for (const path of paths) {
      if (path === "/") continue;
      const made = look(image.filesystem, path);
      const known = made.fact.kind !== "absent" && made.fact.kind !== "unknown";
      // A folder of another name, such as the /app that both stages work in, is not what was meant.
      const meant = basename(path) === name || made.fact.kind === "file";
      // A folder that WORKDIR makes is not what somebody wants to copy.
      if (known && meant && made.by && !made.by.what.startsWith("WORKDIR")) {
        return { image, path, made };
      }
    }
  }
  return undefined;
}

/** Dependency folders of the host that this copy would lay over what the image has made. */
export function overlaid(
  state: State,
  copy: Copy,
  source: Word,
  path: string,
  entry: ContextEntry,
  to: string,
): string[] {
  if (typeof entry === "string" || entry.kind !== "directory") return [];
  const without: string[] = [];
  if (copy.flags.some(({ name }) => name === "exclude")) return [];
  for (const name of dependencyFolders) {
    const folder = path === "" || path === "." ? name : `${path}/${name}`;
    const there = inContext(state.context, folder);
    if (typeof there === "string" || there.kind !== "directory") continue;
    // Docker itself makes an empty one for a volume inside of a mount.
    const { listing } = state.context;
    if (listing && childrenOf(listing, folder)?.length === 0) continue;
    const target = join(to, name);
    const made = look(state.filesystem, target);
    if (made.fact.kind !== "directory" || !made.by) continue;
    // What another COPY took from the context is the host's own, too.
    if (/^(COPY|ADD)$/.test(made.by.what)) continue;
    state.defects.push({ kind: "overlaid", copy, source, folder, path: target, made });
    without.push(`/${folder}`);
  }
  return without;
}

const dependencyFolders = [".venv", "venv", "node_modules", "vendor"].filter((name) =>
  heavyFolders.has(name),
);
