import { join, resolve } from "../base/path.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import { inOtherStage } from "../project/other-stages.ts";
import type { Container } from "../project/project.ts";
import { startOf } from "../project/start.ts";
import { placeOfVariable } from "../project/variable-place.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";
import { lookupFailure } from "./lookup-failure.ts";
import { notMeant, startQuotes } from "./quotes.ts";
import { refusal } from "./words.ts";

export const programNotOnPath = defineCause({
  id: "program-not-on-path",
  title: "No folder in PATH holds the command",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = lookupFailure(container, project, "engine") ?? relativeFolder(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const relative = refusal(evidence, /cannot run executable found relative to current directory/);
    if (relative) {
      const known = containerOf(evidence, project);
      yield {
        ...(known && relativeFolder(known)),
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

/**
 * A program that PATH finds in a relative folder: since Go 1.19 the runtime refuses to execute it
 * (`exec.ErrDot`). A shell has no such scruples, nor has crun.
 */
function relativeFolder(container: Container): Prediction | undefined {
  const { path = [], workdir } = container;
  const start = startOf(container);
  const program = start?.programs[0];
  const found = program?.container.steps[0];
  if (!program || program.byShell || found?.verdict !== "ok" || workdir === undefined)
    return undefined;
  const { word } = program;
  if (word.file === "" || word.text.includes("/")) return undefined;
  const folder = path.find((one) => join(resolve(workdir, one), word.text) === found.absolute);
  if (folder === undefined || folder.startsWith("/")) return undefined;
  const written = folder === "." ? `./${word.text}` : `./${join(folder, word.text)}`;
  return {
    at: placeOfVariable("PATH", container) ?? word,
    certainty: "certain",
    message: `PATH finds ${word.text} by its relative folder "${folder}" alone, and from there the engine executes nothing: exec: "${word.text}": cannot run executable found relative to current directory`,
    containers: [container],
    related: [{ at: word, message: `${word.text} is started here` }],
    fixes: [replace(word, written, `Start ${written}`)],
  };
}
