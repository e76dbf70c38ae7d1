import { broken } from "../../../../server/src/launch/chain.ts";
import { mountsOf } from "../mounts.ts";
import { launchOf, type Subject } from "../subject.ts";
import type { Findings } from "./experiment.ts";
import type { Trial } from "./start.ts";

/** Where another user than root was refused something: whether it is the user that is in the way. */
export function asRoot(subject: Subject, { pairs, log = [] }: Findings): Trial | undefined {
  const { container } = subject;
  if (!container || /^(root|0)?(:(root|0))?$/.test(launchOf(subject).user)) return undefined;
  const [program] = pairs;
  const ends = [program?.image, program?.container].flatMap((chain) => {
    const end = chain && broken(chain);
    return end ? [end.verdict] : [];
  });
  const denied = ends.includes("not-executable") || ends.includes("not-permitted");
  const said = [container.State.Error ?? "", ...log].some((line) => refusal.test(line));
  if (!denied && !said) return undefined;
  return { change: { kind: "as-root" }, mounts: mountsOf(container), user: "0:0" };
}

const refusal =
  /permission denied|operation not permitted|executable file not found|unable to find user|no matching entries/i;
