import type { Finding, Location } from "../protocol.ts";
import { convertFinding } from "./convert.ts";
import type { Server } from "./server.ts";
import { severityOf } from "./settings.ts";
import type { Snapshot } from "./workspace.ts";

export type Placed = Finding & { readonly at: Location };

/** What the source predicts, in the protocol's terms, as the user's settings show it. */
export function findingsOf({ settings, docs }: Server, snapshot: Snapshot): Placed[] {
  const severity = severityOf(settings());
  return snapshot.predictions().flatMap((prediction) => {
    const finding = convertFinding(prediction, severity, snapshot.textOf, docs);
    return finding?.at ? [{ ...finding, at: finding.at }] : [];
  });
}
