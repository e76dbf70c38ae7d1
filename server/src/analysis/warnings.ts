import type { Finding, Prediction } from "../causes/cause.ts";
import type { Attributed } from "./check.ts";

/** What the evidence confirms, and whether the editor speaks of the same. */
export interface Confirmed extends Attributed<Finding> {
  /** The id of the cause under which the editor warns of it. */
  readonly warned?: string;
}

export interface Joined {
  readonly confirmed: readonly Confirmed[];
  /** What no evidence speaks of: it would stop the start next. */
  readonly remaining: readonly Attributed<Prediction>[];
}

/**
 * What failed and what the source predicts are often one and the same: then the confirmed finding shows the
 * line and the fixes of the prediction. So are two causes that speak of one path, of which each side knows
 * one: a program that is a folder, since the source of its mount is missing.
 */
export function joinWithPredictions(
  confirmed: readonly Attributed<Finding>[],
  predicted: readonly Attributed<Prediction>[],
): Joined {
  const told = new Set(confirmed.map(({ cause }) => cause.id));
  const foreseen = new Set(predicted.map(({ cause }) => cause.id));
  const spare = predicted.filter(({ cause }) => !told.has(cause.id));
  const used = new Set<Attributed<Prediction>>();
  const joined = confirmed.map((finding): Confirmed => {
    const own = predicted.filter(({ cause }) => cause.id === finding.cause.id);
    const same = own.find(
      ({ at }) => at.file === finding.at?.file && at.start === finding.at.start,
    );
    const only = own.length === 1 || !finding.at ? own[0] : undefined;
    const other = foreseen.has(finding.cause.id)
      ? undefined
      : spare.find(
          (prediction) =>
            !used.has(prediction) &&
            (samePlace(finding, prediction) || samePath(finding, prediction)),
        );
    if (other) used.add(other);
    const prediction = same ?? only ?? other;
    return prediction ? withSource(finding, prediction) : finding;
  });
  return { confirmed: joined, remaining: spare.filter((prediction) => !used.has(prediction)) };
}

function withSource(finding: Attributed<Finding>, prediction: Attributed<Prediction>): Confirmed {
  const { at, related = [], fixes = [], cause } = prediction;
  return {
    ...finding,
    at,
    related: finding.related?.length ? finding.related : related,
    fixes: finding.fixes?.length ? finding.fixes : fixes,
    warned: cause.id,
  };
}

/** One defect of the source, in two sorts of words. */
function samePlace({ at }: Finding, { at: other }: Prediction): boolean {
  return at?.file === other.file && at.start === other.start && at.end === other.end;
}

/** Whether both name the same place in the container, which the confirmed one names first. */
function samePath(finding: Finding, prediction: Prediction): boolean {
  const path = pathsIn(finding.message)[0];
  return path !== undefined && pathsIn(prediction.message).includes(path);
}

function pathsIn(message: string): readonly string[] {
  return message.match(/(?<![\w.~-])(?:\/[\w.@+-]*[\w@+-])+/g) ?? [];
}
