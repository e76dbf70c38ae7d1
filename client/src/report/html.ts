import type { Diagnosis } from "../../../server/src/protocol.ts";
import { missingBuild } from "../build-call.ts";
import { button } from "./button.ts";
import { chainPicture } from "./chain-picture.ts";
import { changeInWords, outcomeInWords, outcomeSign, quoted } from "./evidence-words.ts";
import { findingArticle } from "./finding-article.ts";
import { headline, severalCauses } from "./headline.ts";
import { type Markup, markup } from "./markup.ts";
import { pageScript } from "./page-script.ts";
import type { ReportContext } from "./report-context.ts";
import { style } from "./style.ts";

/**
 * The report as a page of its own: a diagnosis for somebody whose container just died. The nonce has
 * to be fresh for each page; only the style and script that carry it are let in. The id is that of the
 * report: what a page keeps of itself is good for the same report only.
 */
export function renderHtml(
  diagnosis: Diagnosis,
  { nonce, id, ...context }: ReportContext & { readonly nonce: string; readonly id: string },
): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const { title } = headline(diagnosis);
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body data-report="${id}">
<main>
${opening(diagnosis)}
${causes(diagnosis, context)}
${chainPicture(diagnosis.chains)}
${experiments(diagnosis)}
${gaps(diagnosis)}
${said(diagnosis)}
${ruledOut(diagnosis)}
${timing(diagnosis)}
</main>
<script nonce="${nonce}">${pageScript}</script>
</body>
</html>
`.html;
}

function opening(diagnosis: Diagnosis): Markup {
  const { title, words, summary } = headline(diagnosis);
  const { compose } = diagnosis.target;
  const build = missingBuild(diagnosis);
  const fixable = diagnosis.findings.filter(({ fixes, ignored }) => fixes.length > 0 && !ignored);
  return markup`<header>
<div class="top">
<h1>${title}</h1>
<div class="tools" role="group" aria-label="This report">
${button({ kind: "diagnose-again" }, "Diagnose again", "secondary")}
${button({ kind: "copy-markdown" }, "Copy as Markdown", "secondary")}
${diagnosis.shell && button({ kind: "open-shell" }, "Open a shell in its place", "secondary")}
${button({ kind: "save-evidence" }, "Save evidence…", "secondary")}
</div>
</div>
${compose && markup`<p class="aside">Compose project ${compose.project}, service ${compose.service}</p>`}
${words && markup`<p class="words"><code>${words}</code></p>`}
${diagnosis.findings.length !== 1 && markup`<p class="summary">${summary}</p>`}
${severalCauses(diagnosis) && fixable.length > 1 && markup`<p>${button({ kind: "fix-all" }, `Fix all ${fixable.length} causes`, "primary", "fix-all")}</p>`}
${build && markup`<p>${button({ kind: "build" }, `Build ${build.name}`, "primary")} <code>${[build.program, ...build.words].join(" ")}</code></p>`}
<p class="notice" role="status" id="notice"></p>
</header>`;
}

function causes({ findings, experiments }: Diagnosis, context: ReportContext): Markup | undefined {
  if (findings.length === 0) return undefined;
  const heading = findings.length === 1 ? "The cause" : "The causes";
  return markup`<section aria-labelledby="causes">
<h2 id="causes">${heading}</h2>
<ol class="causes">
${findings.map((finding, i) => findingArticle(finding, i, experiments, context))}
</ol>
</section>`;
}

function experiments({ experiments }: Diagnosis): Markup | undefined {
  if (experiments.length === 0) return undefined;
  return markup`<section aria-labelledby="experiments">
<h2 id="experiments">Experiments</h2>
<p>The same image was started again, each time with one thing changed.</p>
<table>
<thead><tr><th scope="col">Changed</th><th scope="col">Outcome</th><th scope="col">In its own words</th></tr></thead>
<tbody>
${experiments.map(
  ({ change, outcome }) => markup`<tr>
<th scope="row">${changeInWords(change)}</th>
<td class="outcome ${outcome.kind}"><span class="sign" aria-hidden="true">${outcomeSign(outcome)}</span> ${outcomeInWords(outcome)}</td>
<td>${outcome.text !== "" && markup`<pre>${quoted({ probe: "log", text: outcome.text })}</pre>`}</td>
</tr>`,
)}
</tbody>
</table>
</section>`;
}

function ruledOut({ ruledOut, findings }: Diagnosis): Markup | undefined {
  if (ruledOut.length === 0) return undefined;
  return markup`<section aria-labelledby="ruled-out">
<h2 id="ruled-out">Ruled out</h2>
<details${findings.length === 0 && markup` open`}>
<summary>${ruledOut.length === 1 ? "One other cause" : `${ruledOut.length} other causes`} of such a failure, and the fact that rules each out</summary>
<dl>
${ruledOut.map(({ title, why }) => markup`<dt>${title}</dt><dd>${why}</dd>\n`)}
</dl>
</details>
</section>`;
}

function gaps({ gaps }: Diagnosis): Markup | undefined {
  if (gaps.length === 0) return undefined;
  return markup`<section aria-labelledby="gaps">
<h2 id="gaps">Open questions</h2>
<p>Docker gave no answer to these:</p>
<ul>
${gaps.map(({ probe, why }) => markup`<li><strong>${probe}</strong>: ${why}</li>\n`)}
</ul>
</section>`;
}

function said({ said }: Diagnosis): Markup {
  const log = said.filter(({ probe }) => probe === "log");
  const engine = said.filter(({ probe }) => probe !== "log");
  return markup`${words("docker-said", "What Docker said", engine)}
${words("log", "The end of the log", log)}`;
}

function words(id: string, heading: string, quotes: Diagnosis["said"]): Markup | undefined {
  if (quotes.length === 0) return undefined;
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
<pre class="log" tabindex="0" role="region" aria-labelledby="${id}">${quotes.map(quoted).join("\n")}</pre>
</section>`;
}

function timing({ engine, timing = [] }: Diagnosis): Markup | undefined {
  if (!engine) return undefined;
  const total = timing.reduce((sum, { ms }) => sum + ms, 0);
  return markup`<section aria-labelledby="timing">
<h2 id="timing">This diagnosis</h2>
<details>
<summary>It asked ${engine.name} ${engine.version} for ${engine.operatingSystem}/${engine.architecture} ${timing.length} questions</summary>
<table class="timing">
<thead><tr><th scope="col">Question</th><th scope="col">Time</th></tr></thead>
<tbody>
${timing.map(({ step, ms }) => markup`<tr><th scope="row">${step}</th><td>${seconds(ms)}</td></tr>\n`)}
</tbody>
<tfoot><tr><th scope="row">all of them, some at the same time</th><td>${seconds(total)}</td></tr></tfoot>
</table>
</details>
</section>`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
