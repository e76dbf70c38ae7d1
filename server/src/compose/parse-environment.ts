import { hole } from "./interpolate.ts";
import type { Assignments, EnvFile, Value } from "./model.ts";
import { entries, flag, get, items, itemsOrOne, type Node, path, scalar } from "./tree.ts";

/** `KEY: value` or `- KEY=value`; a key without value comes from where compose runs. */
export function assignments(node: Node | undefined): Assignments {
  const values = new Map<string, Value | undefined>();
  for (const { key, value } of entries(node)) values.set(key.text, scalar(value));
  for (const { item } of items(node)) {
    const value = scalar(item);
    if (!value || item.kind !== "scalar") continue;
    const [, name = "", assigned] = /^([^=]*)(?:=(.*))?$/s.exec(item.outline ?? value.text) ?? [];
    // What it is called is not known: it may be any.
    if (name.includes(hole)) continue;
    if (assigned === undefined) values.set(name, undefined);
    else {
      const { file, start, end } = value;
      const known = assigned.includes(hole)
        ? { text: value.text.slice(value.text.indexOf("=") + 1), unknown: true as const }
        : { text: assigned };
      values.set(name, { file, start, end, ...known });
    }
  }
  return values;
}

/** A path, a list of paths, or a list of `{ path, required }`. */
export function envFiles(node: Node | undefined): EnvFile[] {
  return itemsOrOne(node).flatMap(({ item }) => {
    const file = path(item.kind === "scalar" ? item : get(item, "path"));
    return file ? [{ path: file, required: flag(get(item, "required")) !== false }] : [];
  });
}
