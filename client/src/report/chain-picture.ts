import type { Chain, Step } from "../../../server/src/launch/chain.ts";
import { type Chains, chainsInWords, parting, stepInWords } from "./chain-words.ts";
import { type Markup, markup } from "./markup.ts";

/** The start chain in the image and in the container, beside each other, step by step. */
export function chainPicture(chains: Chains): Markup | undefined {
  const { image, container } = chains;
  if (!image && !container) return undefined;
  const rows = Math.max(image?.steps.length ?? 0, container?.steps.length ?? 0);
  const apart = parting(image, container);
  return markup`<section aria-labelledby="chain">
<h2 id="chain">From the command to machine code</h2>
<p>${chainsInWords(chains)}</p>
<div class="chains">
${column("in-image", "In the image", image, rows, apart)}
${column("in-container", "In the container", container, rows, apart)}
</div>
</section>`;
}

function column(
  id: string,
  heading: string,
  chain: Chain | undefined,
  rows: number,
  apart: number | undefined,
): Markup | undefined {
  if (!chain) return undefined;
  const unreached = Array.from({ length: rows - chain.steps.length }, () => nothing);
  return markup`<section class="chain" aria-labelledby="${id}">
<h3 id="${id}">${heading}</h3>
<ol>
${chain.steps.map((step, i) => box(step, i === apart))}${unreached}
</ol>
</section>`;
}

// Keeps the steps of both columns on the same height.
const nothing = markup`<li class="unreached" aria-hidden="true">not reached</li>\n`;

const looks = { "✓": "ok", "✗": "broken", "?": "unknown" } as const;
const spoken = { "✓": "found", "✗": "broken", "?": "not known" } as const;

/** A step shows its name and whether it leads on, and opens to show what stands there. */
function box(step: Step, apart: boolean): Markup {
  const { sign, role, asked, verdict } = stepInWords(step);
  const look = looks[sign];
  const details = detailsOf(step);
  const head = markup`<span class="role"><span class="sign" role="img" aria-label="${spoken[sign]}">${sign}</span> ${role}</span>
<span class="marks">${look === "broken" && markup`<span class="mark break">the way ends here</span>`} ${apart && markup`<span class="mark">here they part</span>`}</span>
<code class="asked">${asked}</code>
${verdict !== undefined && markup`<span class="verdict">${verdict}</span>`}`;
  const open = (apart || look !== "ok") && markup` open`;
  return markup`<li class="step ${look}${apart && " apart"}">
${details.length === 0 ? markup`<div class="head">${head}</div>` : markup`<details${open}><summary>${head}</summary>\n${details}\n</details>`}
</li>
`;
}

/** Where it is, where its links lead, what it is, and who may do what with it. */
function detailsOf(step: Step): readonly Markup[] {
  const { found, links, what, access } = stepInWords(step);
  return [
    ...(found === undefined ? [] : [markup`<p>at <code>${found}</code></p>`]),
    ...links.map((link) => markup`<p>link <code>${link}</code></p>`),
    ...(what === undefined ? [] : [markup`<p>${what}</p>`]),
    ...(access === undefined ? [] : [markup`<p><code>${access}</code></p>`]),
  ];
}
