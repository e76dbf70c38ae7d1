import { basename, within } from "../base/path.ts";
import { positionAt } from "../base/text.ts";
import type { Evidence } from "../evidence.ts";
import { look } from "../image/filesystem.ts";
import { type Break, broken, type Chain, getsFurther, type Step } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { guiltyMount, keepFromImage, mountSourcesOnly } from "../project/hidden.ts";
import { hostEntry } from "../project/host-files.ts";
import { containerOf } from "../project/match.ts";
import { isEmptyAtStart } from "../project/mounts.ts";
import type { Container, ContainerMount } from "../project/project.ts";
import { meantProgram, type Program, startOf } from "../project/start.ts";
import { defineCause, type Finding, type Prediction } from "./cause.ts";
import { proof, withoutMount } from "./proof.ts";
import { shellQuotes, startQuotes, stepQuote } from "./quotes.ts";

export const mountHidesProgram = defineCause({
  id: "mount-hides-program",
  title: "A mount hides the program that the image starts",
  severity: "error",

  *predict({ containers, listings }) {
    for (const container of containers) {
      const hidden = hiddenProgram(container);
      const guilty = hidden && guiltyMount(container, hidden.image);
      if (!hidden || !guilty) continue;
      const prediction = predictionOf(container, hidden, guilty);
      const source = guilty.hostPath && hostEntry(listings, guilty.hostPath);
      // A folder that is not there yet may be made, and filled, before the start.
      yield source === "absent" ? { ...prediction, certainty: "likely" } : prediction;
    }
  },

  *confirm(evidence, project) {
    const chains = recordedChains(evidence);
    if (!chains.image || !chains.container || !getsFurther(chains.image, chains.container)) return;
    const end = broken(chains.container);
    const mount = end && coveringMount(evidence, chains.image);
    if (!end || !mount || bits.has(end.verdict)) return;
    const program = chains.image.steps[0];
    const container = containerOf(evidence, project);
    const source = container?.mounts.find(({ target }) => target === mount.destination);
    // A volume that was filled once from an older image is stale: see stale-volume.
    const { composeFile } = container ?? {};
    const empty = source && composeFile && isEmptyAtStart(source.mount, composeFile);
    if (mount.type === "volume" && !mount.anonymous && !empty) return;
    const hidden = container && hiddenProgram(container);
    const predicted = container && source && hidden && predictionOf(container, hidden, source);
    const proven = proof(evidence, ...withoutMount(mount.destination));
    const name = source?.mount.source
      ? `${source.mount.source.text}:${source.mount.target.text}`
      : `the ${mount.type === "tmpfs" ? "tmpfs" : "mount"} on ${mount.destination}`;
    const finding: Finding = {
      ...(predicted ?? {}),
      ...(!predicted && source && { at: source.mount.span }),
      certainty: "certain",
      message: confirmation(name, program?.absolute ?? "", end, proven.length > 0),
      quotes: [
        ...startQuotes(evidence),
        ...(program ? [stepQuote("image", program)] : []),
        stepQuote("container", end),
        ...shellQuotes(evidence, end.path),
        ...proven,
      ],
    };
    yield finding;
  },

  exclude(evidence) {
    const { image, container } = recordedChains(evidence);
    if (!evidence.container || !container || container.outcome !== "ok") return undefined;
    if (evidence.container.mounts.length === 0) return "the container has no mounts";
    return image?.outcome === "ok"
      ? "every file on the way to the program is the same with and without the mounts"
      : undefined;
  },
});

/** The first program of the start that the image holds and the container does not get to. */
function hiddenProgram(container: Container): Program | undefined {
  const meant = meantProgram(container);
  const programs = [...(startOf(container)?.programs ?? []), ...(meant ? [meant] : [])];
  return programs.find(({ image, container }) => {
    const end = broken(container);
    return getsFurther(image, container) && end && !bits.has(end.verdict);
  });
}

/** A mount that brings the program with other permissions hides nothing. */
const bits: ReadonlySet<Break> = new Set(["not-executable", "not-permitted", "not-readable"]);

function predictionOf(
  container: Container,
  { word, image, container: chain }: Program,
  guilty: ContainerMount,
): Prediction {
  const program = image.steps[0]?.absolute ?? word.text;
  const made = look(container.imageFilesystem, program);
  const end = broken(chain);
  const related = [
    ...(made.source
      ? [{ at: made.source.at, message: `${program} is made here: ${made.source.what}` }]
      : []),
    ...(made.by ? [{ at: made.by.at, message: `${program} comes into the image here` }] : []),
    ...(word.file !== "" ? [{ at: word, message: `${program} is started here` }] : []),
  ];
  return {
    at: guilty.mount.span,
    certainty: "certain",
    message: `hides ${program}, which "${container.name}" starts${lineOf(container, made.source ?? made.by)}: ${consequence(program, word.text, end, guilty)}`,
    containers: [container],
    related,
    fixes: [...keepFromImage(container, guilty, program), ...mountSourcesOnly(container, guilty)],
  };
}

function confirmation(
  mount: string,
  program: string,
  end: Step & { readonly verdict: Break },
  proven: boolean,
): string {
  const what = end.asked === program ? "it" : end.asked;
  const proof = proven ? "; without this mount the same image starts" : "";
  return `${mount} hides ${program}: the image holds it, but in the container ${what} ${describeBreak(end)}${proof}`;
}

function lineOf(
  { image }: Container,
  origin: { at: { file: string; start: number } } | undefined,
): string {
  if (!image || origin?.at.file !== image.dockerfile.file) return "";
  const line = positionAt(image.dockerfile.text, origin.at.start).line + 1;
  return ` (made on line ${line} of ${basename(image.dockerfile.file)})`;
}

/** In the words that Docker would use. */
function consequence(
  program: string,
  asked: string,
  end: (Step & { verdict: Break }) | undefined,
  { mount, target }: ContainerMount,
): string {
  const place = mount.source?.text ?? "the mount";
  if (end && (end.role !== "program" || end.verdict === "dangling-link")) {
    return `what lies there in ${place} cannot start here, since ${end.asked} ${describeBreak(end)}`;
  }
  const inside = within(program, target);
  const empty = inside ? `, which holds no ${inside}` : "";
  const words = asked.includes("/")
    ? `exec: "${program}": stat ${program}: no such file or directory`
    : `exec: "${asked}": executable file not found in $PATH`;
  return `at run time ${target} is ${place}${empty}: ${words}`;
}

function coveringMount({ container }: Evidence, image: Chain) {
  const paths = image.steps.flatMap(({ links, path }) => [...links.map((link) => link.path), path]);
  const mounts = (container?.mounts ?? []).toSorted(
    (a, b) => b.destination.length - a.destination.length,
  );
  for (const path of paths) {
    const mount = mounts.find(
      ({ destination }) => path === destination || path.startsWith(`${destination}/`),
    );
    if (mount) return mount;
  }
  return undefined;
}
