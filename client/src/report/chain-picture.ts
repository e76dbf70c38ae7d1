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

function box(step: Step, apart: boolean): Markup {
  const { sign, role, asked, found, links, what, access, verdict } = stepInWords(step);
  return markup`<li class="step ${looks[sign]}${apart && " apart"}">
<p class="role"><span class="sign" role="img" aria-label="${spoken[sign]}">${sign}</span> ${role}${apart && markup` <span class="mark">here they part</span>`}</p>
<p class="asked"><code>${asked}</code></p>
${found !== undefined && markup`<p>at <code>${found}</code></p>`}
${links.map((link) => markup`<p class="link">link <code>${link}</code></p>`)}
${what !== undefined && markup`<p>${what}</p>`}
${access !== undefined && markup`<p><code>${access}</code></p>`}
${verdict !== undefined && markup`<p class="verdict">${verdict}</p>`}
</li>
`;
}
