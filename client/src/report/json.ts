import type { CheckResult, Diagnosis, Finding, Location } from "../../../server/src/protocol.ts";
import type { ReportContext } from "./report-context.ts";

type FileName = ReportContext["fileName"];

/** The findings of a check for programs. Lines and columns count from 1. */
export function checkJson({ findings, checked }: CheckResult, fileName: FileName): object {
  return {
    version: 1,
    findings: findings.map((finding) => ({
      cause: finding.cause,
      severity: finding.severity,
      certainty: finding.certainty,
      message: finding.message,
      ...(finding.at && place(finding.at, fileName)),
      related: finding.related.map(({ at, message }) => {
        const { file, line, column } = place(at, fileName);
        return { file, line, column, message };
      }),
      fixes: titles(finding),
    })),
    checked,
  };
}

/** A diagnosis for programs. Findings stand surest first. */
export function diagnosisJson(
  diagnosis: Diagnosis,
  durationMs: number,
  fileName: FileName,
): object {
  const { target, findings, chains, experiments, ruledOut, gaps, timing = [] } = diagnosis;
  return {
    version: 1,
    target,
    findings: findings.map((finding) => ({
      cause: finding.cause,
      certainty: finding.certainty,
      message: finding.message,
      ...(finding.at && start(finding.at, fileName)),
      ...(finding.ignored && { ignored: finding.ignored }),
      ...(finding.warned && { warned: finding.warned }),
      quotes: finding.quotes,
      fixes: titles(finding),
    })),
    chains: { image: chains.image?.steps ?? [], container: chains.container?.steps ?? [] },
    experiments,
    ruledOut,
    gaps,
    timing,
    durationMs,
  };
}

/** JSON whose text cannot steer a terminal: what would is escaped, and reads back the same. */
export function toJson(value: object): string {
  const text = JSON.stringify(value, undefined, 2);
  return `${text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)}\n`;
}

function place({ uri, range: { start, end } }: Location, fileName: FileName) {
  return {
    file: fileName(uri),
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function start(at: Location, fileName: FileName) {
  const { file, line } = place(at, fileName);
  return { file, line };
}

function titles({ fixes }: Finding) {
  return fixes.map(({ title }) => ({ title }));
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`)
    .join("");
}
