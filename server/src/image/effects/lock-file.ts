import { type Content, normalizedName } from "./python-environment.ts";

/** What a poetry.lock, pdm.lock or uv.lock says needs what, by normalised names. */
export function readLock(text: string): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, readonly string[]>();
  for (const block of text.split(/^\[\[package\]\]\s*$/m).slice(1)) {
    const name = /^name = "([^"]+)"/m.exec(block)?.[1];
    if (name) needs.set(normalizedName(name), dependenciesIn(block));
  }
  return needs;
}

/** These packages and all that they need, optional parts that were locked included. */
export function closure(
  names: Iterable<string>,
  lock: ReadonlyMap<string, readonly string[]>,
): string[] {
  const reached = new Set(names);
  for (const name of reached) for (const next of lock.get(name) ?? []) reached.add(next);
  return [...reached].filter((name) => lock.size === 0 || lock.has(name));
}

function dependenciesIn(block: string): string[] {
  // uv.lock: dependencies = [ { name = "x" }, … ], and the same by extra.
  const listed = [...block.matchAll(/\{ name = "([^"]+)"/g)].map(([, name = ""]) => name);
  // poetry.lock: [package.dependencies] with a line for each.
  const table =
    /^\[package\.dependencies\]\s*\n([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(block)?.[1] ?? "";
  const keys = [...table.matchAll(/^"?([\w.-]+)"? =/gm)].map(([, name = ""]) => name);
  // pdm.lock: dependencies = [ "x>=1", … ]
  const strings = /^dependencies = \[([\s\S]*?)^\]/m.exec(block)?.[1] ?? "";
  const words = [...strings.matchAll(/^\s*"([\w.-]+)/gm)].map(([, name = ""]) => name);
  return [...listed, ...keys, ...words].map(normalizedName);
}

/** What an installation by a lock file brings: these, and nothing that is not in it. */
export function lockedContent(
  wanted: readonly string[],
  lock: ReadonlyMap<string, readonly string[]>,
  added: readonly string[],
  scripts: readonly string[],
): Content {
  const possible = lock.size > 0 && added.length === 0 ? [...lock.keys()] : "any";
  return { packages: [...closure(wanted, lock), ...added], scripts, possible };
}
