import { type CodeDescription, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { Confirmed } from "../analysis/warnings.ts";
import type { Edit, Span } from "../base/text.ts";
import { positionAt } from "../base/text.ts";
import type { FileEdit, Finding, Location, Range, Severity } from "../protocol.ts";
import type { SeverityOf } from "./settings.ts";
import { uriOf } from "./uris.ts";

/** The text of a file as the analysis saw it; undefined for one that does not exist. */
export type TextOf = (file: string) => string | undefined;

/** Where spans turn into positions, and nowhere else. */
export function convertFinding(
  finding: Confirmed,
  severityOf: SeverityOf,
  textOf: TextOf,
  docs: string,
): Finding | undefined {
  const severity = severityOf(finding.cause, finding.certainty);
  if (severity === "off") return undefined;
  const { cause, certainty, message, at, related = [], quotes = [], fixes = [] } = finding;
  const { ignored, warned } = finding;
  return {
    cause: cause.id,
    title: cause.title,
    docs: `${docs}/${cause.id}.md`,
    severity,
    certainty,
    message,
    ...(at && { at: locationOf(at, textOf) }),
    related: related.map((place) => ({ at: locationOf(place.at, textOf), message: place.message })),
    quotes,
    fixes: fixes.map(({ title, edits }) => ({ title, files: fileEdits(edits, textOf) })),
    ...(ignored && { ignored }),
    ...(warned && { warned }),
  };
}

/** A finding as a diagnostic of its file. */
export function diagnosticOf(finding: Finding & { readonly at: Location }): Diagnostic {
  const description: CodeDescription = { href: finding.docs };
  return {
    range: finding.at.range,
    severity: severities[finding.severity],
    source: "dockwright",
    code: finding.cause,
    codeDescription: description,
    message: finding.message,
    relatedInformation: finding.related.map(({ at, message }) => ({ location: at, message })),
  };
}

export function locationOf(span: Span, textOf: TextOf): Location {
  return { uri: uriOf(span.file), range: rangeOf(span, textOf(span.file) ?? "") };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function fileEdits(edits: readonly Edit[], textOf: TextOf): FileEdit[] {
  return [...groupByFile(edits)].map(([file, own]) => {
    const text = textOf(file);
    return {
      uri: uriOf(file),
      create: text === undefined,
      edits: own.map(({ span, newText }) => ({ range: rangeOf(span, text ?? ""), newText })),
    };
  });
}

function rangeOf({ start, end }: { start: number; end: number }, text: string): Range {
  return { start: position(text, start), end: position(text, end) };
}

function position(text: string, offset: number): Range["start"] {
  const { line, column } = positionAt(text, offset);
  return { line, character: column };
}

function groupByFile(edits: readonly Edit[]): Map<string, Edit[]> {
  const groups = new Map<string, Edit[]>();
  for (const edit of edits) {
    groups.set(edit.span.file, [...(groups.get(edit.span.file) ?? []), edit]);
  }
  return groups;
}
