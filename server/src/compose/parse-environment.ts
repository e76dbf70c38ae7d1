import type { Word } from "../base/text.ts";
import { byName } from "./forms.ts";
import type { Variables } from "./interpolate.ts";
import type { Assignments, EnvFile, Value } from "./model.ts";
import { flag, get, itemsOrOne, type Node, path, scalar } from "./tree.ts";
import { lastOfEach } from "./unique.ts";

/**
 * `KEY: value` or `- KEY=value`. A key without value takes that of where compose runs; undefined where that is
 * not known.
 */
export function assignments(node: Node | undefined, variables?: Variables): Assignments {
  const named = node ? byName(node) : [];
  return new Map(
    named.map(({ key, value }) => [key.text, scalar(value) ?? inherited(key, variables)]),
  );
}

function inherited(name: Word, variables: Variables | undefined): Value | undefined {
  const text = variables?.(name.text);
  return text === undefined ? undefined : { ...name, text };
}

/** A path, a list of paths, or a list of `{ path, required }`. */
export function envFiles(node: Node | undefined): EnvFile[] {
  const files = itemsOrOne(node).flatMap(({ item }) => {
    const file = path(item.kind === "scalar" ? item : get(item, "path"));
    return file ? [{ path: file, required: flag(get(item, "required")) !== false }] : [];
  });
  return lastOfEach(files, ({ path }) => (path.unknown ? undefined : path.text));
}
