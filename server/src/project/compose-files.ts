import { basename, dirname, resolve } from "../base/path.ts";
import { environmentOf } from "../compose/environment-file.ts";
import { devcontainerLists } from "./devcontainer.ts";
import type { Source, Sources } from "./sources.ts";

/** Compose files that are started together: each is laid over those before it. */
export interface Together {
  readonly main: Source;
  readonly over: readonly Source[];
  /** It is meant to be read together with others: what it lacks may stand there. */
  readonly part: boolean;
  /** Files that are laid over it are not here. */
  readonly partial: boolean;
}

/** What is started together, as far as it is said. */
export function filesTogether(sources: Sources): Together[] {
  const { composeFiles, composeLists = [] } = sources;
  const byPath = new Map(composeFiles.map((source) => [source.file, source]));
  const whole = (lists: readonly (readonly string[])[]) =>
    lists.flatMap((list) => listed(list, byPath)).filter(({ partial }) => !partial);
  // What the shell is told counts whether it is there or not.
  const asked = [
    ...whole(composeLists),
    ...environmentLists(sources).flatMap((list) => listed(list, byPath)),
  ];
  const named = new Set(asked.flatMap(({ main, over }) => [main, ...over]));
  const usual = [...inFolders(composeFiles)].flatMap(([, files]) => byDefault(files));
  const groups = [
    ...asked,
    ...usual.filter(({ main }) => !named.has(main)),
    ...whole(devcontainerLists(sources)),
  ];
  const laidOver = new Set(groups.flatMap(({ over }) => over));
  const heads = groups.filter(
    (group, i) => !laidOver.has(group.main) && groups.findIndex((one) => same(one, group)) === i,
  );
  const mains = new Set(heads.map(({ main }) => main));
  const others = composeFiles.filter((source) => !mains.has(source) && !laidOver.has(source));
  return [
    ...heads,
    ...others.map((main) => ({ main, over: [], part: isPart(main.file, sources), partial: false })),
  ];
}

/** The devcontainer may name what compose takes by itself. */
function same(one: Together, other: Together): boolean {
  return (
    one.main === other.main &&
    one.over.length === other.over.length &&
    one.over.every((source, i) => source === other.over[i])
  );
}

/** A list of paths; it is not all there where some are not known. */
function listed(list: readonly string[], byPath: ReadonlyMap<string, Source>): Together[] {
  const [main, ...over] = list.flatMap((path) => byPath.get(path) ?? []);
  const partial = list.some((path) => !byPath.has(path));
  return main ? [{ main, over, part: false, partial }] : [];
}

/** Where compose looks when it is told nothing, in its order (compose-go, `cli`). */
const mainNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const overrideNames = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

function byDefault(files: readonly Source[]): Together[] {
  const first = (names: readonly string[]) =>
    names.flatMap((name) => files.find(({ file }) => basename(file) === name) ?? [])[0];
  const main = first(mainNames);
  const over = first(overrideNames);
  return main ? [{ main, over: over ? [over] : [], part: false, partial: false }] : [];
}

function inFolders(files: readonly Source[]): ReadonlyMap<string, readonly Source[]> {
  const folders = new Map<string, Source[]>();
  for (const source of files) {
    const folder = dirname(source.file);
    const siblings = folders.get(folder);
    if (siblings) siblings.push(source);
    else folders.set(folder, [source]);
  }
  return folders;
}

function isPart(file: string, sources: Sources): boolean {
  return overrideNames.includes(basename(file)) || mainBeside(file, sources) !== undefined;
}

/** Compose finds a file of this name by itself. */
export function isMainName(file: string): boolean {
  return mainNames.includes(basename(file));
}

/** `compose.prod.yaml` beside `compose.yaml` is laid over it with -f: by itself it is not all. */
export function mainBeside(file: string, { composeFiles }: Sources): Source | undefined {
  if (isMainName(file)) return undefined;
  return composeFiles.find(
    (other) => dirname(other.file) === dirname(file) && isMainName(other.file),
  );
}

/** COMPOSE_FILE in the .env beside compose files. */
function environmentLists({ others }: Sources): string[][] {
  return [...others.values()].flatMap((source) => {
    if (basename(source.file) !== ".env" || !source.text.includes("COMPOSE_FILE")) return [];
    const values = environmentOf(source, () => undefined);
    const names = values.get("COMPOSE_FILE")?.split(values.get("COMPOSE_PATH_SEPARATOR") ?? ":");
    return names ? [names.map((name) => resolve(dirname(source.file), name))] : [];
  });
}
