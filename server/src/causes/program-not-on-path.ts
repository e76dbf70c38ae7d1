import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import { inOtherStage } from "../project/other-stages.ts";
import { startOf } from "../project/start.ts";
import { defineCause } from "./cause.ts";
import { lookupFailure } from "./lookup-failure.ts";
import { notMeant, startQuotes } from "./quotes.ts";
import { refusal } from "./words.ts";

export const programNotOnPath = defineCause({
  id: "program-not-on-path",
  title: "No folder in PATH holds the command",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = lookupFailure(container, project, "engine");
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const relative = refusal(evidence, /cannot run executable found relative to current directory/);
    if (relative) {
      yield {
        certainty: "certain",
        message:
          "PATH has a relative folder, and the engine executes nothing that it finds there: write absolute folders",
        quotes: [relative],
      };
      return;
    }
    const { image, container: chain, byShell } = recordedChains(evidence);
    const end = (image && broken(image)) ?? (chain && broken(chain));
    if (
      end?.verdict !== "not-on-path" ||
      end.role !== "program" ||
      image?.outcome === "ok" ||
      byShell
    )
      return;
    // An option, a variable: the command itself is not what it was meant to be.
    if (notMeant(evidence, end.asked)) return;
    const container = containerOf(evidence, project);
    const prediction = container && lookupFailure(container, project, "engine");
    const word = container && startOf(container)?.programs[0]?.word;
    if (!prediction && word && inOtherStage(word.text, container, project)) return;
    yield {
      ...(prediction ?? (word && word.file !== "" ? { at: word } : {})),
      certainty: "certain",
      message: prediction?.message ?? `"${end.asked}" is in no folder of PATH in this image`,
      quotes: [
        ...startQuotes(evidence),
        {
          probe: "inspect",
          text: `PATH=${evidence.container?.path ?? evidence.image?.path ?? ""}`,
        },
      ],
    };
  },

  exclude(evidence) {
    const program = recordedChains(evidence).image?.steps[0];
    if (program?.verdict !== "ok" || program.asked.includes("/")) return undefined;
    return `PATH of the image finds ${program.asked} at ${program.absolute}`;
  },
});
