import type { Quote } from "../../../server/src/evidence.ts";
import type { Chain, Step } from "../../../server/src/launch/chain.ts";
import type { Diagnosis, Finding, Location } from "../../../server/src/protocol.ts";
import { certaintyInWords, ignoredInWords, warnedInWords } from "./certainty.ts";
import { chainsInWords, parting, stepInWords } from "./chain-words.ts";
import {
  changeInWords,
  outcomeInWords,
  outcomeSign,
  probeInWords,
  quoted,
} from "./evidence-words.ts";
import { headline } from "./headline.ts";
import { block, cell, code, plain } from "./markdown-text.ts";
import type { ReportContext } from "./report-context.ts";

/** The report for the clipboard, for an issue, for a terminal that shows Markdown. */
export function renderMarkdown(diagnosis: Diagnosis, context: ReportContext): string {
  const { title, words, summary } = headline(diagnosis);
  const { findings, experiments } = diagnosis;
  const sections = [
    `# ${plain(title)}`,
    words && block(words),
    plain(summary),
    ...findings.map((finding, i) => {
      const number = findings.length > 1 ? `${i + 1}. ` : "";
      return cause(number, finding, experiments, context);
    }),
    chains(diagnosis),
    experimentTable(diagnosis),
    list(
      "Open questions",
      diagnosis.gaps.map(({ probe, why }) => `${plain(probe)}: ${plain(why)}`),
    ),
    said("What Docker said", diagnosis, (probe) => probe !== "log"),
    said("The end of the log", diagnosis, (probe) => probe === "log"),
    list(
      "Ruled out",
      diagnosis.ruledOut.map(({ title, why }) => `${plain(title)}: ${plain(why)}`),
    ),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

function cause(
  number: string,
  finding: Finding,
  experiments: Diagnosis["experiments"],
  context: ReportContext,
): string {
  const { title, message, at, quotes, related, fixes } = finding;
  const notes = [ignoredInWords(finding), warnedInWords(finding)];
  const where = at ? `${code(place(at, context))}: ` : "";
  const parts = [
    `## ${number}${plain(title)}`,
    where + plain(message),
    `${plain(sentence(certaintyInWords(finding, experiments)))} (${code(finding.cause)})`,
    ...notes.map((note) => note && plain(sentence(note))),
    related
      .map(({ at, message }) => `- see ${code(place(at, context))}: ${plain(message)}`)
      .join("\n"),
    ...byProbe(quotes).map(
      (some) =>
        `${plain(sentence(probeInWords(some[0]?.probe ?? "")))}:\n\n${block(some.map(quoted).join("\n"))}`,
    ),
    fixes.map(({ title }, i) => `- ${i === 0 ? "fix" : "or"}: ${plain(title)}`).join("\n"),
  ];
  return parts.filter(Boolean).join("\n\n");
}

/** What was read in one place, one behind the other. */
function byProbe(quotes: readonly Quote[]): readonly (readonly Quote[])[] {
  const groups: Quote[][] = [];
  for (const quote of quotes) {
    const last = groups.at(-1);
    if (last?.[0]?.probe === quote.probe) last.push(quote);
    else groups.push([quote]);
  }
  return groups;
}

function place({ uri, range }: Location, { fileName }: ReportContext): string {
  return `${fileName(uri)}:${range.start.line + 1}`;
}

function chains({ chains }: Diagnosis): string | undefined {
  const { image, container } = chains;
  const columns = [
    ...(image ? [{ heading: "In the image", chain: image }] : []),
    ...(container ? [{ heading: "In the container", chain: container }] : []),
  ];
  if (columns.length === 0) return undefined;
  const apart = parting(image, container);
  const length = Math.max(...columns.map(({ chain }) => chain.steps.length));
  const rows = Array.from({ length }, (_, i) => [
    i === apart ? `${i + 1}, here they part` : String(i + 1),
    ...columns.map(({ chain }) => stepCell(chain, i)),
  ]);
  return [
    "## From the command to machine code",
    "",
    plain(chainsInWords(chains)),
    "",
    table(["step", ...columns.map(({ heading }) => heading)], rows),
  ].join("\n");
}

function stepCell({ steps }: Chain, index: number): string {
  const step: Step | undefined = steps[index];
  if (!step) return "not reached";
  const { sign, role, asked, found, links, what, access, verdict } = stepInWords(step);
  const lines = [
    `${sign} ${role} ${code(asked)}`,
    found && `at ${code(found)}`,
    ...links.map((link) => `link ${code(link)}`),
    what && plain(what),
    access && code(access),
    verdict && `**${plain(verdict)}**`,
  ];
  return lines.filter(Boolean).join("<br>");
}

function experimentTable({ experiments }: Diagnosis): string | undefined {
  if (experiments.length === 0) return undefined;
  const rows = experiments.map(({ change, outcome }) => [
    plain(changeInWords(change)),
    `${outcomeSign(outcome)} ${outcomeInWords(outcome)}`,
    code(quoted({ probe: "log", text: outcome.text })),
  ]);
  return `## Experiments\n\n${table(["changed", "outcome", "in its own words"], rows)}`;
}

function said(
  heading: string,
  { said }: Diagnosis,
  chosen: (probe: string) => boolean,
): string | undefined {
  const quotes = said.filter(({ probe }) => chosen(probe));
  if (quotes.length === 0) return undefined;
  return `## ${heading}\n\n${block(quotes.map(quoted).join("\n"))}`;
}

function list(heading: string, items: readonly string[]): string | undefined {
  if (items.length === 0) return undefined;
  return `## ${heading}\n\n${items.map((item) => `- ${item}`).join("\n")}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
