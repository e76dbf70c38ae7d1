import type { Variables } from "./interpolate.ts";
import type {
  Build,
  ComposeFile,
  Dependency,
  EnvFile,
  Override,
  Service,
  Value,
  VolumeDefinition,
} from "./model.ts";
import { mount, tmpfs } from "./parse-mount.ts";
import { type Node, type Pair, type Read, readYaml } from "./read-yaml.ts";
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
  const { root, read } = readYaml(file, text, variables);
  if (!root) return nothing;
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

function service(pair: Pair<unknown, unknown>, read: Read): Service[] {
  const body = read.resolve(pair.value);
  const name = read.key(pair);
  if (!body || !read.isMap(body) || name.text === "") return [];
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
  const nodes = read.isScalar(node) ? [node] : read.items(node).map(({ item }) => item);
  return nodes.flatMap((item) => {
    const path = read.value(read.isScalar(item) ? item : read.get(item, "path"));
    const required =
      read.isScalar(item) || read.value(read.get(item, "required"))?.text !== "false";
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
  if (read.isScalar(node)) return { ...none, span, context: read.value(node) };
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
  if (read.isScalar(node)) {
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

function volumeDefinition(node: unknown, read: Read): VolumeDefinition {
  return {
    external: read.get(node, "external") !== undefined,
    driven: read.get(node, "driver_opts") !== undefined || read.get(node, "driver") !== undefined,
  };
}
