import { broken } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const interpreterMissing = defineCause({
  id: "interpreter-missing",
  title: "The script's interpreter is not in the image",
  severity: "error",

  *confirm(evidence) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const script = image?.steps[0];
    if (!end || !script || (end.role !== "interpreter" && end.role !== "command")) return;
    if (
      end.verdict !== "missing" &&
      end.verdict !== "not-on-path" &&
      end.verdict !== "dangling-link"
    ) {
      return;
    }
    yield {
      certainty: "certain",
      message: `${script.absolute} is there, but it is a script for ${end.asked}, which ${describeBreak(end)}`,
      quotes: [...startQuotes(evidence), stepQuote("image", script), stepQuote("image", end)],
    };
  },

  exclude(evidence) {
    const { image } = recordedChains(evidence);
    const script = image?.steps[0];
    if (image?.outcome !== "ok" || !script) return undefined;
    const next = image.steps[1];
    if (next?.role !== "interpreter")
      return `${script.absolute} is no script: it needs no interpreter`;
    return `the image holds ${next.asked}, which ${script.absolute} names in its first line`;
  },
});
