import type { Experiment } from "../../../server/src/evidence.ts";
import type { Finding, Location } from "../../../server/src/protocol.ts";
import { button } from "./button.ts";
import { certaintyInWords, ignoredInWords, warnedInWords } from "./certainty.ts";
import { probeInWords, quoted } from "./evidence-words.ts";
import { type Markup, markup } from "./markup.ts";
import { fixKey, type PageMessage } from "./page-message.ts";
import type { ReportContext } from "./report-context.ts";

/** One cause: what, where, how sure, the evidence, the fix. */
export function findingArticle(
  finding: Finding,
  index: number,
  experiments: readonly Experiment[],
  context: ReportContext,
): Markup {
  const { title, message, certainty, at } = finding;
  const id = `cause-${index + 1}`;
  const notes = [ignoredInWords(finding), warnedInWords(finding)].filter(
    (note) => note !== undefined,
  );
  return markup`<li>
<article class="cause ${certainty}" aria-labelledby="${id}">
<h3 id="${id}">${title}</h3>
<p class="message">${named(message)}</p>
${at && markup`<p>${link(at, { kind: "open", finding: index }, context)}</p>`}
${fixes(finding, index)}
<p class="certainty"><span class="sign" aria-hidden="true">${signs[certainty]}</span> ${sentence(certaintyInWords(finding, experiments))}</p>
${notes.map((note) => markup`<p class="aside">${sentence(note)}</p>`)}
${evidence(finding)}
${related(finding, index, context)}
${about(finding, index)}
</article>
</li>
`;
}

// Filled, half, empty: how sure it is can be told without colour.
const signs = { certain: "●", likely: "◐", possible: "○" } as const;

/** `file:line`, opening the file there. */
function link(at: Location, message: PageMessage, { fileName }: ReportContext): Markup {
  return markup`<a href="#" data-message="${JSON.stringify(message)}"><code>${fileName(at.uri)}:${at.range.start.line + 1}</code></a>`;
}

/** Messages put the user's own names into quotes and leave paths bare; a page can do better. */
function named(message: string): readonly Markup[] {
  return message.split(/("[^"]*"|(?<![\w./:])(?:\/[\w.@+-]*[\w@+-])+)/).map((text, i) => {
    const name = text.replace(/^"(.*)"$/, "$1");
    return i % 2 === 0 ? markup`${text}` : markup`<code>${name}</code>`;
  });
}

function fixes({ fixes }: Finding, index: number): Markup | undefined {
  if (fixes.length === 0) return undefined;
  return markup`<p class="fixes" role="group" aria-label="Fixes">
${fixes.map(({ title }, fix) => button({ kind: "fix", finding: index, fix }, title, fix === 0 ? "primary" : "secondary", fixKey(index, fix)))}
</p>`;
}

function evidence({ quotes }: Finding): Markup | undefined {
  if (quotes.length === 0) return undefined;
  return markup`<details class="evidence">
<summary>Evidence (${quotes.length})</summary>
<dl>
${quotes.map((quote) => markup`<div><dt>${sentence(probeInWords(quote.probe))}</dt><dd><pre>${quoted(quote)}</pre></dd></div>\n`)}
</dl>
</details>`;
}

function related({ related }: Finding, index: number, context: ReportContext): Markup | undefined {
  if (related.length === 0) return undefined;
  return markup`<ul class="related" aria-label="Related places">
${related.map(({ at, message }, i) => markup`<li>${link(at, { kind: "open", finding: index, related: i }, context)} ${named(message)}</li>\n`)}
</ul>`;
}

/** The page of the cause. Only the editor may open it: it can be a file beside the extension. */
function about({ docs, cause }: Finding, index: number): Markup {
  const message: PageMessage = { kind: "about", finding: index };
  if (!isPage(docs)) return markup`<p class="aside">${cause}</p>`;
  return markup`<p class="aside"><a href="#" data-message="${JSON.stringify(message)}">About ${cause}</a></p>`;
}

/** Whether an address is that of a page, and none that could run something. */
export function isPage(address: string): boolean {
  return /^https:\/\/|^file:\/\/\/.*\.md$/.test(address);
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
