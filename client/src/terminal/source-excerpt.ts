import type { Location } from "../../../server/src/protocol.ts";
import { visibleLine } from "../report/visible.ts";
import { columnsOf } from "./columns.ts";
import type { Paint } from "./paint.ts";
import type { SourceLines } from "./source-lines.ts";

/**
 * The line of a place with carets under it; nothing where the file does not have that line. What is secret in it
 * is masked, and then nothing stands where it did.
 */
export function sourceExcerpt(
  { uri, range }: Location,
  lines: SourceLines,
  paint: Paint,
): readonly string[] {
  const { start, end } = range;
  const { line, masked } = lines(uri, start.line) ?? {};
  if (line === undefined) return [];
  if (masked !== undefined) return [`${paint.quiet(`${start.line + 1} |`)} ${shown(masked)}`];
  const until = end.line === start.line ? end.character : line.length;
  const number = String(start.line + 1);
  // The blanks of the line itself, so that a tab stays as wide as the terminal makes it.
  const before = shown(line.slice(0, start.character)).replace(/[^\t]/gu, (c) =>
    " ".repeat(columnsOf(c)),
  );
  const carets = "^".repeat(Math.max(1, columnsOf(shown(line.slice(start.character, until)))));
  return [
    `${paint.quiet(`${number} |`)} ${shown(line)}`,
    `${paint.quiet(`${" ".repeat(number.length)} |`)} ${before}${paint.strong(carets)}`,
  ];
}

function shown(text: string): string {
  return visibleLine(text);
}
