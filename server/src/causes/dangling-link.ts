import { broken } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";
import { startQuotes } from "./quotes.ts";

export const danglingLink = defineCause({
  id: "dangling-link",
  title: "A link on the way to the program points nowhere",
  severity: "error",

  *confirm(evidence) {
    const { image } = recordedChains(evidence);
    const end = image && broken(image);
    if (!end || (end.verdict !== "dangling-link" && end.verdict !== "link-loop")) return;
    // What a script names is the interpreter's affair.
    if (end.role === "interpreter" || end.role === "command") return;
    yield {
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
    return `every link on the way leads somewhere: ${image.steps[0]?.absolute} ends at ${image.steps[0]?.path}`;
  },
});
