import type { CheckResult, Finding, Location, Severity } from "../../../server/src/protocol.ts";
import type { ReportContext } from "../report/report-context.ts";
import { visibleLine } from "../report/visible.ts";
import type { Paint } from "./paint.ts";
import { sourceExcerpt } from "./source-excerpt.ts";
import type { SourceLines } from "./source-lines.ts";

export interface CheckTextContext extends ReportContext {
  readonly lines: SourceLines;
  readonly paint: Paint;
  /** How many fixes were applied on the way. */
  readonly applied: number;
}

/** Findings as a good compiler prints them. */
export function checkText(result: CheckResult, context: CheckTextContext): string {
  const findings = result.findings.map((finding) => `${findingText(finding, context)}\n`);
  return `${[...findings, summary(result, context)].join("\n")}\n`;
}

function findingText(finding: Finding, context: CheckTextContext): string {
  const { at, severity, cause, message, related, fixes } = finding;
  const { paint, lines } = context;
  const where = at ? `${paint.strong(place(at, context))} ` : "";
  return [
    `${where}${paint.severity(severity, severity)} ${paint.quiet(cause)}  ${visibleLine(message)}`,
    ...(at ? sourceExcerpt(at, lines, paint).map(indented) : []),
    ...related.map(({ at, message }) =>
      indented(`see ${place(at, context)}  ${visibleLine(message)}`),
    ),
    ...fixes.map(({ title }, i) =>
      indented(`${paint.good(i === 0 ? "fix:" : "or: ")} ${visibleLine(title)}`),
    ),
  ].join("\n");
}

/** `file:line:column`, counted from 1. */
export function place({ uri, range }: Location, { fileName }: ReportContext): string {
  return `${visibleLine(fileName(uri))}:${range.start.line + 1}:${range.start.character + 1}`;
}

function indented(line: string): string {
  return `  ${line}`;
}

function summary({ findings, checked }: CheckResult, { paint, applied }: CheckTextContext): string {
  const counts = severities
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => paint.severity(severity, counted(count, names[severity])));
  const found = counts.length > 0 ? counts.join(", ") : paint.good("nothing found");
  const fixed = applied > 0 ? `${counted(applied, "fix", "fixes")} applied; ` : "";
  const fixable = findings.filter(({ fixes }) => fixes.length > 0).length;
  const advice = fixable > 0 && applied === 0 ? `; --fix mends ${fixable}` : "";
  const parts = [
    counted(checked.dockerfiles, "Dockerfile"),
    counted(checked.composeFiles, "compose file"),
    counted(checked.containers, "container"),
  ];
  return `${fixed}${found} in ${parts.join(", ")}${advice}`;
}

const severities = ["error", "warning", "information", "hint"] as const;
const names = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "hint",
} as const satisfies Record<Severity, string>;

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
