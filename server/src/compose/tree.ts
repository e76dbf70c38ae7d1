import type { Span, Word } from "../base/text.ts";
import type { PathValue, Value } from "./model.ts";

/**
 * A YAML value that knows where it stands. A plain value: what an alias names is the same object as what
 * the anchor holds, and maps hold what merge keys bring.
 */
export type Node = MapNode | ListNode | ScalarNode;

interface Placed extends Span {
  /** `!reset` takes away what files before this one say, `!override` stands in its place unmerged. */
  readonly tag?: "reset" | "override";
}

export interface MapNode extends Placed {
  readonly kind: "map";
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: Word;
  readonly value: Node;
}

export interface ListNode extends Placed {
  readonly kind: "list";
  readonly items: readonly Item[];
}

export interface Item {
  readonly item: Node;
  /** It stands on a line of its own, behind a dash. */
  readonly block: boolean;
}

export interface ScalarNode extends Placed {
  readonly kind: "scalar";
  /** As compose prints it where it wants a string; undefined for null. */
  readonly text: string | undefined;
  /** As it stands in its file, quotes and all. */
  readonly written: string;
  /** A string, in which variables are looked for; numbers and booleans are none. */
  readonly string: boolean;
  /** The folder that a relative path in it starts from. */
  readonly folder: string;
  /** A variable without value takes part: `text` is as written. */
  readonly unknown?: true;
  /** The text with a `hole` wherever something unknown would stand. */
  readonly outline?: string;
}

/** A value of a map by its key. */
export function get(node: Node | undefined, name: string): Node | undefined {
  if (node?.kind !== "map") return undefined;
  return node.entries.find(({ key }) => key.text === name)?.value;
}

export function entries(node: Node | undefined): readonly Entry[] {
  return node?.kind === "map" ? node.entries : [];
}

export function items(node: Node | undefined): readonly Item[] {
  return node?.kind === "list" ? node.items : [];
}

/** The items of a list, or the one value that stands in place of a list. */
export function itemsOrOne(node: Node | undefined): readonly Item[] {
  return node?.kind === "scalar" ? [{ item: node, block: false }] : items(node);
}

/** A scalar's value; undefined for null and for what is no scalar. */
export function scalar(node: Node | undefined): Value | undefined {
  if (node?.kind !== "scalar" || node.text === undefined) return undefined;
  const { file, start, end, text } = node;
  return { file, start, end, text, ...(node.unknown && { unknown: true }) };
}

/** A scalar that is a path of the host. */
export function path(node: Node | undefined): PathValue | undefined {
  const value = scalar(node);
  return value && node?.kind === "scalar" ? { ...value, folder: node.folder } : undefined;
}

/** The scalars of a list, or the one that stands in place of a list. */
export function scalars(node: Node | undefined): Value[] {
  return itemsOrOne(node).flatMap(({ item }) => scalar(item) ?? []);
}

/** The paths of a list, or the one that stands in place of a list. */
export function paths(node: Node | undefined): PathValue[] {
  return itemsOrOne(node).flatMap(({ item }) => path(item) ?? []);
}

export function spanOf({ file, start, end }: Span): Span {
  return { file, start, end };
}

/** Whether a switch is on; undefined where it is not there, or not known. */
export function flag(node: Node | undefined): boolean | undefined {
  const value = scalar(node);
  if (!value || value.unknown) return undefined;
  if (/^(true|y|yes|on|1)$/i.test(value.text)) return true;
  return /^(false|n|no|off|0)$/i.test(value.text) ? false : undefined;
}
