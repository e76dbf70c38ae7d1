import { broken } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { hostEntry } from "../project/host-files.ts";
import { startPlace } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { chainBreaks, relatedTo } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const programIsNotAFile = defineCause({
  id: "program-is-not-a-file",
  title: "The path that is started is no file",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at, mount } = found;
      if (end.verdict !== "not-a-file" || end.role !== "program") continue;
      // A folder that Docker makes of a source which is not there: see mount-source-missing.
      const { hostPath, target } = mount ?? {};
      const made = hostPath !== undefined && hostEntry(project.listings, hostPath) === "absent";
      if (made && target === end.path) continue;
      yield {
        at,
        certainty: "certain",
        message: `${end.absolute} ${describeBreak(end)}: exec: "${end.asked}": permission denied`,
        containers: [container],
        related: relatedTo(found),
      };
    }
  },

  *confirm(evidence, project) {
    const { image, container } = recordedChains(evidence);
    const inImage = image && broken(image);
    const end = container ? broken(container) : inImage;
    if (end?.verdict !== "not-a-file" || end.role !== "program") return;
    const mounted = inImage?.verdict !== "not-a-file" && evidence.container?.mounts.length;
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `${end.absolute} ${describeBreak(end)}${mounted ? " in the container: a mount whose source was missing becomes an empty directory" : ""}`,
      quotes: [...startQuotes(evidence), stepQuote(mounted ? "container" : "image", end)],
    };
  },
});
