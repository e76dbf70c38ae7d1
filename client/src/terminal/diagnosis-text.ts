import type { Quote } from "../../../server/src/evidence.ts";
import type { Diagnosis, Finding } from "../../../server/src/protocol.ts";
import { certaintyInWords, ignoredInWords, warnedInWords } from "../report/certainty.ts";
import {
  changeInWords,
  outcomeInWords,
  outcomeSign,
  probeInWords,
  quoted,
} from "../report/evidence-words.ts";
import { headline } from "../report/headline.ts";
import type { ReportContext } from "../report/report-context.ts";
import { visible, visibleLine } from "../report/visible.ts";
import { chainText } from "./chain-text.ts";
import { place } from "./check-text.ts";
import { wrap } from "./columns.ts";
import type { Paint } from "./paint.ts";
import { sourceExcerpt } from "./source-excerpt.ts";
import type { SourceLines } from "./source-lines.ts";

export interface DiagnosisTextContext extends ReportContext {
  readonly lines: SourceLines;
  readonly paint: Paint;
  /** In characters. */
  readonly width: number;
}

/** The report for a terminal. */
export function diagnosisText(diagnosis: Diagnosis, context: DiagnosisTextContext): string {
  const { paint, width } = context;
  const { title, words, summary } = headline(diagnosis);
  const opening = [
    paint.strong(visibleLine(title)),
    ...(words ? wrap(visibleLine(words), width - 2).map((line) => paint.bad(`  ${line}`)) : []),
    "",
    ...wrap(summary, width),
  ];
  const parts = [
    opening,
    ...diagnosis.findings.map((finding, i) => findingLines(finding, i, diagnosis, context)),
    chainText(diagnosis.chains, paint, width),
    section("Experiments", diagnosis.experiments.flatMap(experimentLines(context)), paint),
    section(
      "Open questions",
      diagnosis.gaps.flatMap(({ probe, why }) => item(`${probe}: ${why}`, width)),
      paint,
    ),
    section(
      "What Docker said",
      saidLines(diagnosis, (probe) => probe !== "log"),
      paint,
    ),
    section(
      "The end of the log",
      saidLines(diagnosis, (probe) => probe === "log"),
      paint,
    ),
    section(
      "Ruled out",
      diagnosis.ruledOut.flatMap(({ title, why }) => item(`${title}: ${why}`, width)),
      paint,
    ),
  ];
  const text = parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function findingLines(
  finding: Finding,
  index: number,
  { findings, experiments }: Diagnosis,
  context: DiagnosisTextContext,
): readonly string[] {
  const { paint, width, lines } = context;
  const number = findings.length > 1 ? `${index + 1}. ` : "";
  const { title, cause, message, at, related, quotes, fixes } = finding;
  const notes = [ignoredInWords(finding), warnedInWords(finding)];
  const body = [
    ...wrap(visibleLine(message), width - 3),
    ...(at ? [place(at, context), ...sourceExcerpt(at, lines, paint)] : []),
    ...wrap(visibleLine(certaintyInWords(finding, experiments)), width - 3).map(paint.strong),
    ...notes.flatMap((note) => (note ? wrap(visibleLine(note), width - 3).map(paint.quiet) : [])),
    ...quotes.flatMap((quote) => quoteLines(quote, context)),
    ...related.map(({ at, message }) => `see ${place(at, context)}  ${visibleLine(message)}`),
    ...fixes.map(
      ({ title }, i) => `${paint.good(i === 0 ? "fix:" : "or: ")} ${visibleLine(title)}`,
    ),
  ];
  return [
    `${number}${paint.strong(visibleLine(title))}  ${paint.quiet(visibleLine(cause))}`,
    ...body.map((line) => `   ${line}`),
  ];
}

function quoteLines(quote: Quote, { paint, width }: DiagnosisTextContext): readonly string[] {
  const label = `${visibleLine(probeInWords(quote.probe))}:`;
  const words = visible(quoted(quote))
    .split("\n")
    .flatMap((line) => wrap(line, width - 7));
  const [only] = words;
  if (words.length === 1 && only !== undefined && label.length + only.length + 4 < width) {
    return [`${paint.quiet(label)} ${only}`];
  }
  return [paint.quiet(label), ...words.map((line) => `  ${line}`)];
}

function experimentLines({ paint, width }: DiagnosisTextContext) {
  return ({ change, outcome }: Diagnosis["experiments"][number]): readonly string[] => {
    const colour = outcome.kind === "running" ? paint.good : paint.bad;
    const words = visibleLine(`${changeInWords(change)}: ${outcomeInWords(outcome)}`);
    const text = quoted({ probe: "log", text: outcome.text });
    return [
      `  ${colour(outcomeSign(outcome))} ${words}`,
      ...(text === "" ? [] : visible(text).split("\n"))
        .flatMap((line) => wrap(line, width - 6))
        .map((line) => `      ${paint.quiet(line)}`),
    ];
  };
}

function item(text: string, width: number): readonly string[] {
  return wrap(visibleLine(text), width - 2, "  ").map((line) => `  ${line}`);
}

function saidLines({ said }: Diagnosis, chosen: (probe: string) => boolean): readonly string[] {
  return said
    .filter(({ probe }) => chosen(probe))
    .flatMap((quote) => visible(quoted(quote)).split("\n"))
    .map((line) => `  ${line}`);
}

function section(heading: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : [paint.strong(heading), ...lines];
}
