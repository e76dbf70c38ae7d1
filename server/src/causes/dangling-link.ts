import { look } from "../image/filesystem.ts";
import { broken } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
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
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    if (!end || (end.verdict !== "dangling-link" && end.verdict !== "link-loop")) return;
    // What a script names is the interpreter's affair.
    if (end.role === "interpreter" || end.role === "command") return;
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `${end.absolute} ${describeBreak(end)} in this image`,
      quotes: [
        ...startQuotes(evidence),
        ...end.links.map(({ path, target }) => ({
          probe: "image",
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
