import { isWithin, within } from "../base/path.ts";
import { type Entry, entryAt, type Listing } from "../context/listing.ts";

/** What lies at an absolute path of the host, as far as some listing tells. */
export function hostEntry(
  listings: readonly Listing[],
  path: string,
): Entry | "absent" | "unknown" {
  const listing = listings.find(({ root }) => isWithin(path, root));
  return listing ? entryAt(listing, within(path, listing.root) ?? "") : "unknown";
}
