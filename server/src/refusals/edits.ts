import type { Edit, Span } from "../base/text.ts";
import type { ComposeFile } from "../compose/model.ts";
import { entries, items, type Node } from "../compose/tree.ts";

/** Puts a value in place of a scalar, in the quotes that it has. */
export function rewrite(at: Span, text: string, { texts }: ComposeFile): readonly Edit[] {
  const first = texts.get(at.file)?.[at.start];
  const quote = first === '"' || first === "'" ? first : "";
  return [{ span: at, newText: `${quote}${text}${quote}` }];
}

/** Puts something in front of a part of a value; undefined where the source writes it otherwise. */
export function before(
  part: string,
  inserted: string,
  at: Span,
  { texts }: ComposeFile,
): readonly Edit[] | undefined {
  const { file } = at;
  const found = texts.get(file)?.slice(at.start, at.end).lastIndexOf(part) ?? -1;
  if (found < 0) return undefined;
  const start = at.start + found;
  return [{ span: { file, start, end: start }, newText: inserted }];
}

/** Puts another text in place of a part of a value; undefined where the source writes it otherwise. */
export function rewritePart(
  part: string,
  newText: string,
  at: Span,
  { texts }: ComposeFile,
): readonly Edit[] | undefined {
  const { file } = at;
  const found = texts.get(file)?.slice(at.start, at.end).indexOf(part) ?? -1;
  if (found < 0) return undefined;
  const start = at.start + found;
  return [{ span: { file, start, end: start + part.length }, newText }];
}

/**
 * Takes an item out of a list or an entry out of a map, with its lines; the whole of what holds it where
 * nothing would be left. Undefined where it does not stand on lines of its own.
 */
export function takeOut(
  one: Span,
  { holder, key }: { readonly holder: Node; readonly key: Span },
  { texts }: ComposeFile,
): readonly Edit[] | undefined {
  const alone = entries(holder).length + items(holder).length === 1;
  const span = alone ? { ...key, end: holder.end } : one;
  const { file } = span;
  const text = texts.get(file);
  if (text === undefined) return undefined;
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const lineEnd = text.indexOf("\n", span.end);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const before = text.slice(start, span.start);
  const after = text.slice(span.end, end);
  if (!/^\s*(- +)?$/.test(before) || !/^\s*(#.*)?\s*$/.test(after)) return undefined;
  return [{ span: { file, start, end }, newText: "" }];
}
