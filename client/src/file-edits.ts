import type { FileEdit, Fix, Range } from "../../server/src/protocol.ts";
import { offsetAt } from "./text-positions.ts";

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

/** The text after edits. New lines get the line ends of the text, unless its line ends are what is mended. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const plain = replaced(text, edits);
  if (/(?<!\r)\n/.test(text) || mendsLineEnds(text, plain)) return plain;
  if (!text.includes("\r\n")) return plain;
  const newLine = /(?<!\r)\n/g;
  return replaced(
    text,
    edits.map(({ range, newText }) => ({ range, newText: newText.replace(newLine, "\r\n") })),
  );
}

/** Whether a change turns all Windows line ends into Unix ones. */
export function mendsLineEnds(before: string, after: string): boolean {
  return before.includes("\r\n") && after.includes("\n") && !after.includes("\r\n");
}

function replaced(text: string, edits: readonly TextEdit[]): string {
  const places = edits.map(({ range, newText }, order) => {
    return { start: offsetAt(text, range.start), end: offsetAt(text, range.end), newText, order };
  });
  // Of several insertions at one place the first stays first.
  const lastFirst = places.toSorted((a, b) => b.start - a.start || b.order - a.order);
  return lastFirst.reduce(
    (out, { start, end, newText }) => out.slice(0, start) + newText + out.slice(end),
    text,
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
