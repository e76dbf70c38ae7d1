import { brokenViews, recordedChains, recordedStart } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";
import { complaint } from "./words.ts";

export const pathNotPermitted = defineCause({
  id: "path-not-permitted",
  title: "The user may not read or traverse the way to the program",
  severity: "error",

  *confirm(evidence, project) {
    for (const { view, end } of brokenViews(evidence)) {
      if (end.verdict !== "not-permitted") continue;
      const user = evidence.user?.asked || "root";
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message:
          end.path === end.absolute
            ? `user ${user} may not execute ${end.absolute}`
            : `user ${user} may not pass ${end.path} on the way to ${end.absolute}`,
        quotes: [...startQuotes(evidence), stepQuote(view, end)],
      };
      return;
    }
    // Since Docker 23 the program is started all the same, and its interpreter may not read it.
    const quote = complaint(
      evidence,
      /(?:can't|cannot) open (?:file )?'?([^':]+)'?: .*[Pp]ermission denied/,
    );
    if (!quote) return;
    const path = /open (?:file )?'?([^':]+)/.exec(quote.text)?.[1];
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `user ${evidence.user?.asked || "root"} may not read ${path}, and its interpreter has to`,
      quotes: [quote],
    };
  },

  exclude(evidence) {
    const { image } = recordedChains(evidence);
    const user = recordedStart(evidence)?.user;
    if (image?.outcome !== "ok" || !user) return undefined;
    const name = evidence.user?.asked || "root";
    return `user ${name} (${user.uid}) may traverse and execute every step of the way in the image`;
  },
});
