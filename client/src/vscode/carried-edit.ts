import type { FileEdit, Range } from "../../../server/src/protocol.ts";
import { edited } from "../file-edits.ts";
import { offsetAt, positionAt } from "../text-positions.ts";

type TextEdit = FileEdit["edits"][number];

/**
 * Where an edit of a text belongs once fixes of ours (`done`, in places of that text) and perhaps a
 * person have changed it. Undefined where the change touches the place of the edit: then only a new
 * diagnosis can tell.
 */
export function carriedEdit(
  text: string,
  done: readonly TextEdit[],
  now: string,
  edit: TextEdit,
): TextEdit | undefined {
  const span = ({ start, end }: Range) => [offsetAt(text, start), offsetAt(text, end)] as const;
  let [start, end] = span(edit.range);
  const length = end - start;
  const expected = edited(text, done);
  for (const other of done) {
    const [from, to] = span(other.range);
    if (from === start || (from < end && start < to)) return undefined;
    if (from < start) start += edited(text, [other]).length - text.length;
  }
  end = start + length;

  const change = difference(expected, now);
  if (change.start < end && start < change.end) return undefined;
  const shift = start >= change.end ? now.length - expected.length : 0;
  return {
    newText: edit.newText,
    range: { start: positionAt(now, start + shift), end: positionAt(now, end + shift) },
  };
}

/** The part of `one` outside of which it is the same as `other`; empty and at the end if it is all. */
function difference(one: string, other: string): { start: number; end: number } {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let same = 0;
  while (same < shorter - start && one.at(-1 - same) === other.at(-1 - same)) same++;
  return { start, end: one.length - same };
}
