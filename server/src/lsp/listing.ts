import type { Dirent } from "node:fs";
import { open, readdir, readFile, readlink, stat } from "node:fs/promises";
import { type Entry, type Listing, worthListing, worthReading } from "../context/listing.ts";
import { headBytes } from "../launch/facts.ts";
import { readHead } from "../launch/head.ts";

/** No build context that people edit by hand is larger; what lies beyond is unknown, not absent. */
const maxEntries = 20_000;
const maxDepth = 24;
const maxText = 2_000_000;

/** Reads what a folder holds: breadth first, bounded, never through a link, never failing. */
export async function readListing(root: string, signal?: AbortSignal): Promise<Listing> {
  const entries = new Map<string, Entry>();
  let level = [""];
  for (let depth = 0; level.length > 0 && depth < maxDepth; depth++) {
    const folders: string[] = [];
    for (const folder of level) {
      if (signal?.aborted || entries.size > maxEntries) {
        mark(entries, folder, false);
        continue;
      }
      const children = await readFolder(root, folder);
      mark(entries, folder, children !== undefined);
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

function mark(entries: Map<string, Entry>, folder: string, listed: boolean): void {
  if (folder !== "") entries.set(folder, { kind: "directory", listed });
}

/** One entry that is no folder. */
export async function readEntry(
  root: string,
  path: string,
  entry: Pick<Dirent, "isSymbolicLink" | "isFile">,
): Promise<Entry> {
  const absolute = `${root}/${path}`;
  try {
    if (entry.isSymbolicLink()) return { kind: "symlink", target: await readlink(absolute) };
    const { mode, size } = await stat(absolute);
    // Windows has no execute bit: what it says about modes is no fact about the image.
    const known = process.platform === "win32" ? {} : { mode: mode & 0o7777 };
    const common = { kind: "file" as const, size, ...known };
    if (!entry.isFile()) return { kind: "file", size: 0 };
    if (worthReading(path) && size <= maxText) {
      const text = await readFile(absolute, "utf8");
      return { ...common, text, head: readHead(Buffer.from(text).subarray(0, headBytes)) };
    }
    if ((mode & 0o111) === 0) return common;
    // Files of /proc have no length either, and some block whoever reads them.
    if (size === 0) return { ...common, head: readHead(new Uint8Array()) };
    return { ...common, head: readHead(await readStart(absolute)) };
  } catch {
    return { kind: "file" };
  }
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(headBytes);
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
