import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { reach, type Step, walkWith } from "../launch/chain.ts";
import type { User } from "../launch/permits.ts";
import type { Presence } from "./python.ts";

/** Where a path leads, through links and, where a user is named, with its permissions. */
export function stepTo(files: Filesystem | Ground, path: string, user?: User): Step {
  return walkWith(reach(path, user), (at) => look(files, at).fact);
}

/** Whether there is a file (or a folder) at a path, through links. */
export function presenceOf(files: Filesystem | Ground, path: string): Presence {
  const { fact, verdict } = stepTo(files, path);
  if (verdict === "unknown") return "unknown";
  if (
    verdict === "missing" ||
    verdict === "dangling-link" ||
    verdict === "parent-not-a-directory"
  ) {
    return "absent";
  }
  return fact.kind === "unknown" ? "unknown" : "present";
}
