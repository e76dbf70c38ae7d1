import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { type Entry, type Listing, worthListing } from "../context/listing.ts";
import type { Ownership } from "../launch/facts.ts";
import { ownershipOf, readEntry } from "./read-entry.ts";

/** No build context that people edit by hand is larger; what lies beyond is unknown, not absent. */
const maxEntries = 20_000;
const maxDepth = 24;

/** Reads what a folder holds: breadth first, bounded, never through a link, never failing. */
export async function readListing(root: string, signal?: AbortSignal): Promise<Listing> {
  const entries = new Map<string, Entry>();
  let level = [""];
  for (let depth = 0; level.length > 0 && depth < maxDepth; depth++) {
    const folders: string[] = [];
    for (const folder of level) {
      if (signal?.aborted || entries.size > maxEntries) {
        mark(entries, folder, false, {});
        continue;
      }
      const children = await readFolder(root, folder);
      mark(entries, folder, children !== undefined, await ownershipOf(`${root}/${folder}`));
      for (const child of children ?? []) {
        const path = folder === "" ? child.name : `${folder}/${child.name}`;
        if (child.isDirectory()) {
          entries.set(path, { kind: "directory", listed: false });
          if (worthListing(path)) folders.push(path);
        } else entries.set(path, await readEntry(root, path, child));
      }
    }
    level = folders;
  }
  return { root, entries };
}

async function readFolder(root: string, folder: string): Promise<Dirent[] | undefined> {
  try {
    return await readdir(`${root}/${folder}`, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

function mark(
  entries: Map<string, Entry>,
  folder: string,
  listed: boolean,
  ownership: Ownership,
): void {
  if (folder !== "") entries.set(folder, { kind: "directory", listed, ...ownership });
}
