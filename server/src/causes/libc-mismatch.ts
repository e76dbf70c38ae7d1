import type { Word } from "../base/text.ts";
import type { BaseImage } from "../image/base-images.ts";
import { look } from "../image/filesystem.ts";
import { broken, type Step } from "../launch/chain.ts";
import type { LinkedLibc } from "../launch/facts.ts";
import { isOlder, libcOfLoader, loadersOf } from "../launch/loaders.ts";
import { recordedChains } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { groundOf, stageAt } from "../project/stage-at.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import { bringer, chainBreaks, relatedTo } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";
import { complaint } from "./words.ts";

export const libcMismatch = defineCause({
  id: "libc-mismatch",
  title: "The program needs a C library that this image does not have",
  severity: "error",

  *predict(project) {
    yield* withoutLoader(project);
    for (const container of project.containers) {
      const prediction = withOlderLibrary(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const older = complaint(evidence, /version `(GLIBC\S*_[\d.]+)' not found/);
    if (older) {
      const version = /`([^']+)'/.exec(older.text)?.[1];
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: `the program was built against a newer C library than this image has: it needs ${version}`,
        quotes: [older],
      };
      return;
    }
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    const file = image?.steps.at(-2);
    if (end?.role !== "loader" || !file) return;
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `${file.absolute} is there, but it is linked against ${libcOfLoader(end.asked)} and its loader ${end.asked} is not in this image`,
      quotes: [...startQuotes(evidence), stepQuote("image", file), stepQuote("image", end)],
    };
  },
});

/** Nothing in the image loads the program. */
function* withoutLoader(project: Project): Generator<Prediction> {
  for (const found of chainBreaks(project)) {
    const { end, container, program, mount } = found;
    const file = program.container.steps.at(-2);
    if (mount || end.role !== "loader" || end.verdict !== "missing" || !file) continue;
    const libc = libcOfLoader(end.asked);
    const own = container.image?.base?.libc;
    const has = own === "musl" || own === "glibc" ? ` (${own})` : "";
    const origin = look(container.imageFilesystem, file.path);
    const made = origin.source ?? origin.by;
    const built = linkedTo(file) !== undefined && made !== undefined;
    yield {
      at: built ? made.at : bringer({ ...found, found: origin }),
      certainty: "certain",
      message: `${file.absolute} is linked against ${libc} and needs ${end.asked}, which this image${has} does not have: exec ${file.absolute}: no such file or directory`,
      containers: [container],
      related: built ? startedHere(found.at, file.absolute) : relatedTo(found),
      fixes: built ? withoutC(made.at, project) : [],
    };
  }
}

/** Go does without a C library where it is told to, unless a package is written in C. */
function withoutC(at: { file: string; start: number; end: number }, project: Project): Fix[] {
  const text = project.dockerfiles.find(({ file }) => file === at.file)?.text ?? "";
  const command = text.slice(at.start, at.end);
  if (!/(^|\s)go build\b/.test(command) || /CGO_ENABLED/.test(command)) return [];
  return [insert(at.file, at.start, "CGO_ENABLED=0 ", "Build it without C: CGO_ENABLED=0")];
}

/** The image loads the program, and its library lacks symbols that the program was linked to. */
function withOlderLibrary(container: Container, project: Project): Prediction | undefined {
  const { image, imageFilesystem } = container;
  const worker = startOf(container)?.programs.at(-1);
  const own = image?.base?.libcVersion;
  const file = worker?.container.steps.findLast((step) => linkedTo(step) !== undefined);
  const libc = file && linkedTo(file);
  if (!image || !worker || own === undefined || !file || !libc || libc.name !== image.base?.libc)
    return undefined;
  if (worker.container.outcome !== "ok" || worker.image.outcome !== "ok") return undefined;
  // Somebody who brought a loader along brought its library, too.
  if (loadersOf(libc.name).some((path) => look(imageFilesystem, path).by)) return undefined;
  const surely = libc.needs !== undefined && isOlder(own, libc.needs);
  const needs = surely ? libc.needs : libc.mayNeed;
  if (needs === undefined || !isOlder(own, needs)) return undefined;

  const { source, by } = look(imageFilesystem, file.path);
  const made = source ?? by;
  const builder = made && stageAt(made.at, project);
  if (!made || !builder || builder.stage === image.stage) return undefined;
  // A tag that names no release is the one that moved.
  const floats = builder.base?.release === undefined;
  const [from, to] = [groundOf(builder), groundOf(image)];
  const newer = builder.base?.libcVersion ?? `${builder.base?.libcAtLeast ?? needs} or newer`;
  return {
    at: floats ? from : to,
    certainty: surely ? "certain" : "likely",
    message: `${file.absolute} is built on ${from.text} (glibc ${newer}) and started on ${to.text} (glibc ${own}): version \`GLIBC_${needs}' not found`,
    containers: [container],
    related: [
      {
        at: floats ? to : from,
        message: floats
          ? "the program is started on this image"
          : "the program is built on this image",
      },
      { at: made.at, message: `${file.absolute} is built here` },
    ],
    fixes: floats ? pinnedTo(image.base, from) : [],
  };
}

/** The same image of the builder on the release of the final stage: rust:1.91-slim-bookworm. */
function pinnedTo(base: BaseImage | undefined, from: Word): Fix[] {
  const release = base?.distribution === "debian" ? base.release : undefined;
  const [, start = "", end = ""] = /^([^@]+:[^@]+)(@.*)?$/.exec(from.text) ?? [];
  if (release === undefined || start === "" || end !== "" || base?.family === "ubuntu") return [];
  if (/[$]/.test(start)) return [];
  const text = `${start}-${release}`;
  return [{ title: `Build on ${text}`, edits: [{ span: from, newText: text }] }];
}

function linkedTo({ fact }: Step): LinkedLibc | undefined {
  return fact.kind === "file" && fact.head?.kind === "elf" ? fact.head.libc : undefined;
}

function startedHere(at: Prediction["at"], program: string) {
  return [{ at, message: `${program} is started here` }];
}
