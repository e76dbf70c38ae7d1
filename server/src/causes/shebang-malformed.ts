import type { Span } from "../base/text.ts";
import { describeHead } from "../launch/describe.ts";
import type { OtherHead } from "../launch/facts.ts";
import { linkAsText } from "../launch/head.ts";
import { brokenViews } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, insert } from "./cause.ts";
import { bringer, type ChainBreak, chainBreaks } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

/** What is a script for a person and none for execve(2). */
const scripts: ReadonlySet<OtherHead> = new Set([
  "text",
  "byte-order-mark",
  "utf-16",
  "blank-before-shebang",
]);

export const shebangMalformed = defineCause({
  id: "shebang-malformed",
  title: "The first line is no usable #! line",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at, program } = found;
      const head = end.fact.kind === "file" ? end.fact.head : undefined;
      if (end.verdict !== "no-program" || head?.kind !== "other" || !scripts.has(head.what))
        continue;
      // The text of a link is no script: see corrupt-program.
      if (linkAsText(end.fact)) continue;
      // A shell runs such a file itself, and so do env, tini and all that execvp(3) helps.
      if (program.byShell || program !== startOf(container)?.programs[0]) continue;
      yield {
        at: firstLineOf(found),
        certainty: "certain",
        message: `${end.absolute} is ${describeHead(head)}, and Linux runs a script by its first line: exec ${end.absolute}: exec format error`,
        containers: [container],
        related: [{ at, message: `${end.absolute} is started here` }],
        fixes: fixes(found, head.what),
      };
    }
  },

  *confirm(evidence, project) {
    for (const { view, end } of brokenViews(evidence)) {
      const head = end.fact.kind === "file" ? end.fact.head : undefined;
      if (head?.kind !== "other" || !scripts.has(head.what)) continue;
      if (linkAsText(end.fact)) continue;
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: `${end.absolute} is ${describeHead(head)}: without a #! line that starts at its first byte Linux does not know who runs it`,
        quotes: [...startQuotes(evidence), stepQuote(view, end)],
      };
      return;
    }
  },
});

/** The script's first line, where its text is known; else what brings it. */
function firstLineOf(broken: ChainBreak): Span {
  const { host, text } = broken.found;
  if (!host || text === undefined) return bringer(broken);
  // Of a file that begins with a blank line, up to the line that should be the first.
  const end = text.indexOf("\n", Math.max(text.search(/\S/), 0));
  return { file: host, start: 0, end: end < 0 ? text.length : end };
}

function fixes({ found }: ChainBreak, what: OtherHead): Fix[] {
  const { host, text } = found;
  if (!host || text === undefined) return [];
  const name = host.slice(host.lastIndexOf("/") + 1);
  if (what === "text") return [insert(host, 0, "#!/bin/sh\n", `Begin ${name} with #!/bin/sh`)];
  if (what === "blank-before-shebang") {
    const span = { file: host, start: 0, end: text.indexOf("#!") };
    return [{ title: `Let ${name} begin with its #! line`, edits: [{ span, newText: "" }] }];
  }
  return [];
}
