import { dirname, isWithin, resolve } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Evidence } from "../evidence.ts";
import { type Found, look } from "../image/filesystem.ts";
import type { Step } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { linkAsText } from "../launch/head.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { isOverlaid } from "../project/copies.ts";
import { danglingModules } from "../project/dangling-modules.ts";
import { containerOf, startPlace } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { movedEnvironment } from "../project/virtualenv.ts";
import { defineCause, type Finding, type Prediction } from "./cause.ts";
import {
  bringer,
  type ChainBreak,
  chainBreaks,
  copyAt,
  isHidden,
  strayLink,
} from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const danglingLink = defineCause({
  id: "dangling-link",
  title: "A link on the way to the program points nowhere",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const prediction = ofChain(found, project);
      if (prediction) yield prediction;
    }
    for (const container of project.containers) {
      const prediction = ofModules(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    // A link of a mount that hides a whole program of the image: see mount-hides-program.
    if (recordedChains(evidence).image?.outcome === "ok") return;
    const found = brokenViews(evidence).find(({ end }) => isLoose(end));
    if (!found) return yield* strayInEvidence(evidence, project);
    const { view, end, chain } = found;
    const script = end.role === "program" ? undefined : chain.steps[0];
    // A script that the host's own folder brought has another cause.
    if (script && isOverlaid(script.absolute, containerOf(evidence, project))) return;
    const link = end.links.at(-1)?.path ?? end.path;
    const mount =
      view === "container" &&
      evidence.container?.mounts.find(({ destination }) => isWithin(link, destination));
    const where = mount
      ? `: the mount at ${mount.destination} brings the link, and not where it leads`
      : "";
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `${script ? `${script.absolute} is a script for ${end.absolute}, which` : end.absolute} ${describeBreak(end)} in this ${view}${where}`,
      quotes: [
        ...startQuotes(evidence),
        ...end.links.map(({ path, target }) => ({
          probe: view,
          text: `${path}: link to ${target}`,
        })),
      ],
    };
  },

  exclude(evidence) {
    const { image } = recordedChains(evidence);
    const links = image?.steps.flatMap(({ links }) => links) ?? [];
    if (image?.outcome !== "ok" || links.length === 0) return undefined;
    const last = image.steps.findLast(({ links }) => links.length > 0);
    return `every link on the way leads somewhere: ${last?.absolute} ends at ${last?.path}`;
  },
});

function isLoose({ verdict }: Step): boolean {
  return verdict === "dangling-link" || verdict === "link-loop";
}

/** A link on the way to the program, where the project makes or brings it. */
function ofChain(found: ChainBreak, project: Project): Prediction | undefined {
  const { end, container, mount, program } = found;
  const at = program.word.file === "" ? found.at : program.word;
  const stray = strayLink(found, project);
  if (stray) {
    return {
      at: bringer(found),
      certainty: "certain",
      message: textOfLink(end, stray),
      containers: [container],
      related: [{ at, message: `${end.absolute} is started here` }],
    };
  }
  if (!isLoose(end) || end.role === "loader" || isHidden(found)) return undefined;
  const script = end.role === "program" ? undefined : program.image.steps[0];
  if (script && movedEnvironment(container.imageFilesystem, program.image)) return undefined;
  const link = look(container.filesystem, end.links.at(-1)?.path ?? end.path);
  const where = mount ? "in the container" : "in this image";
  return {
    at: mount?.mount.span ?? placeOfLink(container, link) ?? found.at,
    certainty: "certain",
    message: script
      ? `${script.absolute} is a script for ${end.absolute}, which ${describeBreak(end)} ${where}: exec ${script.absolute}: no such file or directory`
      : `${end.absolute} ${describeBreak(end)} ${where}: exec: "${end.asked}": no such file or directory`,
    containers: [container],
    related: [
      { at, message: `${(script ?? end).absolute} is started here` },
      ...(link.source ? [{ at: link.source.at, message: "the link is made here" }] : []),
    ],
  };
}

function textOfLink({ path }: Step, target: string): string {
  const wanted = resolve(dirname(path), target);
  return `${path} is the text of a link to ${target}, which was checked out as a file, and the container has no ${wanted}`;
}

/** The instruction that brings a link into the image: the source of its COPY, or the command that makes it. */
function placeOfLink(container: Container, link: Found): Span | undefined {
  const copy = copyAt(container, link);
  const [source] = copy?.sources ?? [];
  const own = link.by?.at.file === container.image?.dockerfile.file ? link.by?.at : undefined;
  return copy?.sources.length === 1 && source ? source : own;
}

/** Packages of Node.js that are links to what was not copied with them. */
function ofModules(container: Container): Prediction | undefined {
  const all = danglingModules(container);
  // What every member has in the store tells more than what one has of another.
  const first = all.find(({ target }) => target.includes("/.pnpm/")) ?? all[0];
  const more = all.filter((one) => one !== first);
  const at = first && placeOfLink(container, first.found);
  if (!first || !at) return undefined;
  const { name, link, target, found } = first;
  const store = /^(.*\/\.pnpm)\//.exec(target)?.[1];
  const where = store ? `into the store of pnpm at ${store}` : `to ${target}`;
  const others = more.length > 0 ? ` (the same of ${more.map((one) => one.name).join(", ")})` : "";
  const advice = store ? "; pnpm deploy makes a folder without such links" : "";
  return {
    at: { file: at.file, start: at.start, end: at.end },
    // A program that was bundled needs none of them.
    certainty: "likely",
    message: `${link} is a link ${where}, which is not in this image${others}: Cannot find package '${name}'${advice}`,
    containers: [container],
    ...(found.source && { related: [{ at: found.source.at, message: "the links are made here" }] }),
  };
}

/** The text of a link lies where the program or a folder on the way should be. */
function* strayInEvidence(evidence: Evidence, project: Project): Generator<Finding> {
  const found = brokenViews(evidence).find(({ end }) => linkAsText(end.fact) !== undefined);
  const container = containerOf(evidence, project);
  const predicted = [...chainBreaks(project)].find(
    (one) => one.container === container && strayLink(one, project),
  );
  const target = predicted && strayLink(predicted, project);
  if (!found || !predicted || !target) return;
  yield {
    at: bringer(predicted),
    certainty: "certain",
    message: textOfLink(found.end, target),
    quotes: [...startQuotes(evidence), stepQuote(found.view, found.end)],
  };
}
