import { dirname, join, resolve } from "../base/path.ts";
import { environmentOf, type Text } from "./environment-file.ts";
import type { Variables } from "./interpolate.ts";
import type { Loading, load } from "./load.ts";
import type { PathValue } from "./model.ts";
import { type Entry, entries, get, type Item, items, type Node, path, paths } from "./tree.ts";

/** The key under which a tree tells which files were included: nobody writes it. */
export const includedKey = "<included>";

/**
 * A file with the services, volumes, networks, configs and secrets of those that it includes. Where one cannot
 * be read, `include` stays. `above` are the files that must not be included once more.
 */
export function withIncludes(
  root: Node,
  loading: Loading,
  above: readonly string[],
  loadFiles: typeof load,
): Node {
  const asked = get(root, "include");
  if (root.kind !== "map" || asked?.kind !== "list") return root;
  let own: readonly Entry[] = root.entries.filter(({ key }) => key.text !== "include");
  const left: Item[] = [];
  const taken: Item[] = [];
  for (const item of asked.items) {
    const included = includedBy(item.item, loading, above, loadFiles);
    if (included) {
      own = imported(own, included.root);
      taken.push(...included.files, ...items(get(included.root, includedKey)));
    } else left.push(item);
  }
  const { file, start, end } = asked;
  const entry = (text: string, of: readonly Item[]): Entry[] =>
    of.length > 0 ? [{ key: { file, start, end, text }, value: { ...asked, items: of } }] : [];
  return { ...root, entries: [...own, ...entry("include", left), ...entry(includedKey, taken)] };
}

function includedBy(
  item: Node,
  loading: Loading,
  above: readonly string[],
  loadFiles: typeof load,
): { readonly root: Node; readonly files: readonly Item[] } | undefined {
  const files = paths(item.kind === "scalar" ? item : get(item, "path"));
  const main = files[0] && fileOf(files[0]);
  const directory = path(get(item, "project_directory"));
  const folder = directory ? fileOf(directory) : main && dirname(main);
  if (main === undefined || folder === undefined || above.includes(main)) return undefined;
  const texts = readAll(files, loading);
  const variables = variablesIn(folder, paths(get(item, "env_file")), loading);
  const root = texts && variables && loadFiles(texts, { ...loading, folder, variables }, above);
  return root && texts && { root, files: texts.map(({ file }) => fileItem(item, file)) };
}

function fileItem({ file, start, end }: Node, text: string): Item {
  const string = true;
  const item = { kind: "scalar" as const, file, start, end, text, written: "", string, folder: "" };
  return { item, block: false };
}

/** Where a path leads; undefined for one that is not known, or lies on another machine. */
function fileOf({ unknown, text, folder }: PathValue): string | undefined {
  return unknown || /^(\w+:\/\/|git@|~)/.test(text) ? undefined : resolve(folder, text);
}

function readAll(files: readonly PathValue[], { read }: Loading): Text[] | undefined {
  const texts = files.flatMap((one) => {
    const file = fileOf(one);
    const text = file === undefined ? "unknown" : read(file);
    return typeof text === "string" ? [] : [text];
  });
  return texts.length === files.length ? texts : undefined;
}

/** What an included file's own environment adds: that of whoever includes it goes first. */
function variablesIn(
  folder: string,
  envFiles: readonly PathValue[],
  loading: Loading,
): Variables | undefined {
  const { variables, read } = loading;
  const beside = read(join(folder, ".env"));
  const texts =
    envFiles.length > 0 ? readAll(envFiles, loading) : typeof beside === "string" ? [] : [beside];
  if (!texts) return undefined;
  const own = new Map<string, string>();
  for (const text of texts) {
    const added = environmentOf(text, (name) => variables(name) ?? own.get(name));
    for (const [name, value] of added) own.set(name, value);
  }
  return (name) => variables(name) ?? own.get(name);
}

/** What both define is the including file's: compose rejects it where it differs. */
function imported(own: readonly Entry[], included: Node): readonly Entry[] {
  const kinds = ["services", "volumes", "networks", "configs", "secrets"];
  const brought = entries(included).filter(({ key }) => kinds.includes(key.text));
  return brought.reduce((all, { key, value }) => {
    const before = all.find((entry) => entry.key.text === key.text);
    if (before?.value.kind !== "map") {
      return [...all.filter((entry) => entry !== before), { key, value }];
    }
    const names = new Set(before.value.entries.map((entry) => entry.key.text));
    const more = entries(value).filter((entry) => !names.has(entry.key.text));
    const whole = { ...before.value, entries: [...before.value.entries, ...more] };
    return all.map((entry) => (entry === before ? { key: entry.key, value: whole } : entry));
  }, own);
}
