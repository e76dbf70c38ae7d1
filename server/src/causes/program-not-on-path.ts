import { dirname } from "../base/path.ts";
import { positionAt } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import { inOtherStage } from "../project/other-stages.ts";
import type { Container, Project } from "../project/project.ts";
import { meantProgram, type Program, startOf } from "../project/start.ts";
import { defineCause, type Fix, insert, type Prediction, replace } from "./cause.ts";
import { startQuotes } from "./quotes.ts";

export const programNotOnPath = defineCause({
  id: "program-not-on-path",
  title: "No folder in PATH holds the command",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = predictionFor(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { image, container: chain } = recordedChains(evidence);
    const end = (image && broken(image)) ?? (chain && broken(chain));
    if (end?.verdict !== "not-on-path" || image?.outcome === "ok") return;
    const container = containerOf(evidence, project);
    const prediction = container && predictionFor(container, project);
    const known = container && startOf(container)?.programs[0];
    if (known && inOtherStage(known.word.text, container, project) && !prediction) return;
    yield {
      ...(prediction ?? (known && known.word.file !== "" ? { at: known.word } : {})),
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
    if (!program || program.verdict !== "ok" || program.asked.includes("/")) return undefined;
    return `PATH of the image finds ${program.asked} at ${program.absolute}`;
  },
});

function predictionFor(container: Container, project: Project): Prediction | undefined {
  const worker = startOf(container)?.programs.at(-1);
  const end = worker && broken(worker.image);
  if (!worker || worker.byShell || end?.verdict !== "not-on-path" || end.role !== "program") {
    return undefined;
  }
  // Behind a runner the engine never looks this word up itself.
  if ((startOf(container)?.programs.length ?? 0) > 1) return undefined;
  const meant = meantProgram(container);
  if (!meant && inOtherStage(worker.word.text, container, project)) return undefined;
  return predictionOf(container, worker, meant);
}

function predictionOf(
  container: Container,
  { word }: Program,
  meant: Program | undefined,
): Prediction {
  const path = meant?.word.text;
  const made = path === undefined ? undefined : look(container.imageFilesystem, path);
  const origin = made?.source ?? made?.by;
  const line =
    origin && container.image
      ? ` (made on line ${positionAt(container.image.dockerfile.text, origin.at.start).line + 1})`
      : "";
  const where = path
    ? `it lies at ${path}${line}, and ${dirname(path)} is not in PATH`
    : "nothing installs it in this image";
  return {
    at: word,
    certainty: path ? "certain" : "likely",
    message: `no folder in PATH holds "${word.text}": ${where}: exec: "${word.text}": executable file not found in $PATH`,
    containers: [container],
    related: origin && path ? [{ at: origin.at, message: `${path} is made here` }] : [],
    fixes: path ? fixes(container, word, path) : [],
  };
}

function fixes({ image, start }: Container, word: Program["word"], path: string): Fix[] {
  const absolute = replace(word, path, `Start ${path}`);
  if (!image || start?.at.file !== image.dockerfile.file) return [absolute];
  const { text } = image.dockerfile;
  const instruction = image.stage.instructions.findLast(
    ({ span }) => span.start <= word.start && word.end <= span.end,
  );
  // The command of another stage is inherited: PATH has to be set in this one.
  if (!instruction) return [absolute];
  const at = text.lastIndexOf("\n", instruction.span.start - 1) + 1;
  const line = `ENV PATH="${dirname(path)}:$PATH"\n`;
  return [insert(image.dockerfile.file, at, line, `Put ${dirname(path)} on PATH`), absolute];
}
