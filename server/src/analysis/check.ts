import type { Cause, Finding, Prediction } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import { type Ignored, ignoredAt } from "../project/ignore-comments.ts";
import type { Project } from "../project/project.ts";

export type Attributed<F> = F & { readonly cause: Cause; readonly ignored?: Ignored };

/**
 * Everything in the source that will keep a container from starting, in the order of the places, but for
 * what a comment says to ignore.
 */
export function check(project: Project): Attributed<Prediction>[] {
  return inOrder(withCompanions(found(project).filter(({ ignored }) => !ignored)));
}

/** All of it, with what a comment says to ignore, and without a word of each about the others. */
export function predictions(project: Project): Attributed<Prediction>[] {
  return inOrder(found(project));
}

/** Marks a finding whose place is covered by a comment. */
export function withIgnored<F extends Attributed<Finding>>(finding: F, project: Project): F {
  const ignored = finding.at && ignoredAt(project, finding.cause.id, finding.at);
  return ignored ? { ...finding, ignored } : finding;
}

function found(project: Project): Attributed<Prediction>[] {
  const all = causes.flatMap((cause) =>
    [...(cause.predict?.(project) ?? [])].map((prediction) => ({ ...prediction, cause })),
  );
  return unique(all).map((finding) => withIgnored(finding, project));
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
 * alone often leaves the very same message. What is not more than possible is not spoken of.
 */
function withCompanions(found: readonly Attributed<Prediction>[]): Attributed<Prediction>[] {
  return found.map((finding) => {
    if (finding.starts) return finding;
    const companions = found.filter(
      (other) =>
        other !== finding &&
        !other.starts &&
        other.certainty !== "possible" &&
        other.containers?.some((one) => finding.containers?.includes(one)),
    );
    if (companions.length === 0) return finding;
    const related = companions.map((other) => ({
      at: other.at,
      message: `mending one is not enough, this also stops the start: ${other.cause.id}`,
    }));
    return { ...finding, related: [...(finding.related ?? []), ...related] };
  });
}

function inOrder(found: readonly Attributed<Prediction>[]): Attributed<Prediction>[] {
  return found.toSorted((a, b) => compare(a.at.file, b.at.file) || a.at.start - b.at.start);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
