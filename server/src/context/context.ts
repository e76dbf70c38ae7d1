import type { Ignore } from "./ignore.ts";
import { childrenOf, type Entry, entryAt, type Listing } from "./listing.ts";

/** The files that the builder gets to see. */
export interface BuildContext {
  /** Undefined where the context is remote or was not read. */
  readonly listing: Listing | undefined;
  readonly ignore: Ignore | undefined;
}

export type ContextEntry = Entry | "absent" | "unknown" | "ignored";

/** What COPY finds at a path from the context's root. */
export function inContext({ listing, ignore }: BuildContext, path: string): ContextEntry {
  if (!listing) return "unknown";
  const entry = entryAt(listing, path);
  if (path === "" || path === "." || !ignore?.ignores(path)) return entry;
  if (typeof entry === "string" || entry.kind !== "directory" || !ignore.reincludes) {
    return entry === "absent" ? "absent" : "ignored";
  }
  // An ignored folder is still there where a child of it is re-included.
  const children = childrenOf(listing, path);
  if (!children) return "unknown";
  const kept = children.some((child) => !isGone(inContext({ listing, ignore }, child)));
  return kept ? entry : "ignored";
}

function isGone(entry: ContextEntry): boolean {
  return entry === "ignored" || entry === "absent";
}
