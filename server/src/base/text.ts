/** A half-open range of UTF-16 offsets into one file of the project. */
export interface Span {
  /** Absolute path with forward slashes, or the URI of a document that is no file. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of source text that remembers where it stood. */
export interface Word extends Span {
  readonly text: string;
}

/** A replacement of one span. An edit of a file that does not exist creates it. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** The text after edits that all speak of the same file and do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  // Of two at one place the insertion comes first in the text.
  const lastFirst = edits.toSorted(
    (a, b) => b.span.start - a.span.start || b.span.end - a.span.end,
  );
  return lastFirst.reduce(
    (out, { span, newText }) => out.slice(0, span.start) + newText + out.slice(span.end),
    text,
  );
}

/** Line and column of an offset, both from 0. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split("\n").length - 1;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) };
}
