import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import type { Span, Word } from "../base/text.ts";
import { interpolate, type Variables } from "./interpolate.ts";
import type {
  Build,
  ComposeFile,
  Dependency,
  EnvFile,
  Mount,
  Override,
  Service,
  Value,
  VolumeDefinition,
} from "./model.ts";
import { splitCommand } from "./split-command.ts";

/** Larger files are no compose files that somebody edits: nothing of them is read. */
const maxLength = 1_000_000;

/** Never fails: what cannot be parsed is not in the model. */
export function parseCompose(file: string, text: string, variables: Variables): ComposeFile {
  const nothing: ComposeFile = {
    file,
    text,
    name: undefined,
    services: [],
    volumes: new Map(),
    partial: false,
    activeProfiles: variables("COMPOSE_PROFILES")?.split(",") ?? [],
  };
  // What a generator has still to fill in is no YAML yet.
  if (text.length > maxLength || text.includes("{%")) return nothing;
  const document = parseDocument(text, { uniqueKeys: false });
  const root = document.contents;
  if (!isMap(root)) return nothing;
  const read = reader(file, text, document, variables);
  return {
    ...nothing,
    name: read.value(read.get(root, "name")),
    services: read.pairs(read.get(root, "services")).flatMap((pair) => service(pair, read)),
    volumes: new Map(
      read
        .pairs(read.get(root, "volumes"))
        .map((pair) => [read.key(pair).text, volumeDefinition(pair.value, read)]),
    ),
    partial: read.get(root, "include") !== undefined,
  };
}

type Read = ReturnType<typeof reader>;

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

function service(pair: Pair<unknown, unknown>, read: Read): Service[] {
  const body = read.resolve(pair.value);
  const name = read.key(pair);
  if (!isMap(body) || !isPair(pair) || name.text === "") return [];
  const environment = read.get(body, "environment");
  return [
    {
      name,
      span: { file: name.file, start: name.start, end: read.span(body).end },
      image: read.value(read.get(body, "image")),
      build: build(read.get(body, "build"), read),
      entrypoint: override(body, "entrypoint", read),
      command: override(body, "command", read),
      workingDir: read.value(read.get(body, "working_dir")),
      user: read.value(read.get(body, "user")),
      environment: assignments(environment, read),
      environmentComplete: read.get(body, "env_file") === undefined,
      mounts: [
        ...read.items(read.get(body, "volumes")).flatMap((item) => mount(item, read) ?? []),
        ...tmpfs(read.get(body, "tmpfs"), read),
      ],
      platform: read.value(read.get(body, "platform")),
      envFiles: envFiles(read.get(body, "env_file"), read),
      dependsOn: dependencies(read.get(body, "depends_on"), read),
      profiles: read
        .items(read.get(body, "profiles"))
        .flatMap(({ item }) => read.value(item) ?? []),
      healthcheck: healthcheck(read.get(body, "healthcheck"), read),
      partial: ["extends", "volumes_from", "configs", "secrets", "runtime"].some(
        (key) => read.get(body, key) !== undefined,
      ),
    },
  ];
}

/** Each word of a string with its own place, where it stands in the source as it is; else the string's. */
function located(words: readonly string[], value: Value, source: string): Value[] {
  let from = value.start;
  return words.map((text) => {
    const start = text === "" ? -1 : source.indexOf(text, from);
    if (start < 0 || start + text.length > value.end) return { ...value, text };
    from = start + text.length;
    return { ...value, start, end: from, text };
  });
}

/** A path, a list of paths, or a list of `{ path, required }`. */
function envFiles(node: Node | undefined, read: Read): EnvFile[] {
  const nodes = isScalar(node) ? [node] : read.items(node).map(({ item }) => item);
  return nodes.flatMap((item) => {
    const path = read.value(isScalar(item) ? item : read.get(item, "path"));
    const required = isScalar(item) || read.value(read.get(item, "required"))?.text !== "false";
    return path ? [{ path, required }] : [];
  });
}

/** A list of names, or a map from names to conditions. */
function dependencies(node: Node | undefined, read: Read): Dependency[] {
  const short = read.items(node).flatMap(({ item }) => {
    const service = read.value(item);
    return service ? [{ service, condition: "service_started", required: true }] : [];
  });
  const long = read.pairs(node).map((pair) => {
    const condition = read.value(read.get(pair.value, "condition"))?.text ?? "service_started";
    const required = read.value(read.get(pair.value, "required"))?.text !== "false";
    return { service: read.key(pair), condition, required };
  });
  return [...short, ...long];
}

function healthcheck(node: Node | undefined, read: Read): Service["healthcheck"] {
  if (!node) return undefined;
  if (read.value(read.get(node, "disable"))?.text === "true") return "disabled";
  const [first] = read.items(read.get(node, "test"));
  return first && read.value(first.item)?.text === "NONE" ? "disabled" : "own";
}

function build(node: Node | undefined, read: Read): Build | undefined {
  if (!node) return undefined;
  const span = read.span(node);
  const none = {
    dockerfile: undefined,
    inline: undefined,
    target: undefined,
    args: new Map(),
    contexts: [],
  };
  if (isScalar(node)) return { ...none, span, context: read.value(node) };
  return {
    span,
    context: read.value(read.get(node, "context")),
    dockerfile: read.value(read.get(node, "dockerfile")),
    inline: read.value(read.get(node, "dockerfile_inline")),
    target: read.value(read.get(node, "target")),
    args: assignments(read.get(node, "args"), read),
    contexts: [...assignments(read.get(node, "additional_contexts"), read).keys()],
  };
}

/** A string is split into words as a shell would, a list is taken as it is. */
function override(body: Node, name: string, read: Read): Override | undefined {
  const node = read.get(body, name);
  if (!node) return undefined;
  const span = read.span(node);
  if (isScalar(node)) {
    const value = read.value(node);
    if (!value) return { ...span, words: undefined };
    if (value.unknown) return { ...span, words: undefined, unknown: true };
    const words = splitCommand(value.text);
    return words
      ? { ...span, words: located(words, value, read.source) }
      : { ...span, words: undefined, unknown: true };
  }
  const words = read.items(node).map(({ item }) => read.value(item));
  if (words.some((word) => word?.unknown)) return { ...span, words: undefined, unknown: true };
  return { ...span, words: words.flatMap((word) => word ?? []) };
}

/** `KEY: value` or `- KEY=value`; a key without value comes from where compose runs. */
function assignments(node: Node | undefined, read: Read): Map<string, Value | undefined> {
  const values = new Map<string, Value | undefined>();
  for (const pair of read.pairs(node)) values.set(read.key(pair).text, read.value(pair.value));
  for (const { item } of read.items(node)) {
    const value = read.value(item);
    const equals = value?.text.indexOf("=") ?? -1;
    if (!value) continue;
    if (equals < 0) values.set(value.text, undefined);
    else values.set(value.text.slice(0, equals), { ...value, text: value.text.slice(equals + 1) });
  }
  return values;
}

function mount({ item, block }: { item: Node; block: boolean }, read: Read): Mount | undefined {
  const span = read.span(item);
  if (isScalar(item)) return shortMount(read.value(item), span, block);
  const target = read.value(read.get(item, "target"));
  if (!target) return undefined;
  const type = read.value(read.get(item, "type"))?.text;
  return {
    type: type === "bind" || type === "volume" || type === "tmpfs" ? type : "other",
    source: read.value(read.get(item, "source")),
    target,
    readOnly: read.value(read.get(item, "read_only"))?.text === "true",
    noCopy: read.value(read.get(read.get(item, "volume"), "nocopy"))?.text === "true",
    span,
    block,
  };
}

/** `[SOURCE:]TARGET[:MODE]`; a source that starts with `.`, `/` or `~` is a path of the host. */
function shortMount(value: Value | undefined, span: Span, block: boolean): Mount | undefined {
  if (!value) return undefined;
  // The colon behind a drive letter separates nothing.
  const parts = value.text.match(/(?:^[A-Za-z]:(?=[\\/]))?[^:]+/g) ?? [];
  const [first = "", second, mode = ""] = parts;
  const word = (text: string): Value => ({ ...value, text });
  const source = second === undefined ? undefined : word(first);
  const options = mode.split(",");
  const isPath = /^([./~\\]|[A-Za-z]:[\\/])/.test(first);
  return {
    type: source && isPath ? "bind" : value.unknown ? "other" : "volume",
    source,
    target: word(second ?? first),
    readOnly: options.includes("ro"),
    noCopy: options.includes("nocopy"),
    span,
    block,
  };
}

function tmpfs(node: Node | undefined, read: Read): Mount[] {
  const nodes = isScalar(node) ? [{ item: node, block: false }] : read.items(node);
  return nodes.flatMap(({ item, block }) => {
    const value = read.value(item);
    if (!value) return [];
    const target = { ...value, text: value.text.split(":")[0] ?? "" };
    const span = read.span(item);
    return [
      { type: "tmpfs", source: undefined, target, readOnly: false, noCopy: true, span, block },
    ];
  });
}

function volumeDefinition(node: unknown, read: Read): VolumeDefinition {
  return {
    external: read.get(node, "external") !== undefined,
    driven: read.get(node, "driver_opts") !== undefined || read.get(node, "driver") !== undefined,
  };
}
