import type { Attributed } from "../analysis/check.ts";
import type { Prediction } from "../causes/cause.ts";
import type { Finding, Location } from "../protocol.ts";
import { convertFinding } from "./convert.ts";
import { masked, redactorOf } from "./mask.ts";
import type { Server } from "./server.ts";
import { severityOf } from "./settings.ts";
import type { Snapshot } from "./workspace.ts";

export type Placed = Finding & { readonly at: Location };

/** What the source predicts, in the protocol's terms, as the user's settings show it. */
export function findingsOf(server: Server, snapshot: Snapshot): Placed[] {
  return placedPredictions(server, snapshot).map(({ finding }) => finding);
}

/** The same with what each was made of. */
export function placedPredictions(
  { settings, docs }: Server,
  snapshot: Snapshot,
): { readonly finding: Placed; readonly prediction: Attributed<Prediction> }[] {
  const severity = severityOf(settings());
  const redact = redactorOf(snapshot.project);
  return snapshot.predictions().flatMap((prediction) => {
    const finding = convertFinding(prediction, severity, snapshot.textOf, docs);
    if (!finding?.at) return [];
    return [{ finding: { ...masked(finding, redact), at: finding.at }, prediction }];
  });
}
