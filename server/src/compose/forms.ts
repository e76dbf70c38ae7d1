import { hole } from "./interpolate.ts";
import {
  type Entry,
  entries,
  type Item,
  items,
  itemsOrOne,
  type MapNode,
  type Node,
  type ScalarNode,
} from "./tree.ts";

// The short forms of the Compose specification, as the long ones that they stand for.

/** A map; a scalar stands for the value of one key. */
export function mapped(node: Node, key: string): MapNode {
  const { file, start, end } = node;
  const own = node.kind === "scalar" ? [{ key: { file, start, end, text: key }, value: node }] : [];
  return { file, start, end, kind: "map", entries: [...own, ...entries(node)] };
}

/** A map by name; a list names keys without values. */
export function named(node: Node): MapNode {
  return byEach(node, withoutValue);
}

/** A map from services to conditions; a list names those that just have to be started. */
export function started(node: Node): MapNode {
  return byEach(node, (item, text) => {
    const { file, start, end, folder } = item;
    const place = { file, start, end };
    const condition = { ...place, kind: "scalar", folder, written: "", string: true } as const;
    const entries = [
      { key: { ...place, text: "condition" }, value: { ...condition, text: "service_started" } },
      { key: { ...place, text: "required" }, value: { ...condition, text: "true" } },
    ];
    return { key: placed(item, text), value: { ...place, kind: "map", entries } };
  });
}

function byEach(node: Node, entry: (item: ScalarNode, text: string) => Entry): MapNode {
  const { file, start, end } = node;
  const listed = items(node).flatMap(({ item }) =>
    item.kind === "scalar" && item.text !== undefined ? [entry(item, item.text)] : [],
  );
  return { file, start, end, kind: "map", entries: [...listed, ...entries(node)] };
}

/** The items of a list; a scalar is a list of one, a map of `name: value` one of `name=value`. */
export function list(node: Node): readonly Item[] {
  if (node.kind !== "map") return itemsOrOne(node);
  return node.entries.flatMap(({ key, value }) =>
    value.kind === "scalar"
      ? [{ item: { ...value, text: `${key.text}=${value.text ?? ""}` }, block: false }]
      : [],
  );
}

/** Names with values: a map, or a list of `NAME=value`; null where no value is given. */
export function byName(node: Node): readonly Entry[] {
  const listed = items(node).flatMap(({ item }): Entry[] => {
    if (item.kind !== "scalar" || item.text === undefined) return [];
    const [name = "", ...rest] = (item.outline ?? item.text).split("=");
    // What it is called is not known: it may be any.
    if (name.includes(hole)) return [];
    if (rest.length === 0) return [withoutValue(item, name)];
    return [{ key: placed(item, name), value: assignedValue(item, rest.join("=")) }];
  });
  return [...listed, ...entries(node)];
}

function assignedValue(item: ScalarNode, value: string): ScalarNode {
  const { unknown: _, outline: __, ...rest } = item;
  if (!value.includes(hole)) return { ...rest, text: value, string: true };
  const written = item.text ?? "";
  return { ...item, text: written.slice(written.indexOf("=") + 1), outline: value };
}

function withoutValue(item: ScalarNode, text: string): Entry {
  const { file, start, end, folder } = item;
  const value = {
    kind: "scalar" as const,
    file,
    start,
    end,
    folder,
    text: undefined,
    written: "",
    string: false,
  };
  return { key: placed(item, text), value };
}

function placed({ file, start, end }: Node, text: string) {
  return { file, start, end, text };
}
