import { nearest } from "../base/nearest.ts";
import { basename, dirname, isWithin } from "../base/path.ts";
import { look } from "../image/filesystem.ts";
import { list } from "../image/names.ts";
import { broken, type Step } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { isShellWord } from "../launch/shell-words.ts";
import { type Displaced, displaced } from "../project/displaced.ts";
import { containerOf, startPlace } from "../project/match.ts";
import { inOtherStage } from "../project/other-stages.ts";
import type { Container, Project } from "../project/project.ts";
import { type Program, startOf } from "../project/start.ts";
import { defineCause, insert, type Prediction, replace } from "./cause.ts";
import { needsShell, notMeant, startQuotes, stepQuote } from "./quotes.ts";

export const programMissing = defineCause({
  id: "program-missing",
  title: "Nothing lies at the path that is started",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = predictionFor(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const nothing = end?.verdict === "missing" || end?.verdict === "parent-not-a-directory";
    if (!end || !nothing || end.role !== "program" || notMeant(evidence, end.asked)) return;
    if (needsShell(evidence)) return;
    // What a mount was to bring is the mount's affair.
    const mounts = evidence.container?.mounts ?? [];
    if (mounts.some(({ destination }) => isWithin(end.absolute, destination))) return;
    const container = containerOf(evidence, project);
    if (container && leftInStage(container, project)) return;
    const prediction = container && predictionFor(container, project);
    yield {
      ...(prediction ?? startPlace(evidence, project)),
      certainty: "certain",
      message:
        prediction?.message ??
        (end.verdict === "missing"
          ? `the image holds nothing at ${end.absolute}`
          : `${end.path} is a file, so nothing can lie at ${end.absolute}: a COPY to a folder needs a slash at its end`),
      quotes: [...startQuotes(evidence), stepQuote("image", end)],
    };
  },

  exclude(evidence) {
    const program = recordedChains(evidence).image?.steps[0];
    if (program?.verdict !== "ok") return undefined;
    return `the image holds ${program.absolute}`;
  },
});

function predictionFor(container: Container, project: Project): Prediction | undefined {
  const program = startOf(container)?.programs.find(({ image }) => image.outcome !== "ok");
  const end = program && broken(program.image);
  const nothing = end?.verdict === "missing" || end?.verdict === "parent-not-a-directory";
  if (!program || !end || !nothing || end.role !== "program") return undefined;
  const { word } = program;
  // The shell of a shell form, see shell-missing.
  if (startOf(container)?.shell?.word === word) return undefined;
  // A word that nothing expands is told as such.
  if (/[$~]/.test(word.text) || isShellWord(word.text)) return undefined;
  if (word.file === "" || leftInStage(container, project)) return undefined;
  // What a mount is to bring is the mount's affair.
  const brought = container.mounts.some(({ target }) => isWithin(end.absolute, target));
  if (brought || !broken(program.container)) return undefined;
  const elsewhere = displaced(end.absolute, container);
  // Whether a folder was there before, a COPY without a slash does not tell.
  if (!elsewhere && end.verdict !== "missing") return undefined;
  return elsewhere
    ? laidElsewhere(elsewhere, program, end.absolute, container)
    : nowhere(program, end, container);
}

/** Told where the file was laid: there the mistake was made, or the way to it begins. */
function laidElsewhere(
  { copy, kind, path, folder }: Displaced,
  { word, byShell }: Program,
  absolute: string,
  container: Container,
): Prediction {
  const { destination } = copy;
  const said = failure(word.text, byShell, kind === "file" ? "not a directory" : undefined);
  const started = { at: word, message: `${absolute} is started here` };
  const at = destination ?? copy.span;
  const common = { certainty: "certain", containers: [container] } as const;
  if (kind === "level") {
    // A relative path is one from the working directory: more often than not it is that which is wrong.
    const written = word.text.startsWith("/");
    const message = `${basename(path)} comes to lie at ${path}, and ${absolute} is started: ${said}`;
    const fixes = [replace(word, path, `Start ${path}`)];
    return written
      ? { ...common, at, message, related: [started], fixes }
      : {
          ...common,
          at: word,
          message,
          related: [{ at: copy.span, message: "laid down here" }],
          fixes,
        };
  }
  const slash = destination && !/\/$/.test(destination.text) ? "/" : "";
  const more = kind === "file" ? slash : `${slash}${folder}`;
  return {
    ...common,
    at,
    message:
      kind === "file"
        ? `without a slash at its end ${path} becomes the file itself, not a folder that holds ${basename(absolute)}: ${said}`
        : `${copy.kind} takes what ${folder} holds, not the folder: ${basename(absolute)} comes to lie at ${path}, and ${absolute} is started: ${said}`,
    related: [started],
    fixes:
      destination && copy.sources.length === 1 && /^[\w./-]+$/.test(destination.text)
        ? [insert(destination.file, destination.end, more, `Copy to ${destination.text}${more}`)]
        : [],
  };
}

function nowhere({ word, byShell }: Program, end: Step, container: Container): Prediction {
  const { imageFilesystem } = container;
  const gone = look(imageFilesystem, end.absolute).by;
  const removed = gone?.what.startsWith("RUN ") ? gone : undefined;
  const names = list(imageFilesystem, dirname(end.absolute));
  const meant = nearest(basename(end.absolute), names);
  const hint = removed
    ? `: it was removed by ${removed.what}`
    : meant
      ? `; did you mean "${dirname(end.absolute)}/${meant}"?`
      : "";
  const message = `nothing in this image lies at ${end.absolute}${hint}`;
  return {
    at: word,
    certainty: "certain",
    message: `${message}: ${failure(word.text, byShell)}`,
    containers: [container],
    related: removed ? [{ at: removed.at, message: "removed here" }] : [],
    fixes:
      meant && !removed
        ? [replace(word, `${dirname(end.absolute)}/${meant}`, `Start ${meant}`)]
        : [],
  };
}

/** The words of the engine, or of the shell that looks for it. */
function failure(program: string, byShell: boolean, why = "no such file or directory"): string {
  return byShell
    ? `/bin/sh: 1: ${program}: not found`
    : `exec: "${program}": stat ${program}: ${why}`;
}

function leftInStage(container: Container, project: Project): boolean {
  const program = startOf(container)?.programs.find(({ image }) => image.outcome !== "ok");
  return program !== undefined && inOtherStage(program.word.text, container, project) !== undefined;
}
