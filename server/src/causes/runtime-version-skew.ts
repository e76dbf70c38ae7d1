import type { Word } from "../base/text.ts";
import type { Image } from "../image/image.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { staleFolder } from "../project/skew/python.ts";
import { type Skew, skewOf } from "../project/skew/skew.ts";
import { groundOf } from "../project/stage-at.ts";
import { defineCause, type Fix, type Prediction, replace } from "./cause.ts";
import { logQuotes } from "./quotes.ts";

// CPython; the Java launcher; hostfxr; Bundler.
const said =
  /ModuleNotFoundError|UnsupportedClassVersionError|You must install or update \.NET|Framework: 'Microsoft\.|Bundler::GemNotFound|Your Ruby version is/;

export const runtimeVersionSkew = defineCause({
  id: "runtime-version-skew",
  title: "Stages use different versions of the language",
  severity: "error",

  *predict(project) {
    for (const image of project.images) yield* staleFolders(image, project);
    for (const container of project.containers) {
      const prediction = predictionFor(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    if (!evidence.logs?.some((line) => said.test(line))) return;
    const container = containerOf(evidence, project);
    const prediction = container && predictionFor(container, project);
    if (!prediction) return;
    yield { ...prediction, certainty: "certain", quotes: logQuotes(evidence, said) };
  },
});

function predictionFor(container: Container, project: Project): Prediction | undefined {
  const skew = skewOf(container, project);
  if (!skew || !container.image) return undefined;
  const at = groundOf(container.image);
  const { language, what, made, started, by, words, certainty } = skew;
  return {
    at,
    certainty,
    message: `${what} is made for ${language} ${made}, and this image starts it with ${language} ${started}: ${words}`,
    containers: [container],
    related: by ? [{ at: by.at, message: `${what} is made for ${language} ${made} here` }] : [],
    fixes: sameVersion(at, skew),
  };
}

/** A path with a version in it that was left behind when the stage moved on: the build fails. */
function* staleFolders(image: Image, project: Project): Generator<Prediction> {
  const missing = image.defects.flatMap((defect) =>
    defect.kind === "source-missing" ? [defect.copy] : [],
  );
  for (const instruction of image.stage.instructions) {
    if (instruction.kind !== "COPY" || missing.includes(instruction)) continue;
    const stale = staleFolder(instruction, image, project);
    if (!stale) continue;
    const { source, named, has } = stale;
    const words = [
      ...instruction.sources,
      ...(instruction.destination ? [instruction.destination] : []),
    ];
    const edits = words.map((word) => ({
      span: word,
      newText: word.text.replace(`/python${named}`, `/python${has}`),
    }));
    yield {
      at: source,
      certainty: "certain",
      message: `the stage has Python ${has}, and so no folder of Python ${named}: the build fails with "${source.text}": not found`,
      fixes: [{ title: `Copy the packages of Python ${has}`, edits }],
    };
  }
}

/** The tag of the final stage with the version of the other: python:3.14-slim → python:3.12-slim. */
function sameVersion(from: Word, { made, started }: Skew): Fix[] {
  const [, name = "", tag = ""] = /^([^:@$]+:)([^@$]+)$/.exec(from.text) ?? [];
  const version = new RegExp(`(^|[a-z-])${started.replace(".", "\\.")}(?:\\.\\d+)*(?=$|-)`);
  if (!version.test(tag)) return [];
  const full = /^\d+$/.test(made) && /^\d+\.\d/.test(tag) ? `${made}.0` : made;
  const text = name + tag.replace(version, `$1${full}`);
  return [replace(from, text, `Start it on ${text}`)];
}
