import type { Experiment } from "../../../server/src/evidence.ts";
import { changed } from "../../../server/src/launch/changes.ts";
import type { Finding } from "../../../server/src/protocol.ts";

/** How sure a finding of a diagnosis is, with the reason. */
export function certaintyInWords(finding: Finding, experiments: readonly Experiment[]): string {
  const { certainty, quotes } = finding;
  if (!quotes.some(({ probe }) => probe === "experiment")) {
    return (quotes.length > 0 ? words : wordsForSource)[certainty];
  }
  const proof = proving(finding, experiments);
  return proof ? `proven: ${proof}` : "proven by experiment";
}

/** That a comment in the source says to live with it; undefined where none does. */
export function ignoredInWords({ ignored }: Finding): string | undefined {
  if (!ignored) return undefined;
  return `ignored by a comment in the source${ignored.reason ? `: ${ignored.reason}` : ""}`;
}

/** That the editor underlines the same; undefined where it does not. */
export function warnedInWords({ cause, warned, ignored }: Finding): string | undefined {
  if (!warned || ignored) return undefined;
  const as = warned === cause ? "" : `, as ${warned}`;
  return `the editor warns of this, too${as}: the mistake can be seen before the start`;
}

/** Nothing that Docker showed speaks of it: it was read in the Dockerfile or the compose file. */
const wordsForSource = {
  certain: "certain: the project's own files say so",
  likely: "likely: by the project's own files it stops the next start",
  possible: "possible: by the project's own files it may stop the next start",
} as const;

const words = {
  certain: "certain: what Docker showed leaves no other reading",
  likely: "likely: it fits everything that Docker showed, but nothing proves it",
  possible: "possible: worth a look, it may be harmless",
} as const;

/** The experiment that changed the outcome, as a sentence. */
function proving(finding: Finding, experiments: readonly Experiment[]): string | undefined {
  const quotes = finding.quotes.filter(({ probe }) => probe === "experiment");
  const further = experiments.filter(
    ({ change, outcome }) => change.kind !== "none" && outcome.kind !== "rejected",
  );
  const quoted = further.find(({ change }) =>
    quotes.some(({ text }) => text.includes(changed(change))),
  );
  const proof = quoted ?? further[0];
  if (!proof) return undefined;
  if (proof.outcome.kind === "running") return `the same image starts ${changed(proof.change)}`;
  return `${changed(proof.change)} the same image gets past this point`;
}
