import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { chainBreaks, relatedTo } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";
import { complaint } from "./words.ts";

export const libcMismatch = defineCause({
  id: "libc-mismatch",
  title: "The program needs a C library that this image does not have",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at, program, mount } = found;
      const file = program.container.steps.at(-2);
      if (mount || end.role !== "loader" || end.verdict !== "missing" || !file) continue;
      yield {
        at,
        certainty: "certain",
        message: `${file.absolute} is linked against ${libcOf(end.asked)} and needs ${end.asked}, which this image does not have: exec ${file.absolute}: no such file or directory`,
        containers: [container],
        related: relatedTo(found),
      };
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
      message: `${file.absolute} is there, but it is linked against ${libcOf(end.asked)} and its loader ${end.asked} is not in this image`,
      quotes: [...startQuotes(evidence), stepQuote("image", file), stepQuote("image", end)],
    };
  },
});

function libcOf(loader: string): string {
  return /musl/.test(loader) ? "musl" : "glibc";
}
