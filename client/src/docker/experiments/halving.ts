import type { Experiment, Mount } from "../../../../server/src/evidence.ts";
import { started } from "../../../../server/src/launch/changes.ts";
import type { Trial } from "./start.ts";

/**
 * Which of many mounts is to blame, where the start succeeds without any of them: one half is left out, else
 * the other, until one is left. Ends early where two mounts in different halves are to blame.
 */
export async function halving(
  mounts: readonly Mount[],
  tried: ReadonlySet<string>,
  startOne: (trial: Trial) => Promise<Experiment | undefined>,
): Promise<readonly Experiment[]> {
  const experiments: Experiment[] = [];
  let suspects = mounts.filter(({ destination }) => !tried.has(destination));
  while (suspects.length > 1) {
    const middle = Math.ceil(suspects.length / 2);
    let guilty: readonly Mount[] | undefined;
    for (const half of [suspects.slice(0, middle), suspects.slice(middle)]) {
      const experiment = await startOne(without(half, mounts));
      if (experiment) experiments.push(experiment);
      if (experiment && started(experiment.outcome)) guilty = half;
      if (guilty) break;
    }
    if (!guilty) break;
    suspects = [...guilty];
  }
  return experiments;
}

function without(left: readonly Mount[], mounts: readonly Mount[]): Trial {
  const [only, ...more] = left.map(({ destination }) => destination);
  const change: Trial["change"] =
    only !== undefined && more.length === 0
      ? { kind: "without-mount", destination: only }
      : { kind: "without-some-mounts", destinations: left.map(({ destination }) => destination) };
  return { change, mounts: mounts.filter((mount) => !left.includes(mount)) };
}
