import { basename, dirname, join, within } from "../base/path.ts";
import { childrenOf, heavyFolders, type Listing } from "../context/listing.ts";
import type { Defect, Image } from "../image/image.ts";
import { defineCause, replace } from "./cause.ts";

type Missing = Defect & { kind: "source-missing" };

export const copySourceNotInContext = defineCause({
  id: "copy-source-not-in-context",
  title: "The build context has no such file",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      for (const defect of image.defects) {
        if (defect.kind !== "source-missing" || defect.stage || defect.ignored) continue;
        // A file that is nowhere may be made before the build: only one that lies elsewhere was meant.
        const meant = meantPath(defect, image);
        if (!meant) continue;
        const { source, path } = defect;
        yield {
          at: source,
          certainty: "likely",
          message: `the build context has no ${path}; did you mean ${meant}? The build fails with "/${path}": not found`,
          containers: containers.filter((container) => container.image === image),
          fixes: [replace(source, meant, `Copy ${meant}`)],
        };
      }
    }
  },
});

function meantPath({ path }: Missing, { context, dockerfile }: Image): string | undefined {
  const { listing, ignore } = context;
  if (!listing || path === "") return undefined;
  const known = (other: string) => listing.entries.has(other) && !ignore?.ignores(other);
  // The context is a folder above the Dockerfile's: what lies beside the Dockerfile has a longer path.
  const beside = within(dirname(dockerfile.file), listing.root);
  const moved = beside ? join(beside, path) : undefined;
  if (moved && known(moved)) return moved;
  // The context is a folder below the one that the paths were written for.
  const [first = "", ...rest] = path.split("/");
  const shorter = rest.join("/");
  if (rest.length > 0 && basename(listing.root) === first && known(shorter)) return shorter;
  return nearMiss(path, listing, known);
}

/** A name in the same folder that differs in letter case, in what joins its words, or by a plural. */
function nearMiss(
  path: string,
  listing: Listing,
  known: (path: string) => boolean,
): string | undefined {
  const folder = dirname(path) === "." ? "" : dirname(path);
  const siblings = (childrenOf(listing, folder) ?? []).filter(known);
  const meant = siblings.filter((other) => letters(basename(other)) === letters(basename(path)));
  const [only] = meant;
  return meant.length === 1 && only && !heavyFolders.has(basename(only)) ? only : undefined;
}

function letters(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_ ]/g, "")
    .replace(/s(?=\.|$)/g, "");
}
