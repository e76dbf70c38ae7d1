import { parse } from "smol-toml";
import { normalizedName, packageName } from "./python-environment.ts";
import type { Wanted } from "./requirements.ts";
import type { World } from "./tool.ts";

/** What a pyproject.toml says that a start needs. Names are normalised. */
export interface Pyproject {
  /** What it depends on wherever it is installed. */
  readonly main: readonly string[];
  /** What it depends on while it is developed: groups that are installed unless they are left out. */
  readonly development: readonly string[];
  /** Its own console scripts. */
  readonly scripts: readonly string[];
  /** How it is built; without that it is a folder of code to uv. */
  readonly buildSystem: boolean;
  /** `requires-python`, or Poetry's dependency on python. */
  readonly python: string | undefined;
  readonly workspace: boolean;
}

/** Never fails: what cannot be read declares nothing. */
export function readPyproject(text: string): Pyproject {
  const root = readToml(text);
  const project = at(root, "project");
  const poetry = at(root, "tool", "poetry");
  const groups = Object.values(record(at(poetry, "group")));
  const python = at(project, "requires-python") ?? at(poetry, "dependencies", "python");
  return {
    main: [
      ...requirements(at(project, "dependencies")),
      ...Object.entries(record(at(poetry, "dependencies")))
        .filter(([name, value]) => name !== "python" && at(value, "optional") !== true)
        .map(([name]) => normalizedName(name)),
    ],
    development: [
      ...requirements(at(root, "dependency-groups", "dev")),
      ...requirements(at(root, "tool", "uv", "dev-dependencies")),
      ...Object.values(record(at(root, "tool", "pdm", "dev-dependencies"))).flatMap(requirements),
      ...[
        at(poetry, "dev-dependencies"),
        ...groups
          .filter((group) => at(group, "optional") !== true)
          .map((group) => at(group, "dependencies")),
      ]
        .flatMap((table) => Object.keys(record(table)))
        .map(normalizedName),
    ],
    scripts: [
      ...Object.keys(record(at(project, "scripts"))),
      ...Object.keys(record(at(poetry, "scripts"))),
    ],
    buildSystem:
      at(root, "build-system") !== undefined || at(root, "tool", "uv", "package") === true,
    python: typeof python === "string" ? python : undefined,
    workspace: at(root, "tool", "uv", "workspace") !== undefined,
  };
}

/** What installing a project from its folder brings: pyproject.toml, else setup.cfg and setup.py. */
export function readProject(folder: string, world: World): Wanted {
  const { text } = world.look(`${folder}/pyproject.toml`);
  const { main, scripts } = readPyproject(text ?? "");
  const older = ["setup.cfg", "setup.py"].map((name) => world.look(`${folder}/${name}`));
  const texts = older.map((found) => found.text ?? "").join("\n");
  const entries = /console_scripts([\s\S]*?)(?:\]|^\[|$(?![\s\S]))/m.exec(texts)?.[1] ?? "";
  const named = [...entries.matchAll(/["']?([\w.-]+)\s*=\s*[\w.]+:[\w.]+/g)];
  return {
    packages: main,
    scripts: [...scripts, ...named.map(([, name = ""]) => name)],
    complete:
      text !== undefined &&
      !/^dynamic\s*=/m.test(text) &&
      older.every(({ fact }) => fact.kind === "absent"),
  };
}

/** Never fails: a text that is no TOML is an empty table. */
export function readToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => record(inner)[key], value);
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function requirements(value: unknown): string[] {
  return strings(value).flatMap((line) => packageName(line) ?? []);
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
