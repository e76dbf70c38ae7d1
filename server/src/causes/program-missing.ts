import { nearest } from "../base/nearest.ts";
import { basename, dirname, isWithin } from "../base/path.ts";
import { look } from "../image/filesystem.ts";
import { list } from "../image/names.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { isShellWord } from "../launch/shell-words.ts";
import { containerOf } from "../project/match.ts";
import { inOtherStage } from "../project/other-stages.ts";
import type { Container, Project } from "../project/project.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";
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
      ...(prediction ?? {}),
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
  if (!program || end?.verdict !== "missing" || end.role !== "program") return undefined;
  const { word } = program;
  // The shell of a shell form, see shell-missing.
  if (startOf(container)?.shell?.word === word) return undefined;
  // A word that nothing expands is told as such.
  if (/[$~]/.test(word.text) || isShellWord(word.text)) return undefined;
  if (word.file === "" || leftInStage(container, project)) return undefined;
  // What a mount is to bring is the mount's affair.
  const brought = container.mounts.some(({ target }) => isWithin(end.absolute, target));
  if (brought || !broken(program.container)) return undefined;

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
  return {
    at: word,
    certainty: "certain",
    message: `nothing in this image lies at ${end.absolute}${hint}: exec: "${word.text}": stat ${word.text}: no such file or directory`,
    containers: [container],
    related: removed ? [{ at: removed.at, message: "removed here" }] : [],
    fixes:
      meant && !removed
        ? [replace(word, `${dirname(end.absolute)}/${meant}`, `Start ${meant}`)]
        : [],
  };
}

function leftInStage(container: Container, project: Project): boolean {
  const program = startOf(container)?.programs.find(({ image }) => image.outcome !== "ok");
  return program !== undefined && inOtherStage(program.word.text, container, project) !== undefined;
}
