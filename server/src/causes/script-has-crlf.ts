import { look } from "../image/filesystem.ts";
import type { Chain, Step } from "../launch/chain.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { startPlace } from "../project/match.ts";
import { defineCause, type Fix } from "./cause.ts";
import { chainBreaks } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";
import { complaint } from "./words.ts";

export const scriptHasCrlf = defineCause({
  id: "script-has-crlf",
  title: "The script has Windows line ends",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      const { end, container, at, program } = found;
      if (end.verdict !== "interpreter-with-carriage-return") continue;
      const script = program.container.steps.at(-2);
      const file = script && look(container.filesystem, script.path);
      yield {
        at: file?.host ? { file: file.host, start: 0, end: firstLine(file.text) } : at,
        certainty: "certain",
        message: `${script?.absolute} has Windows line ends, so Linux looks for an interpreter named ${JSON.stringify(end.asked)}: exec ${script?.absolute}: no such file or directory`,
        containers: [container],
        related: [{ at, message: "it is started here" }],
        fixes: file?.host && file.text ? [unixLineEnds(file.host, file.text)] : [],
      };
    }
  },

  *confirm(evidence, project) {
    for (const { view, chain } of brokenViews(evidence)) {
      const script = scriptWithCrlf(chain);
      if (!script) continue;
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: `the first line of ${script.absolute} ends in CR LF, so Linux looks for an interpreter whose name ends in a carriage return; save the file with LF`,
        quotes: [...startQuotes(evidence), stepQuote(view, script)],
      };
      return;
    }
    // A shell or another interpreter reads the lines behind the first one with their carriage returns.
    const quote = complaint(evidence, inBody);
    if (!quote) return;
    yield {
      ...startPlace(evidence, project),
      certainty: /\\r/.test(quote.text) ? "certain" : "likely",
      message:
        "the script has Windows line ends: each line ends in a carriage return, which the shell takes for a part of its last word; save the file with LF",
      quotes: [quote],
    };
  },

  exclude(evidence) {
    const script = recordedChains(evidence).image?.steps[0];
    if (script?.fact.kind !== "file" || !script.fact.head) return undefined;
    const { head } = script.fact;
    if (head.kind === "elf") return `${script.absolute} is a binary: line ends do not matter`;
    return head.kind === "script" && !head.crlf
      ? `the first line of ${script.absolute} ends in LF`
      : undefined;
  },
});

/** dash, bash and env, as they print a word that ends in a carriage return. */
const inBody =
  /set: Illegal option -$|\\r: (?:not found|invalid option name|command not found)|\$'[^']*\\r'|\\r['’]/;

function scriptWithCrlf({ steps }: Chain): Step | undefined {
  return steps.find(
    ({ fact }) => fact.kind === "file" && fact.head?.kind === "script" && fact.head.crlf,
  );
}

function firstLine(text = ""): number {
  return Math.max(text.indexOf("\r"), 0);
}

function unixLineEnds(file: string, text: string): Fix {
  const edits = [...text.matchAll(/\r(?=\n)/g)].map(({ index }) => ({
    span: { file, start: index, end: index + 1 },
    newText: "",
  }));
  return { title: `Give ${file.slice(file.lastIndexOf("/") + 1)} Unix line ends`, edits };
}
