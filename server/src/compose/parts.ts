import { hole } from "./interpolate.ts";
import type { Value } from "./model.ts";
import { type Node, scalar } from "./tree.ts";

/**
 * The pieces of a scalar that a pattern finds, each the place of the whole. Where a variable has no value
 * only the pieces are unknown that it takes part in; their text is the whole as written.
 */
export function partsOf(node: Node | undefined, pattern: RegExp): Value[] {
  const value = scalar(node);
  if (!value || node?.kind !== "scalar") return [];
  const { file, start, end } = value;
  return [...(node.outline ?? value.text).matchAll(pattern)].map(([text]) =>
    text.includes(hole)
      ? { file, start, end, text: value.text, unknown: true }
      : { file, start, end, text },
  );
}
