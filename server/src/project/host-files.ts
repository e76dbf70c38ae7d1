import { isWithin, within } from "../base/path.ts";
import { isKeptFromGit } from "../context/git-ignore.ts";
import { type Entry, entryAt, type Listing } from "../context/listing.ts";

/** What lies at an absolute path of the host, as far as some listing tells. */
export function hostEntry(
  listings: readonly Listing[],
  path: string,
): Entry | "absent" | "unknown" {
  const listing = listings.find(({ root }) => isWithin(path, root));
  return listing ? entryAt(listing, within(path, listing.root) ?? "") : "unknown";
}

/** Git is told to leave it out: everybody makes a file of their own, or has one made. */
export function isEverybodysOwn(listings: readonly Listing[], path: string): boolean {
  const listing = listings.find(({ root }) => isWithin(path, root));
  const inside = listing && within(path, listing.root);
  return !!inside && isKeptFromGit(listing, inside);
}
