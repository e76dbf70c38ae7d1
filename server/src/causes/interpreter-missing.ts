import { type Break, broken } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { isOverlaid } from "../project/copies.ts";
import { containerOf, startPlace } from "../project/match.ts";
import { startOf } from "../project/start.ts";
import { movedEnvironment } from "../project/virtualenv.ts";
import { defineCause } from "./cause.ts";
import { chainBreaks } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const interpreterMissing = defineCause({
  id: "interpreter-missing",
  title: "The script's interpreter is not in the image",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at, program, mount } = found;
      if (mount || (end.role !== "interpreter" && end.role !== "command")) continue;
      if (!lost.has(end.verdict) || movedEnvironment(container.imageFilesystem, program.image))
        continue;
      const script = program.image.steps[0];
      yield {
        at,
        certainty: "certain",
        message: `${script?.absolute} is a script for ${end.asked}, which ${describeBreak(end)} in this image: exec ${script?.absolute}: no such file or directory`,
        containers: [container],
      };
    }
  },

  *confirm(evidence, project) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const script = image?.steps[0];
    if (!end || !script || (end.role !== "interpreter" && end.role !== "command")) return;
    if (!lost.has(end.verdict)) return;
    // A script that the host's own folder brought has another cause.
    const container = containerOf(evidence, project);
    const program = container && startOf(container)?.programs.at(-1);
    // So has one of an environment that was moved.
    if (program && movedEnvironment(container.imageFilesystem, program.image)) return;
    if (isOverlaid(script.absolute, container)) return;
    yield {
      ...startPlace(evidence, project),
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

// A link that leads nowhere: see dangling-link.
const lost: ReadonlySet<Break> = new Set(["missing", "not-on-path"]);
