import { basename, dirname } from "../base/path.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import type { Project } from "../project/project.ts";
import { movedEnvironment } from "../project/virtualenv.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";
import { chainBreaks, relatedTo } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const virtualenvMoved = defineCause({
  id: "virtualenv-moved",
  title: "The virtual environment was made at another path",
  severity: "error",

  predict: predictions,

  *confirm(evidence, project) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const script = image?.steps[0];
    if (end?.role !== "interpreter" || !script) return;
    const container = containerOf(evidence, project);
    const predicted = [...predictions(project)].find(
      ({ containers }) => container && containers?.includes(container),
    );
    if (!predicted) return;
    yield {
      ...predicted,
      certainty: "certain",
      quotes: [...startQuotes(evidence), stepQuote("image", script), stepQuote("image", end)],
    };
  },
});

function* predictions(project: Project): Generator<Prediction> {
  for (const found of chainBreaks(project)) {
    const { container, at, program, mount, end } = found;
    const made = mount ? undefined : movedEnvironment(container.imageFilesystem, program.image);
    const script = program.image.steps[0]?.absolute;
    if (made === undefined || !script) continue;
    const bin = dirname(script);
    const { word } = program;
    const module = word.text.startsWith("/")
      ? [replace(word, `${bin}/python", "-m", "${basename(script)}`, `Start ${bin}/python -m`)]
      : [];
    yield {
      at,
      certainty: "certain",
      message: `the virtual environment was made at ${made} and lies at ${dirname(bin)} now: ${script} still starts with #!${end.asked}: exec ${script}: no such file or directory`,
      containers: [container],
      related: relatedTo(found),
      fixes: container.start?.shell ? [] : module,
    };
  }
}
