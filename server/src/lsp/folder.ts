import { lstat, readFile } from "node:fs/promises";
import { dirname, join, within } from "../base/path.ts";
import { type Entry, type Listing, worthListing } from "../context/listing.ts";
import type { Source } from "../project/sources.ts";
import { kindOf } from "./file-kinds.ts";
import { readListing } from "./listing.ts";
import { readEntry } from "./read-entry.ts";

/** A folder as it was last read: what it holds, and the texts that the model is made of. */
export interface Folder {
  readonly root: string;
  readonly listing: Listing;
  /** Dockerfiles, compose files, ignore files and .env files, by path. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** Longer files are no source that somebody writes by hand. */
const maxText = 1_000_000;

/** Reads a folder; `before` are the sources that were known of it. */
export async function readFolder(
  root: string,
  before: ReadonlyMap<string, Source> = new Map(),
): Promise<Folder> {
  const listing = await readListing(root);
  const sources = new Map<string, Source>();
  for (const [path, entry] of listing.entries) {
    if (entry.kind === "directory" || kindOf(path) === undefined) continue;
    const source = await readSource(join(root, path), before.get(join(root, path)));
    if (source) sources.set(source.file, source);
  }
  return { root, listing, sources };
}

/** The folder after files in it were created, changed or deleted; the same object where none counts. */
export async function refreshFolder(folder: Folder, files: readonly string[]): Promise<Folder> {
  const entries = new Map(folder.listing.entries);
  const sources = new Map(folder.sources);
  let changed = false;
  for (const file of files) {
    const path = within(file, folder.root);
    if (!path || !worthListing(path) || !worthListing(dirname(path))) continue;
    changed = true;
    for (const known of [...entries.keys()]) {
      if (known === path || known.startsWith(`${path}/`)) entries.delete(known);
    }
    for (const known of [...sources.keys()]) {
      if (known.startsWith(`${file}/`)) sources.delete(known);
    }
    await readInto(folder.root, topmostUnknown(path, entries), entries, sources);
  }
  if (!changed) return folder;
  return { root: folder.root, listing: { root: folder.root, entries }, sources };
}

/** A file may be told of before the folder that was made for it: then it is that folder which is new. */
function topmostUnknown(path: string, entries: ReadonlyMap<string, Entry>): string {
  const above = dirname(path);
  return above === "." || entries.has(above) ? path : topmostUnknown(above, entries);
}

async function readInto(
  root: string,
  path: string,
  entries: Map<string, Entry>,
  sources: Map<string, Source>,
): Promise<void> {
  const file = join(root, path);
  const before = sources.get(file);
  sources.delete(file);
  const stats = await lstat(file).catch(() => undefined);
  if (!stats) return;
  if (!stats.isDirectory()) {
    entries.set(path, await readEntry(root, path, stats));
    const source = kindOf(path) && (await readSource(file, before));
    if (source) sources.set(file, source);
    return;
  }
  const inside = await readFolder(file);
  entries.set(path, { kind: "directory", listed: true });
  for (const [name, entry] of inside.listing.entries) entries.set(`${path}/${name}`, entry);
  for (const [name, source] of inside.sources) sources.set(name, source);
}

/** The same object while the text is the same: what was made of it stays good. */
export async function readSource(
  file: string,
  before: Source | undefined,
): Promise<Source | undefined> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > maxText || bytes.subarray(0, 4096).includes(0)) return undefined;
    const text = bytes.toString("utf8");
    return before?.text === text ? before : { file, text };
  } catch {
    return undefined;
  }
}
