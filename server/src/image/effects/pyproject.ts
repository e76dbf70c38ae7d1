import { parse } from "smol-toml";
import { normalizedName, packageName } from "./python-environment.ts";

/** What a pyproject.toml says that a start needs. */
export interface Pyproject {
  /** Normalised names of everything that it depends on, in any group. */
  readonly dependencies: readonly string[];
  /** Its own console scripts. */
  readonly scripts: readonly string[];
}

/** Never fails: what cannot be read declares nothing. */
export function readPyproject(text: string): Pyproject {
  let root: unknown;
  try {
    root = parse(text);
  } catch {
    return { dependencies: [], scripts: [] };
  }
  const poetry = at(root, "tool", "poetry");
  const groups = Object.values(record(at(poetry, "group")));
  const lists = [
    at(root, "project", "dependencies"),
    ...Object.values(record(at(root, "project", "optional-dependencies"))),
    ...Object.values(record(at(root, "dependency-groups"))),
  ];
  const dependencies = [
    ...lists.flatMap((list) => strings(list).flatMap((line) => packageName(line) ?? [])),
    ...[at(poetry, "dependencies"), ...groups.map((group) => at(group, "dependencies"))]
      .flatMap((table) => Object.keys(record(table)))
      .map(normalizedName),
  ];
  return {
    dependencies: [...new Set(dependencies)].filter((name) => name !== "python"),
    scripts: [
      ...Object.keys(record(at(root, "project", "scripts"))),
      ...Object.keys(record(at(poetry, "scripts"))),
    ],
  };
}

/** The names in a poetry.lock or uv.lock. */
export function lockedPackages(text: string): string[] {
  return [...text.matchAll(/^\[\[package\]\]\s*\nname = "([^"]+)"/gm)].map(([, name = ""]) =>
    normalizedName(name),
  );
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => record(inner)[key], value);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
