import { isWithin } from "../base/path.ts";
import { look } from "../image/filesystem.ts";
import { describeBreak } from "../launch/describe.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { chainBreaks } from "./chain-break.ts";
import { startQuotes } from "./quotes.ts";

export const danglingLink = defineCause({
  id: "dangling-link",
  title: "A link on the way to the program points nowhere",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at, mount } = found;
      if (mount || (end.verdict !== "dangling-link" && end.verdict !== "link-loop")) continue;
      if (end.role !== "program") continue;
      const link = look(container.imageFilesystem, end.links.at(-1)?.path ?? end.path);
      const origin = link.source ?? link.by;
      yield {
        at,
        certainty: "certain",
        message: `${end.absolute} ${describeBreak(end)} in this image: exec: "${end.asked}": no such file or directory`,
        containers: [container],
        related:
          origin && origin.at.file !== ""
            ? [{ at: origin.at, message: "the link comes from here" }]
            : [],
      };
    }
  },

  *confirm(evidence, project) {
    // A link of a mount that hides a whole program of the image: see mount-hides-program.
    if (recordedChains(evidence).image?.outcome === "ok") return;
    const found = brokenViews(evidence).find(
      ({ end: { verdict } }) => verdict === "dangling-link" || verdict === "link-loop",
    );
    // What a script names is the interpreter's affair.
    if (!found || found.end.role === "interpreter" || found.end.role === "command") return;
    const { view, end } = found;
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
      message: `${end.absolute} ${describeBreak(end)} in this ${view}${where}`,
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
