import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import type { Span, Word } from "../base/text.ts";
import { interpolate, type Variables } from "./interpolate.ts";
import type { Value } from "./model.ts";

export type { Node, Pair } from "yaml";

/** Reads values out of a YAML text; `root` is its outermost map, undefined where it is none. Never fails. */
export function readYaml(
  file: string,
  source: string,
  variables: Variables,
): { readonly root: Node | undefined; readonly read: Read } {
  const document = parseDocument(source, { uniqueKeys: false });
  const root = document.contents;
  return { root: isMap(root) ? root : undefined, read: reader(file, source, document, variables) };
}

export type Read = ReturnType<typeof reader>;

/** Walks YAML nodes through aliases and merge keys, and knows where each value stands. */
function reader(file: string, source: string, document: Document, variables: Variables) {
  const read = {
    source,

    /** The node itself where an alias stands; aliases of aliases end somewhere. */
    resolve(node: unknown, depth = 0): Node | undefined {
      if (isAlias(node)) {
        return depth > 20 ? undefined : read.resolve(node.resolve(document), depth + 1);
      }
      return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
    },

    isScalar: (node: Node | undefined): node is Scalar => isScalar(node),

    isMap: (node: Node | undefined): node is YAMLMap => isMap(node),

    pairs(node: unknown): Pair<unknown, unknown>[] {
      const map = read.resolve(node);
      if (!isMap(map)) return [];
      return map.items.filter((pair) => read.key(pair).text !== "<<");
    },

    /** A value of a map: its own, else that of the maps which `<<` merges into it, first wins. */
    get(node: unknown, name: string, depth = 0): Node | undefined {
      const map = read.resolve(node);
      if (!isMap(map) || depth > 20) return undefined;
      const own = map.items.findLast((pair) => read.key(pair).text === name);
      if (own) return read.resolve(own.value);
      for (const source of merged(map)) {
        const found = read.get(source, name, depth + 1);
        if (found) return found;
      }
      return undefined;
    },

    key(pair: Pair<unknown, unknown>): Word {
      const { key } = pair;
      const span = isScalar(key) ? read.span(key) : { file, start: 0, end: 0 };
      return { ...span, text: isScalar(key) ? String(key.value) : "" };
    },

    items(node: unknown): { readonly item: Node; readonly block: boolean }[] {
      const list = read.resolve(node);
      if (!isSeq(list)) return [];
      return list.items.flatMap((item) => {
        const resolved = read.resolve(item);
        return resolved ? [{ item: resolved, block: !list.flow }] : [];
      });
    },

    value(node: unknown): Value | undefined {
      const scalar = read.resolve(node);
      if (!isScalar(scalar) || scalar.value === null) return undefined;
      const text = String(scalar.value);
      const known = interpolate(text, variables);
      const span = read.span(scalar);
      return known === undefined ? { ...span, text, unknown: true } : { ...span, text: known };
    },

    /** From its first character to the last that is no blank: a block map's range goes on to the next key. */
    span(node: Node): Span {
      const [start = 0, end = 0] = node.range ?? [];
      return { file, start, end: start + source.slice(start, end).trimEnd().length };
    },
  };

  function merged(map: YAMLMap): unknown[] {
    return map.items
      .filter((pair) => read.key(pair).text === "<<")
      .flatMap(({ value }) => {
        const source = read.resolve(value);
        return isSeq(source) ? source.items : [source];
      });
  }

  return read;
}

/** Whether a scalar goes on at this offset, so that a comment there would be a part of it. Never fails. */
export function insideScalar(source: string, offset: number): boolean {
  let inside = false;
  visit(parseDocument(source, { uniqueKeys: false }), {
    Scalar(_, { range }) {
      if (range && range[0] < offset && offset < range[1]) inside = true;
    },
  });
  return inside;
}
