import { basename } from "../base/path.ts";
import { type BuildContext, inContext } from "../context/context.ts";
import { expandGlob, type Matches } from "./effects/glob.ts";
import { type Filesystem, type Ground, look } from "./filesystem.ts";

/** The paths of the context that a wildcard of COPY takes. */
export function matches(context: BuildContext, pattern: string): string[] {
  const glob = globOf(pattern);
  if (!glob) return [];
  return [...(context.listing?.entries.keys() ?? [])].filter((path) => {
    const entry = glob.test(path) ? inContext(context, path) : "absent";
    return typeof entry !== "string";
  });
}

/** The paths of a stage that a wildcard of COPY takes; names with a dot in front are no exception. */
export function matchesInStage(filesystem: Filesystem | Ground, pattern: string): Matches {
  const world = { filesystem, look: (path: string) => look(filesystem, path) };
  return expandGlob(pattern, world, globOf(basename(pattern)));
}

/** Go's filepath.Match, which COPY uses: `*` and `?` stop at a slash. Undefined for a broken pattern. */
function globOf(pattern: string): RegExp | undefined {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined;
  }
}

/** Whether the folder of a wildcard was read: in one that was not it may match anything. */
export function isComplete(context: BuildContext, pattern: string): boolean {
  const folder = pattern.slice(0, pattern.search(/[*?[]/)).replace(/\/?[^/]*$/, "");
  const entry = inContext(context, folder);
  return typeof entry !== "string" && entry.kind === "directory" && entry.listed;
}
