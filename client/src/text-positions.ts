import type { Range } from "../../server/src/protocol.ts";

type Position = Range["start"];

/**
 * Offset of a position. A line includes its line end here, carriage return and all: fixes of line
 * ends speak of that very character, which editors keep out of reach.
 */
export function offsetAt(text: string, { line, character }: Position): number {
  const start = lineStart(text, line);
  return Math.min(start + character, lineStart(text, line + 1));
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length - 1, character: offset - start };
}

/** Where a line begins; the end of the text for those behind the last. */
function lineStart(text: string, line: number): number {
  let start = 0;
  for (let i = 0; i < line; i++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start;
}
