import type { Cause, Prediction } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import type { Project } from "../project/project.ts";

export type Attributed<F> = F & { readonly cause: Cause };

/** Everything in the source that will keep a container from starting, in the order of the places. */
export function check(project: Project): Attributed<Prediction>[] {
  const found = causes.flatMap((cause) =>
    [...(cause.predict?.(project) ?? [])].map((prediction) => ({ ...prediction, cause })),
  );
  return withCompanions(unique(found)).toSorted(
    (a, b) => compare(a.at.file, b.at.file) || a.at.start - b.at.start,
  );
}

/** The same cause at the same place for several containers is one finding that names them all. */
function unique(found: readonly Attributed<Prediction>[]): Attributed<Prediction>[] {
  const byPlace = new Map<string, Attributed<Prediction>>();
  for (const finding of found) {
    const { at, cause } = finding;
    const key = [cause.id, at.file, at.start, at.end].join("\n");
    const known = byPlace.get(key);
    if (!known) byPlace.set(key, finding);
    else {
      const containers = [...(known.containers ?? []), ...(finding.containers ?? [])];
      byPlace.set(key, { ...known, containers: [...new Set(containers)] });
    }
  }
  return [...byPlace.values()];
}

/**
 * Where several causes keep one container from starting, each says that the others remain: mending one
 * alone often leaves the very same message.
 */
function withCompanions(found: readonly Attributed<Prediction>[]): Attributed<Prediction>[] {
  return found.map((finding) => {
    const companions = found.filter(
      (other) =>
        other !== finding && other.containers?.some((one) => finding.containers?.includes(one)),
    );
    if (companions.length === 0) return finding;
    const related = companions.map((other) => ({
      at: other.at,
      message: `mending one is not enough, this also stops the start: ${other.cause.id}`,
    }));
    return { ...finding, related: [...(finding.related ?? []), ...related] };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
