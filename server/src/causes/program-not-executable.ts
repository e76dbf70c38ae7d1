import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const programNotExecutable = defineCause({
  id: "program-not-executable",
  title: "The execute bit is missing",
  severity: "error",

  *confirm(evidence) {
    const { image, container } = recordedChains(evidence);
    for (const [probe, chain] of [
      ["image", image],
      ["container", container],
    ] as const) {
      const end = chain && broken(chain);
      if (end?.verdict !== "not-executable") continue;
      const where = probe === "image" ? "in the image" : "in the mount";
      yield {
        certainty: "certain",
        message: `${end.absolute} has no execute bit ${where}; COPY --chmod=755 or chmod +x gives it one`,
        quotes: [...startQuotes(evidence), stepQuote(probe, end)],
      };
      return;
    }
  },

  exclude(evidence) {
    const program = recordedChains(evidence).image?.steps[0];
    if (program?.verdict !== "ok" || program.fact.kind !== "file") return undefined;
    const { mode } = program.fact;
    if (mode === undefined) return undefined;
    return `${program.path} has mode ${mode.toString(8).padStart(4, "0")}: it may be executed`;
  },
});
