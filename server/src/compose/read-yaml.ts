import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
  type Node as YamlNode,
} from "yaml";
import type { Word } from "../base/text.ts";
import { plainScalar } from "./plain-scalar.ts";
import type { Entry, Node, ScalarNode } from "./tree.ts";

/** Deeper nesting is no file that somebody writes. */
const maxDepth = 100;

/** The maps that a YAML text consists of: one, unless `---` divides it. Variables are as written. Never fails. */
export function readYaml(file: string, source: string): Node[] {
  const documents = parseAllDocuments(source, { uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap(({ contents }) =>
    isMap(contents) ? [treeOf(contents, file, source)] : [],
  );
}

function treeOf(root: YamlNode, file: string, source: string): Node {
  const made = new Map<YamlNode, Node>();
  const anchors = new Map<string, YamlNode>();
  // What is still being made cannot be part of itself.
  const open = new Set<YamlNode>();
  const nothing: ScalarNode = {
    kind: "scalar",
    file,
    start: 0,
    end: 0,
    text: undefined,
    written: "",
    string: false,
    folder: "",
  };
  return nodeOf(root) ?? nothing;

  /** Undefined for an alias that leads nowhere, or in a circle. */
  function nodeOf(node: unknown): Node | undefined {
    if (isAlias(node)) return nodeOf(anchors.get(node.source));
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
    const known = made.get(node);
    if (known) return known;
    if (open.has(node) || open.size > maxDepth) return undefined;
    if (node.anchor) anchors.set(node.anchor, node);
    open.add(node);
    const fresh = { ...contentOf(node), ...placeOf(node), ...tagOf(node) };
    open.delete(node);
    made.set(node, fresh);
    return fresh;
  }

  function contentOf(node: YamlNode) {
    if (isMap(node)) return { kind: "map", entries: entriesOf(node) } as const;
    if (isSeq(node)) {
      const block = !node.flow;
      const items = node.items.map((item) => ({ item: nodeOf(item) ?? nothing, block }));
      return { kind: "list", items } as const;
    }
    const { start, end } = placeOf(node);
    const written = source.slice(start, end);
    return { kind: "scalar", folder: "", written, ...textOf(node as Scalar) } as const;
  }

  /** Its own entries, then those which `<<` merges into it: of two of one name the first counts. */
  function entriesOf(map: YAMLMap): Entry[] {
    const found = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const { key, value } of map.items) {
      const word = keyOf(key);
      const node = nodeOf(value);
      if (word.text === "<<" && isPlain(key)) {
        const sources = node?.kind === "list" ? node.items.map(({ item }) => item) : [node];
        merged.push(...sources.flatMap((one) => (one?.kind === "map" ? one.entries : [])));
      } else found.set(word.text, { key: word, value: node ?? { ...nothing, ...word } });
    }
    for (const entry of merged) {
      if (!found.has(entry.key.text)) found.set(entry.key.text, entry);
    }
    return [...found.values()];
  }

  function keyOf(key: unknown): Word {
    if (!isScalar(key)) return { file, start: 0, end: 0, text: "" };
    return { ...placeOf(key), text: key.source ?? String(key.value ?? "") };
  }

  /** From its first character to the last that is no blank: a block map's range goes on to the next key. */
  function placeOf(node: YamlNode) {
    const [start = 0, end = 0] = node.range ?? [];
    return { file, start, end: start + source.slice(start, end).trimEnd().length };
  }
}

function isPlain(node: unknown): boolean {
  return isScalar(node) && node.type === "PLAIN";
}

function textOf(node: Scalar): { text: string | undefined; string: boolean } {
  if (node.value === null && node.type === undefined) return { text: undefined, string: false };
  const written = node.source ?? String(node.value ?? "");
  if (node.type !== "PLAIN" || node.tag === "tag:yaml.org,2002:str") {
    return { text: written, string: true };
  }
  const { text, string } = plainScalar(written);
  return { text, string };
}

function tagOf({ tag }: YamlNode) {
  if (tag === "!reset") return { tag: "reset" as const };
  return tag === "!override" ? { tag: "override" as const } : {};
}

/** Whether a scalar goes on at this offset, so that a comment there would be a part of it. Never fails. */
export function insideScalar(source: string, offset: number): boolean {
  let inside = false;
  for (const document of parseAllDocuments(source, { uniqueKeys: false })) {
    visit(document, {
      Scalar(_, { range }) {
        if (range && range[0] < offset && offset < range[1]) inside = true;
      },
    });
  }
  return inside;
}
