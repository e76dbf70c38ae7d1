import { join, resolve } from "../../base/path.ts";
import { lockedPackages, readPyproject } from "./pyproject.ts";
import { activeBin, installInto, makeEnvironment } from "./python-environment.ts";
import { anything, type Effect, readArguments, type Tool, type World, writeFile } from "./tool.ts";

export const poetry: Tool = {
  commands: ["poetry"],
  *effect(call, world) {
    const { flags, operands } = readArguments(call.args, ["-C", "--directory", "-P", "--project"]);
    const [command, ...rest] = operands;
    switch (command) {
      case "config":
        return yield* configure(rest, flags.has("--local"), world);
      case "install":
      case "sync":
      case "add":
        return yield* install(flags, command === "add" ? rest : [], world);
      case "lock":
      case "check":
      case "show":
      case "cache":
      case "export":
      case "about":
      case "env":
        return yield { kind: "cloud", path: world.cwd ?? "/" };
      case undefined:
        return;
      default:
        yield anything;
    }
  },
};

/** Settings live in a file, so that later steps and stages inherit them as they inherit files. */
function* configure(
  [key, value]: readonly (string | undefined)[],
  local: boolean,
  world: World,
): Generator<Effect> {
  if (key === undefined || value === undefined) return;
  const path = local ? join(world.cwd ?? "/", "poetry.toml") : settingsFile(world);
  const before = world.look(path).text ?? "";
  yield writeFile(path, `${before}${key} = ${value}\n`);
}

function* install(
  flags: ReadonlyMap<string, string>,
  added: readonly (string | undefined)[],
  world: World,
): Generator<Effect> {
  const named = ["-C", "--directory", "-P", "--project"]
    .map((flag) => flags.get(flag))
    .find(Boolean);
  if (world.cwd === undefined && !named?.startsWith("/")) return yield anything;
  const at = resolve(world.cwd ?? "/", named ?? ".");
  const environment = environmentOf(at, world);
  if (environment === "elsewhere") {
    return yield { kind: "cloud", path: world.variable("POETRY_CACHE_DIR") ?? world.home };
  }
  if (environment === "unknown") {
    yield { kind: "cloud", path: `${at}/.venv` };
    return yield { kind: "cloud", path: world.home };
  }
  const packages = packagesOf(at, world);
  if (environment === "system") {
    const bin = activeBin(world);
    if (!bin) return yield anything;
    return yield* installInto(bin, packages);
  }
  yield* makeEnvironment(environment, world);
  yield* installInto(`${environment}/bin`, [
    ...packages,
    ...added.flatMap((name) => name?.split(/[@=<>^~[]/)[0] ?? []),
    ...(flags.has("--no-root") ? [] : readPyproject(textOf(`${at}/pyproject.toml`, world)).scripts),
  ]);
}

/** Poetry's own order: an active environment, then its settings, then a .venv that exists. */
function environmentOf(project: string, world: World): string | "system" | "elsewhere" | "unknown" {
  const active = world.variable("VIRTUAL_ENV");
  if (active) return active;
  if (setting("create", project, world) === "false") return "system";
  const inProject = setting("in-project", project, world);
  if (inProject === "true") return `${project}/.venv`;
  if (inProject === "false") return "elsewhere";
  const existing = world.look(`${project}/.venv`).fact.kind;
  if (existing === "directory") return `${project}/.venv`;
  const local = world.look(`${project}/poetry.toml`).fact.kind;
  return existing === "unknown" || local === "unknown" ? "unknown" : "elsewhere";
}

/** Environment variable, then poetry.toml beside the project, then the user's settings. */
function setting(name: string, project: string, world: World): string | undefined {
  const variable = world.variable(`POETRY_VIRTUALENVS_${name.toUpperCase().replace("-", "_")}`);
  if (variable !== undefined) return /^(1|true|yes|on)$/i.test(variable) ? "true" : "false";
  for (const file of [`${project}/poetry.toml`, settingsFile(world)]) {
    const found = new RegExp(`^(?:virtualenvs\\.)?${name}\\s*=\\s*(\\w+)`, "gm");
    const values = [...textOf(file, world).matchAll(found)];
    const value = values.at(-1)?.[1];
    if (value) return value.toLowerCase();
  }
  return undefined;
}

function packagesOf(project: string, world: World): string[] {
  const declared = readPyproject(textOf(`${project}/pyproject.toml`, world)).dependencies;
  return [...declared, ...lockedPackages(textOf(`${project}/poetry.lock`, world))];
}

function textOf(path: string, world: World): string {
  return world.look(path).text ?? "";
}

function settingsFile(world: World): string {
  return `${world.home}/.config/pypoetry/config.toml`;
}
