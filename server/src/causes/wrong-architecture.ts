import { describeHead } from "../launch/describe.ts";
import { brokenViews } from "../launch/recorded.ts";
import { machineOf } from "../project/machine.ts";
import { startPlace } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { bringer, chainBreaks, isHidden } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const wrongArchitecture = defineCause({
  id: "wrong-architecture",
  title: "The program is for another machine",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at } = found;
      const head = end.fact.kind === "file" ? end.fact.head : undefined;
      const foreign = head?.kind === "other" && (head.what === "mach-o" || head.what === "pe");
      const elsewhere = end.verdict === "wrong-machine" && head?.kind === "elf";
      if (!head || !(foreign || elsewhere) || isHidden(found)) continue;
      const instead = foreign ? "containers run Linux" : `the image is for ${machineOf(container)}`;
      yield {
        at: bringer(found),
        // An engine may emulate the other machine, or run on it.
        certainty: foreign ? "certain" : "likely",
        message: `${end.absolute} is a ${describeHead(head)}, and ${instead}: exec ${end.absolute}: exec format error`,
        containers: [container],
        related: [{ at, message: `${end.absolute} is started here` }],
      };
    }
  },

  *confirm(evidence, project) {
    for (const { view, end } of brokenViews(evidence)) {
      if (end.fact.kind !== "file" || !end.fact.head) continue;
      const { head } = end.fact;
      const foreign = head.kind === "other" && (head.what === "mach-o" || head.what === "pe");
      if (end.verdict !== "wrong-machine" && !foreign) continue;
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: `${end.absolute} is a ${describeHead(head)}, and this engine runs on ${evidence.engine?.architecture ?? "another machine"}`,
        quotes: [...startQuotes(evidence), stepQuote(view, end)],
      };
      return;
    }
  },

  exclude({ engine, image }) {
    if (!engine || !image || image.architecture !== engine.architecture) return undefined;
    return `image and engine are both for ${engine.architecture}`;
  },
});
