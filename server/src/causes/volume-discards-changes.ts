import { isWithin } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Run, Volume } from "../dockerfile/model.ts";
import { look } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { ancestry } from "../project/ancestry.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, type Prediction } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const volumeDiscardsChanges = defineCause({
  id: "volume-discards-changes",
  title: "Later steps change what VOLUME has declared",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction = predictionFor(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const volume = evidence.image?.volumes.find((path) => end && isWithin(end.absolute, path));
    if (end?.verdict !== "missing" || end.role !== "program" || !volume) return;
    const container = containerOf(evidence, project);
    const prediction = container && predictionFor(container);
    const { at, related, fixes } = prediction ?? {};
    yield {
      ...(at && related && fixes && { at, related, fixes }),
      certainty: prediction ? "certain" : "possible",
      message: prediction
        ? `the image declares ${volume} as a volume before a step writes ${end.absolute}, and the builder threw that away`
        : `the image declares ${volume} as a volume and holds nothing at ${end.absolute}: what RUN writes below a volume behind its VOLUME line, the builder without BuildKit throws away`,
      quotes: [...startQuotes(evidence), stepQuote("image", end)],
    };
  },
});

function predictionFor(container: Container): Prediction | undefined {
  const { image, imageFilesystem } = container;
  const start = startOf(container);
  if (!image || !start) return undefined;
  const steps = start.programs.flatMap((program) => program.image.steps);
  const paths = [...steps.map(({ path }) => path), ...(start.file ? [start.file.path] : [])];
  for (const path of paths) {
    const { fact, by } = look(imageFilesystem, path);
    const run = by && runAt(image, by.at);
    const volume = run && fact.kind !== "absent" && declaredBefore(image, path, run);
    if (!run || !volume) continue;
    return {
      at: volume.span,
      // BuildKit, the builder of Docker since 23, keeps what is written there.
      certainty: "possible",
      message: `${path}, which the start needs, is written below this volume by a later RUN: the builder without BuildKit throws that away, so that ${path} is missing`,
      containers: [container],
      related: [{ at: run.span, message: `${path} is made here` }],
      fixes: movedBehind(image, volume),
    };
  }
  return undefined;
}

/** A RUN changes the files of a container, whose volumes go with it; COPY writes into the image itself. */
function runAt({ stage, dockerfile }: Image, at: Span): Run | undefined {
  if (at.file !== dockerfile.file) return undefined;
  for (const { instructions } of ancestry(stage, dockerfile.stages)) {
    for (const instruction of instructions) {
      const { span } = instruction;
      if (instruction.kind === "RUN" && span.start <= at.start && at.end <= span.end)
        return instruction;
    }
  }
  return undefined;
}

function declaredBefore({ stage, dockerfile }: Image, path: string, run: Run): Volume | undefined {
  return ancestry(stage, dockerfile.stages)
    .flatMap(({ instructions }) => instructions)
    .find(
      (instruction): instruction is Volume =>
        instruction.kind === "VOLUME" &&
        instruction.span.start < run.span.start &&
        instruction.paths.some(({ text }) => text.startsWith("/") && isWithin(path, text)),
    );
}

/** VOLUME behind the last step of its stage that may write. */
function movedBehind({ stage, dockerfile }: Image, { span }: Volume): Fix[] {
  const { file, text } = dockerfile;
  const last = stage.instructions.findLast(({ kind }) => /^(RUN|COPY|ADD)$/.test(kind));
  const own = stage.instructions.some((instruction) => instruction.span === span);
  if (!own || !last) return [];
  const written = text.slice(span.start, span.end);
  return [
    {
      title: `Move ${written} behind the last step that writes`,
      edits: [
        { span: { file, start: span.start, end: span.end + 1 }, newText: "" },
        { span: { file, start: last.span.end, end: last.span.end }, newText: `\n${written}` },
      ],
    },
  ];
}
