import { positionAt } from "../base/text.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import { type InStage, inOtherStage } from "../project/other-stages.ts";
import type { Container, Project } from "../project/project.ts";
import { meantProgram, type Program, startOf } from "../project/start.ts";
import { defineCause, type Fix, type Prediction } from "./cause.ts";
import { startQuotes } from "./quotes.ts";

export const programLeftInStage = defineCause({
  id: "program-left-in-stage",
  title: "The program was installed in another stage and never copied",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) yield* predictionsFor(container, project);
  },

  *confirm(evidence, project) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const container = containerOf(evidence, project);
    if (!end || !container) return;
    for (const prediction of predictionsFor(container, project)) {
      if (!prediction.message.includes(end.asked)) continue;
      yield { ...prediction, certainty: "certain", quotes: startQuotes(evidence) };
    }
  },
});

function* predictionsFor(container: Container, project: Project): Generator<Prediction> {
  const start = startOf(container);
  for (const program of start?.programs ?? []) {
    const end = broken(program.image);
    const absent = end?.verdict === "not-on-path" || end?.verdict === "missing";
    if (!end || !absent || end.role !== "program") continue;
    // One that lies elsewhere in this image needs no other stage.
    if (program === start?.programs.at(-1) && meantProgram(container)) continue;
    const left = inOtherStage(program.word.text, container, project);
    if (left) yield predictionOf(container, program, left);
  }
}

function predictionOf(container: Container, { word }: Program, left: InStage): Prediction {
  const { image, path, by } = left;
  const stage = image.stage.name?.text ?? String(image.stage.index);
  const line = positionAt(image.dockerfile.text, by.at.start).line + 1;
  return {
    at: word,
    certainty: "certain",
    message: `"${word.text}" is installed in stage "${stage}" (line ${line}) and never copied into the stage that is started: exec: "${word.text}": ${word.text.includes("/") ? "no such file or directory" : "executable file not found in $PATH"}`,
    containers: [container],
    related: [{ at: by.at, message: `${path} is installed here, in stage "${stage}"` }],
    fixes: startDirectly(container),
  };
}

/** A runner in front of a program that the image holds is not needed: start the program itself. */
function startDirectly(container: Container): Fix[] {
  const start = startOf(container);
  const [runner] = start?.programs ?? [];
  const worker = start?.programs.at(-1);
  if (!runner || !worker || runner === worker) return [];
  const direct = worker.image.outcome === "ok" ? worker : meantProgram(container);
  const path = direct?.image.outcome === "ok" ? direct.image.steps[0]?.absolute : undefined;
  if (path === undefined || runner.word.file !== worker.word.file) return [];
  const span = { file: runner.word.file, start: runner.word.start, end: worker.word.end };
  return [{ title: `Start ${path} itself`, edits: [{ span, newText: path }] }];
}
