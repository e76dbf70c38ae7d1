import { broken } from "../launch/chain.ts";
import { describeHead } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const wrongArchitecture = defineCause({
  id: "wrong-architecture",
  title: "The program is for another machine",
  severity: "error",

  *confirm(evidence) {
    const { image, container } = recordedChains(evidence);
    for (const [probe, chain] of [
      ["image", image],
      ["container", container],
    ] as const) {
      const end = chain && broken(chain);
      if (end?.fact.kind !== "file" || !end.fact.head) continue;
      const { head } = end.fact;
      const foreign = head.kind === "other" && (head.what === "mach-o" || head.what === "pe");
      if (end.verdict !== "wrong-machine" && !foreign) continue;
      yield {
        certainty: "certain",
        message: `${end.absolute} is a ${describeHead(head)}, and this engine runs on ${evidence.engine?.architecture ?? "another machine"}`,
        quotes: [...startQuotes(evidence), stepQuote(probe, end)],
      };
      return;
    }
  },

  exclude({ engine, image }) {
    if (!engine || !image || image.architecture !== engine.architecture) return undefined;
    return `image and engine are both for ${engine.architecture}`;
  },
});
