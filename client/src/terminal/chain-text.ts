import type { Chain } from "../../../server/src/launch/chain.ts";
import { type Chains, chainsInWords, parting, stepInWords } from "../report/chain-words.ts";
import { visibleLine } from "../report/visible.ts";
import { besides, wrap } from "./columns.ts";
import type { Paint } from "./paint.ts";

/** Both start chains, beside each other where the terminal is wide enough, else one below the other. */
export function chainText(chains: Chains, paint: Paint, width: number): readonly string[] {
  const { image, container } = chains;
  if (!image && !container) return [];
  const beside = image !== undefined && container !== undefined && width >= 80;
  const column = beside ? Math.min(60, Math.floor((width - 4) / 2)) : width - 4;
  const apart = parting(image, container);
  const left = image ? columnBlocks("in the image", image, apart, paint, column) : [];
  const right = container ? columnBlocks("in the container", container, apart, paint, column) : [];
  const body = beside ? rows(left, right, column) : [...left, ...right].flat();
  return [
    paint.strong("From the command to machine code"),
    ...[...wrap(visibleLine(chainsInWords(chains)), width - 2), ...body].map((line) => `  ${line}`),
  ];
}

/** One block of lines for the heading and for each step. */
function columnBlocks(
  heading: string,
  { steps }: Chain,
  apart: number | undefined,
  paint: Paint,
  width: number,
): readonly (readonly string[])[] {
  const signs = { "✓": paint.good, "✗": paint.bad, "?": paint.open } as const;
  const blocks = steps.map((step, i) => {
    const { sign, role, asked, found, links, what, access, verdict } = stepInWords(step);
    const lines = [
      asked,
      found !== undefined && `at ${found}`,
      ...links.map((link) => `link ${link}`),
      what,
      access,
      verdict,
    ];
    const mark = i === apart ? paint.open("  ← here they part") : "";
    return [
      `${signs[sign](sign)} ${role}${mark}`,
      ...lines
        .filter((line) => typeof line === "string")
        .flatMap((line) => wrap(visibleLine(line), width - 4, "  "))
        .map((line) => `  ${line}`),
    ];
  });
  return [[paint.quiet(heading)], ...blocks];
}

function rows(
  left: readonly (readonly string[])[],
  right: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const length = Math.max(left.length, right.length);
  const unreached = ["· not reached"];
  return Array.from({ length }, (_, i) =>
    besides(left[i] ?? unreached, right[i] ?? unreached, width + 2),
  ).flat();
}
