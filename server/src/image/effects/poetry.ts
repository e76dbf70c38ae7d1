import { join } from "../../base/path.ts";
import { closure, lockedContent, readLock } from "./lock-file.ts";
import { projectRoot } from "./project-root.ts";
import { readPyproject } from "./pyproject.ts";
import {
  activeEnvironment,
  activePython,
  environmentAt,
  installForUser,
  installInto,
  makeEnvironment,
  normalizedName,
} from "./python-environment.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  textOf,
  type World,
  writeFile,
} from "./tool.ts";

export const poetry: Tool = {
  commands: ["poetry"],
  *effect({ args }, world) {
    const given = readArguments(args, valued);
    const [command, ...rest] = given.operands;
    switch (command) {
      case "config":
        return yield* configure(rest, given.has("--local") ? "project" : "user", world);
      case "install":
      case "sync":
      case "add":
      case "update":
        return yield* install(given, command === "add" ? rest : [], world);
      case "export": {
        const output = given.values("-o", "--output").at(-1);
        const path = output === undefined ? undefined : placeOf(output, world);
        if (path) yield writeFile(path, exported(given, world));
        return;
      }
      case "run": {
        const at = args.indexOf(rest[0]);
        return yield* world.run({ name: rest[0] ?? "", args: args.slice(at + 1) });
      }
      case "build":
      case "lock":
      case "init":
      case "remove":
      case "version":
        return yield cloud(world.cwd ?? "/");
      case "new":
      case "shell":
        return yield anything;
      case "env":
        // `env use` makes the environment that `install` would make.
        return yield* rest[0] === "use" ? install(given, [], world) : [];
      case "self": {
        const home = homeOf(world);
        return yield home === undefined ? anything : cloud(home);
      }
    }
  },
};

const valued = [
  ...["-C", "--directory", "-P", "--project", "-o", "--output", "-f", "--format", "-E", "--extras"],
  ...["--with", "--without", "--only", "-G", "--group", "--python", "--source"],
];

/** Settings live in a file, so that later steps and stages inherit them as they inherit files. */
function* configure(
  [key, value]: readonly (string | undefined)[],
  whose: "project" | "user",
  world: World,
): Iterable<Effect> {
  if (key === undefined || value === undefined) return;
  const path = whose === "project" ? join(world.cwd ?? "/", "poetry.toml") : settingsFile(world);
  yield writeFile(path, `${textOf(path, world)}${key} = ${value}\n`);
}

function* install(
  given: Arguments,
  added: readonly (string | undefined)[],
  world: World,
): Iterable<Effect> {
  const root = rootOf(given, world);
  if (root === undefined) return yield anything;
  const project = readPyproject(textOf(`${root}/pyproject.toml`, world));
  yield cloud(`${root}/poetry.lock`);
  const lean = given.has("--only", "--without", "--no-dev", "--only-root");
  const names = added.flatMap((word) => normalizedName(word?.split(/[@=<>^~[]/)[0] ?? "") || []);
  const own = given.has("--no-root", "--only", "--only-root") ? [] : project.scripts;
  // Groups that are left out, and what only they need, may still be there for another reason.
  const content = lockedContent(
    [...project.main, ...(lean ? [] : project.development)],
    readLock(textOf(`${root}/poetry.lock`, world)),
    names,
    own,
  );
  const environment = environmentOf(root, world);
  switch (environment.kind) {
    case "system": {
      const active = activeEnvironment(world);
      return active ? yield* installForUser(active, content, world) : yield anything;
    }
    case "elsewhere":
      // Its folder is named by a hash of the project's path.
      return yield environment.folder === undefined ? anything : cloud(environment.folder);
    case "either":
      yield cloud(`${root}/.venv`);
      return yield environment.folder === undefined ? anything : cloud(environment.folder);
    case "at": {
      const { kind } = world.look(`${environment.path}/bin/python`).fact;
      if (kind !== "file" && kind !== "symlink") {
        yield* makeEnvironment(environment.path, activePython(world), []);
      }
      yield* installInto(environmentAt(environment.path), content);
    }
  }
}

function rootOf(given: Arguments, world: World): string | undefined {
  const named = given.values("-C", "--directory", "-P", "--project").at(-1);
  const from = named === undefined ? world.cwd : placeOf(named, world);
  return projectRoot(world, "pyproject.toml", from);
}

function exported(given: Arguments, world: World): string {
  const root = rootOf(given, world);
  if (root === undefined) return "";
  const project = readPyproject(textOf(`${root}/pyproject.toml`, world));
  const lock = readLock(textOf(`${root}/poetry.lock`, world));
  return closure(project.main, lock)
    .map((name) => `${name}\n`)
    .join("");
}

type Place =
  | { readonly kind: "at"; readonly path: string }
  | { readonly kind: "system" }
  | { readonly kind: "elsewhere" | "either"; readonly folder: string | undefined };

/** Poetry's own order: an active environment, then its settings, then a .venv that exists. */
function environmentOf(project: string, world: World): Place {
  const active = world.variable("VIRTUAL_ENV");
  if (active) return { kind: "at", path: active };
  if (/^(false|0|no|off)$/.test(setting("create", project, world) ?? "")) return { kind: "system" };
  const inProject = setting("in-project", project, world);
  const own = `${project}/.venv`;
  if (/^(true|1|yes|on)$/.test(inProject ?? "")) return { kind: "at", path: own };
  const folder = folderOf(project, world);
  if (inProject !== undefined) return { kind: "elsewhere", folder };
  const existing = world.look(own).fact.kind;
  if (existing === "directory") return { kind: "at", path: own };
  const local = world.look(`${project}/poetry.toml`).fact.kind;
  return { kind: existing === "unknown" || local === "unknown" ? "either" : "elsewhere", folder };
}

/** `virtualenvs.path`, else below the cache folder. */
function folderOf(project: string, world: World): string | undefined {
  const cache = world.variable("POETRY_CACHE_DIR") ?? setting("cache-dir", project, world, "");
  const home = homeOf(world);
  const asked = setting("path", project, world);
  const path = asked?.replace("{cache-dir}", cache ?? `${home}/.cache/pypoetry`);
  return placeOf(path ?? cache ?? (home && `${home}/.cache`), world);
}

/** Environment variable, then poetry.toml beside the project, then the user's settings. */
function setting(
  name: string,
  project: string,
  world: World,
  table = "virtualenvs.",
): string | undefined {
  const variable = `POETRY_${table}${name}`.toUpperCase().replace(/[-.]/g, "_");
  const value = world.variable(variable);
  if (value !== undefined) return table === "" || name === "path" ? value : value.toLowerCase();
  for (const file of [`${project}/poetry.toml`, settingsFile(world)]) {
    const found = new RegExp(`^(?:${table.replace(".", "\\.")})?${name}\\s*=\\s*(.+)$`, "gm");
    const last = [...textOf(file, world).matchAll(found)]
      .at(-1)?.[1]
      ?.trim()
      .replace(/^["']|["']$/g, "");
    if (last) return last;
  }
  return undefined;
}

function settingsFile(world: World): string {
  const folder = world.variable("POETRY_CONFIG_DIR") ?? `${world.home}/.config/pypoetry`;
  return `${folder}/config.toml`;
}
