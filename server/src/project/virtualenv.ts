import { dirname, join } from "../base/path.ts";
import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { broken, type Chain } from "../launch/chain.ts";

/**
 * A console script whose interpreter is missing while a Python lies beside it: its virtual environment
 * was made at another path. Gives the path that it was made at.
 */
export function movedEnvironment(files: Filesystem | Ground, chain: Chain): string | undefined {
  const end = broken(chain);
  const script = chain.steps[0];
  if (end?.role !== "interpreter" || !script || !/\/bin\/python[\d.]*$/.test(end.asked))
    return undefined;
  const beside = look(files, join(dirname(script.absolute), "python")).fact.kind;
  const made = dirname(dirname(end.asked));
  const lies = dirname(dirname(script.absolute));
  // Only an environment moves: a script that names another Python has lost that one.
  const environment = look(files, join(lies, "pyvenv.cfg")).fact.kind !== "absent";
  const python = beside === "file" || beside === "symlink";
  return environment && python && made !== lies ? made : undefined;
}
