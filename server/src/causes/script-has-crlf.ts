import { broken, type Chain, type Step } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const scriptHasCrlf = defineCause({
  id: "script-has-crlf",
  title: "The script has Windows line ends",
  severity: "error",

  *confirm(evidence) {
    const { image, container } = recordedChains(evidence);
    for (const [probe, chain] of [
      ["image", image],
      ["container", container],
    ] as const) {
      const script = chain && broken(chain) && scriptWithCrlf(chain);
      if (!script) continue;
      yield {
        certainty: "certain",
        message: `the first line of ${script.absolute} ends in CR LF, so Linux looks for an interpreter whose name ends in a carriage return; save the file with LF`,
        quotes: [...startQuotes(evidence), stepQuote(probe, script)],
      };
      return;
    }
  },

  exclude(evidence) {
    const script = recordedChains(evidence).image?.steps[0];
    if (script?.fact.kind !== "file" || !script.fact.head) return undefined;
    const { head } = script.fact;
    if (head.kind === "elf") return `${script.absolute} is a binary: line ends do not matter`;
    return head.kind === "script" && !head.crlf
      ? `the first line of ${script.absolute} ends in LF`
      : undefined;
  },
});

function scriptWithCrlf({ steps }: Chain): Step | undefined {
  return steps.find(
    ({ fact }) => fact.kind === "file" && fact.head?.kind === "script" && fact.head.crlf,
  );
}
