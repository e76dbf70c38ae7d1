import { basename, dirname, isWithin, join, within } from "../base/path.ts";
import type { Entry, Listing } from "../context/listing.ts";
import { hostEntry } from "./host-files.ts";

/** A file of the host that was likely meant, or is to be copied. */
export interface OtherFile {
  /** Absolute. */
  readonly path: string;
  /** Of files that the model reads. */
  readonly text: string | undefined;
}

const words = ["example", "sample", "dist", "template", "tmpl", "default", "defaults"];

/** The example that stands beside a file which everybody is to make by hand. */
export function exampleBeside(file: string, listings: readonly Listing[]): OtherFile | undefined {
  for (const path of examplesOf(file)) {
    const entry = hostEntry(listings, path);
    if (typeof entry !== "string" && entry.kind === "file") return { path, text: entry.text };
  }
  return undefined;
}

function examplesOf(file: string): string[] {
  const folder = dirname(file);
  const name = basename(file);
  const dot = name.lastIndexOf(".");
  const isEnvironment = /(^|\.)env(\.|$)/.test(name);
  return words.flatMap((word) => [
    `${file}.${word}`,
    ...(dot > 0 ? [join(folder, `${name.slice(0, dot)}.${word}${name.slice(dot)}`)] : []),
    join(folder, `${word}${name}`),
    join(folder, `${word}.${name.replace(/^\./, "")}`),
    ...(isEnvironment
      ? [join(folder, `${word}.env`), join(folder, `.env.${word}`), join(folder, `env.${word}`)]
      : []),
  ]);
}

/**
 * Where a path that is not there may lie instead: the same path from a folder further up, as if the one
 * who wrote it stood there; else the only file of that name.
 */
export function elsewhere(
  missing: string,
  folder: string,
  listings: readonly Listing[],
): string | undefined {
  const listing = listings.find(({ root }) => isWithin(missing, root));
  const inside = within(missing, folder);
  if (!listing) return undefined;
  if (inside) {
    for (let up = dirname(folder); isWithin(up, listing.root); up = dirname(up)) {
      if (typeof hostEntry(listings, join(up, inside)) !== "string") return join(up, inside);
      if (up === dirname(up)) break;
    }
  }
  const same = [...listing.entries].filter(
    ([path, entry]) => isFile(entry) && basename(path) === basename(missing),
  );
  const [only] = same.length === 1 ? same : [];
  return only && `${listing.root}/${only[0]}`;
}

function isFile(entry: Entry): boolean {
  return entry.kind === "file";
}

/** The way from a folder to a path, as one writes it in a compose file. */
export function relativeTo(folder: string, path: string): string {
  let up = folder;
  let dots = "";
  while (!isWithin(path, up) && up !== dirname(up)) {
    up = dirname(up);
    dots += "../";
  }
  return `${dots || "./"}${within(path, up) ?? ""}`;
}
