import type { Override, Value } from "./model.ts";
import { splitCommand } from "./split-command.ts";
import { items, type Node, type ScalarNode, scalar, spanOf } from "./tree.ts";

/** A string is split into words as a shell would, a list is taken as it is. */
export function override(node: Node | undefined): Override | undefined {
  if (!node) return undefined;
  const span = spanOf(node);
  if (node.kind === "scalar") {
    const value = scalar(node);
    if (!value) return { ...span, words: undefined };
    if (value.unknown) return { ...span, words: undefined, unknown: true };
    const split = splitCommand(value.text);
    if (!split) return { ...span, words: undefined, unknown: true };
    const words = located(split.words, value, node.written);
    return {
      ...span,
      words,
      ...(split.cut !== undefined && { cut: rest(split.cut, value, node) }),
    };
  }
  const words = items(node).map(({ item }) => scalar(item));
  if (words.some((word) => word?.unknown)) return { ...span, words: undefined, unknown: true };
  return { ...span, words: words.flatMap((word) => word ?? []) };
}

/** What compose leaves out of a command, from the sign on at which it stops reading. */
function rest(from: number, value: Value, { written }: ScalarNode): Value {
  const text = value.text.slice(from);
  const at = written.lastIndexOf(text);
  return at < 0
    ? { ...value, text }
    : { ...value, start: value.start + at, end: value.start + at + text.length, text };
}

/** Each word of a string with its own place, where it stands in the source as it is; else the string's. */
function located(words: readonly string[], value: Value, written: string): Value[] {
  let from = 0;
  return words.map((text) => {
    const at = text === "" ? -1 : written.indexOf(text, from);
    if (at < 0) return { ...value, text };
    from = at + text.length;
    return { ...value, start: value.start + at, end: value.start + from, text };
  });
}
