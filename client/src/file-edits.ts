import { TextDocument } from "vscode-languageserver-textdocument";
import type { FileEdit, Fix, Range } from "../../server/src/protocol.ts";

type TextEdit = FileEdit["edits"][number];

/** Fixes that can be applied together: of two that touch the same text, the first. */
export function compatible(fixes: readonly Fix[]): readonly Fix[] {
  const chosen: Fix[] = [];
  for (const fix of fixes) if (!chosen.some((other) => clash(other, fix))) chosen.push(fix);
  return chosen;
}

/** The edits of several fixes, gathered by file. An edit that two fixes share is done once. */
export function editsByFile(fixes: readonly Fix[]): readonly FileEdit[] {
  const files = new Map<string, FileEdit>();
  for (const file of fixes.flatMap((fix) => fix.files)) {
    const before = files.get(file.uri);
    const edits = [...(before?.edits ?? [])];
    for (const edit of file.edits) if (!edits.some((other) => same(other, edit))) edits.push(edit);
    files.set(file.uri, { ...file, edits });
  }
  return [...files.values()];
}

/** The text after edits. Line feeds of new text become what the text itself has. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const document = TextDocument.create("", "", 0, text);
  return TextDocument.applyEdits(
    document,
    edits.map(({ range, newText }) => ({ range, newText: withLineEnds(newText, text) })),
  );
}

function clash(one: Fix, other: Fix): boolean {
  return one.files.some((a) =>
    other.files.some(
      (b) =>
        a.uri === b.uri &&
        a.edits.some((x) => b.edits.some((y) => !same(x, y) && overlap(x.range, y.range))),
    ),
  );
}

/** The very same change, as two findings may ask for it. */
export function same(one: TextEdit, other: TextEdit): boolean {
  return (
    one.newText === other.newText &&
    compare(one.range.start, other.range.start) === 0 &&
    compare(one.range.end, other.range.end) === 0
  );
}

/** Two insertions at one place clash too: nothing says which of them comes first. */
function overlap(one: Range, other: Range): boolean {
  if (compare(one.start, other.start) === 0) return true;
  return compare(one.start, other.end) < 0 && compare(other.start, one.end) < 0;
}

type Position = Range["start"];

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}

function withLineEnds(newText: string, text: string): string {
  const windows = text.includes("\r\n") && !/(?<!\r)\n/.test(text);
  return windows ? newText.replace(/(?<!\r)\n/g, "\r\n") : newText;
}
