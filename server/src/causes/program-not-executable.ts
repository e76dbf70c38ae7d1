import type { Span } from "../base/text.ts";
import { keeperOf } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import { describeMode } from "../launch/describe.ts";
import type { Fact } from "../launch/facts.ts";
import { linkAsText } from "../launch/head.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import type { Project } from "../project/project.ts";
import { userOf } from "../project/user.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import {
  bringer,
  type ChainBreak,
  chainBreaks,
  copyThatBrought,
  strayLink,
} from "./chain-break.ts";
import { executable, openingFixes } from "./opening-fixes.ts";
import { asRoot, proof } from "./proof.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const programNotExecutable = defineCause({
  id: "program-not-executable",
  title: "The execute bit is missing",
  severity: "error",

  *predict(project) {
    for (const image of project.images) yield* inBuild(image, project);
    for (const found of chainBreaks(project)) {
      const { end, container, at, mount } = found;
      const set = whoSetTheBits(found);
      // Only what the project brings: the bits of all else are not its affair.
      if (end.verdict !== "not-executable" || !(found.found.host || set)) continue;
      if (strayLink(found, project)) continue;
      if (set || hasSomeBit(end.fact)) {
        yield ofBits(found, set ?? bringer(found));
        continue;
      }
      const why = mount
        ? `${mount.mount.source?.text ?? "the mount"} brings ${end.absolute} with the host's own bits`
        : `${end.absolute} comes into the image as it is on the host`;
      yield {
        at: bringer(found),
        certainty: "certain",
        message: `${why}, without the execute bit: exec: "${end.asked}": permission denied`,
        containers: [container],
        related: [{ at, message: `${end.absolute} is started here` }],
        fixes: mount ? [] : fixes(found),
      };
    }
  },

  *confirm(evidence, project) {
    for (const { view, end } of brokenViews(evidence)) {
      // The text of a link is no program, with or without the bit: see corrupt-program.
      if (end.verdict !== "not-executable" || linkAsText(end.fact)) continue;
      const advice =
        view === "image"
          ? "in the image; COPY --chmod=755 or chmod +x gives it one"
          : "in the mount, which brings the host's own; chmod +x on the host gives it one";
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: `${end.absolute} has no execute bit ${advice}`,
        quotes: [...startQuotes(evidence), stepQuote(view, end), ...proof(evidence, asRoot)],
      };
      return;
    }
  },

  exclude(evidence) {
    const program = recordedChains(evidence).image?.steps[0];
    if (program?.verdict !== "ok" || program.fact.kind !== "file") return undefined;
    const { mode } = program.fact;
    if (mode === undefined) return undefined;
    return `${program.path} has mode ${mode.toString(8).padStart(4, "0")}: it may be executed`;
  },
});

/** RUN executes a file that comes from the host without the bit: Git on Windows gives none. */
function* inBuild(image: Image, { containers }: Project): Generator<Prediction> {
  for (const defect of image.defects) {
    if (defect.kind !== "not-runnable" || defect.why !== "no execute bit") continue;
    const { word, path, found } = defect;
    const written = image.dockerfile.text.slice(word.start, word.end);
    yield {
      at: word,
      certainty: "certain",
      message: `${path} comes into the image as it is on the host, without the execute bit: the build fails with /bin/sh: 1: ${written}: Permission denied`,
      containers: containers.filter((container) => container.image === image),
      related: found.by ? [{ at: found.by.at, message: `${path} comes into the image here` }] : [],
      fixes: [
        insert(
          word.file,
          word.start,
          `chmod +x ${written} && `,
          `Give it the bit: chmod +x ${written}`,
        ),
      ],
    };
  }
}

/** The instruction that gave the file the bits which it has, where that is not its COPY. */
function whoSetTheBits({ container, found }: ChainBreak): Span | undefined {
  const at = found.alteredBy && keeperOf(found)?.at;
  return at && at.file === container.image?.dockerfile.file ? at : undefined;
}

function hasSomeBit(fact: Fact): boolean {
  return fact.kind === "file" && ((fact.mode ?? 0) & 0o111) !== 0;
}

/** The bits are set without any to execute, or with none for the user. */
function ofBits(found: ChainBreak, at: Span): Prediction {
  const { end, container } = found;
  const mode = describeMode(end.fact);
  const user = userOf(container);
  const none = !hasSomeBit(end.fact);
  const asked =
    end.role === "program" ? end.asked : (found.program.container.steps[0]?.asked ?? "");
  const wider = executable(container, found.found);
  return {
    at,
    // Docker since 23 starts the program with root's rights, whoever USER is.
    certainty: none || end.role !== "program" ? "certain" : "possible",
    message: none
      ? `${end.absolute} has no execute bit here${mode}: ${end.role === "program" ? `exec: "${asked}"` : `exec ${asked}`}: permission denied`
      : `user ${user?.name} may not execute ${end.absolute}${mode}: exec ${asked}: permission denied (Docker before 23 and Podman)`,
    containers: [container],
    related: [{ at: found.at, message: `${end.absolute} is started here` }],
    fixes: none
      ? wider
        ? [wider]
        : []
      : user && !found.mount
        ? openingFixes(container, { found: found.found, user })
        : [],
  };
}

function fixes(found: ChainBreak): Fix[] {
  const copy = copyThatBrought(found);
  const { image } = found.container;
  if (!copy || !image || copy.flags.some(({ name }) => name === "chmod")) return [];
  const { file } = image.dockerfile;
  // A folder as a whole is not made executable.
  const single =
    copy.sources.length === 1 && found.end.path.endsWith(lastName(copy.sources[0]?.text));
  if (single) return [insert(file, copy.flagsAt, "--chmod=755 ", "Copy it with --chmod=755")];
  const line = `\nRUN chmod +x ${found.end.path}`;
  return [insert(file, copy.span.end, line, `Add RUN chmod +x ${found.end.path}`)];
}

function lastName(path = ""): string {
  return path.slice(path.lastIndexOf("/") + 1) || "/";
}
