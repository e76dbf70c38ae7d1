import type { Evidence } from "../evidence.ts";
import { describeHead } from "../launch/describe.ts";
import type { Head, OtherHead } from "../launch/facts.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { defineCause, type Finding } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

const damaged: ReadonlySet<OtherHead> = new Set(["empty", "git-lfs-pointer", "html", "binary"]);

export const corruptProgram = defineCause({
  id: "corrupt-program",
  title: "The file is no program",
  severity: "error",

  *confirm(evidence) {
    for (const { view, end } of brokenViews(evidence)) {
      const head = end.fact.kind === "file" ? end.fact.head : undefined;
      const size = end.fact.kind === "file" ? end.fact.size : undefined;
      if (!head || !isDamaged(head, size)) continue;
      const link = isLinkAsText(head, size)
        ? ", the text of a link that was checked out as a file"
        : "";
      yield {
        certainty: "certain",
        message: `${end.absolute} is no program: ${describeHead(head)}${link}`,
        quotes: [...startQuotes(evidence), stepQuote(view, end)],
      };
      return;
    }
    yield* truncated(evidence);
  },
});

function isDamaged(head: Head, size: number | undefined): boolean {
  return head.kind === "other" && (damaged.has(head.what) || isLinkAsText(head, size));
}

/** Git without links writes their target into a file: one relative path, no line break. */
export function isLinkAsText(head: Head, size: number | undefined): boolean {
  if (head.kind !== "other" || head.what !== "text" || !head.line) return false;
  return size === head.line.length && /^\.{0,2}\/?[\w.-]+(\/[\w.-]+)+$/.test(head.line);
}

/** An ELF whose way is whole, and which execve(2) refuses all the same. */
function* truncated(evidence: Evidence): Generator<Finding> {
  const { image } = recordedChains(evidence);
  const program = image?.steps[0];
  const line = evidence.logs?.findLast((text) => /exec format error/i.test(text));
  const head = program?.fact.kind === "file" ? program.fact.head : undefined;
  if (image?.outcome === "broken" || head?.kind !== "elf" || !line || !program) return;
  if (head.machine !== evidence.engine?.architecture) return;
  yield {
    certainty: "certain",
    message: `${program.absolute} is an ELF for this machine, but not a whole one: it was cut off or damaged`,
    quotes: [{ probe: "log", text: line }, stepQuote("image", program)],
  };
}
