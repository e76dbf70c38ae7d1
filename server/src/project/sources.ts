import type { Listing } from "../context/listing.ts";

/** What the rim has read: the same object as long as the text is the same. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Sources {
  readonly dockerfiles: readonly Source[];
  readonly composeFiles: readonly Source[];
  /** Paths of compose files that are started together, each list in the order of `-f`. */
  readonly composeLists?: readonly (readonly string[])[];
  /** The variables of the shell that compose is called from. */
  readonly environment?: ReadonlyMap<string, string>;
  /** Ignore files, .env files, and files that compose files name, by path. */
  readonly others: ReadonlyMap<string, Source>;
  /** What the folders hold in which the above lie. */
  readonly listings: readonly Listing[];
}
