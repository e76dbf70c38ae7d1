import { dirname, join } from "../../base/path.ts";
import { lockedContent, readLock } from "./lock-file.ts";
import { projectRoot } from "./project-root.ts";
import { readPyproject } from "./pyproject.ts";
import { environmentAt, installInto, makeEnvironment, packageName } from "./python-environment.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  placeOf,
  textOf,
  type Words,
  type World,
} from "./tool.ts";
import { managed, pythonForUv } from "./uv-python.ts";

/** `uv sync`: the project's environment, made where there is none, and its packages in it. */
export function* sync(given: Arguments, world: World, added: Words = []): Iterable<Effect> {
  const root = rootOf(given, world);
  const own = root === undefined ? undefined : projectEnvironment(root, given, world);
  if (root === undefined || own === undefined) return yield anything;
  yield cloud(`${root}/uv.lock`);
  const project = readPyproject(textOf(`${root}/pyproject.toml`, world));
  const lean = given.has("--no-dev", "--only-group", "--no-default-groups", "--no-group");
  const wanted = given.has("--only-group", "--only-dev")
    ? []
    : [...project.main, ...(lean ? [] : project.development)];
  const lock = readLock(textOf(`${root}/uv.lock`, world));
  const names = added.flatMap((word) => packageName(word ?? "") ?? []);
  const installed =
    project.buildSystem && !given.has("--no-install-project", "--only-group", "--only-dev");
  if (!isEnvironment(own, world)) {
    yield* makeEnvironment(own, pythonForUv(given, root, project.python, world), []);
  }
  yield* managed(world);
  const content = lockedContent(wanted, lock, names, installed ? project.scripts : []);
  yield* installInto(environmentAt(own), content);
}

/** The project that uv works on: the whole of a workspace. */
export function rootOf(given: Arguments, world: World): string | undefined {
  const named = given.values("--project", "--directory").at(-1);
  const from = named === undefined ? world.cwd : placeOf(named, world);
  const root = projectRoot(world, "pyproject.toml", from);
  if (root === undefined) return undefined;
  // A member of a workspace is installed into the environment of the whole.
  for (let folder = root; folder !== "/"; ) {
    folder = dirname(folder);
    const { fact, text } = world.look(join(folder, "pyproject.toml"));
    if (fact.kind === "unknown" || (fact.kind === "file" && text === undefined)) return undefined;
    if (text !== undefined && readPyproject(text).workspace) return folder;
  }
  return root;
}

function projectEnvironment(root: string, given: Arguments, world: World): string | undefined {
  const active = given.has("--active") ? world.variable("VIRTUAL_ENV") : undefined;
  const path = active ?? (world.variable("UV_PROJECT_ENVIRONMENT") || ".venv");
  return placeOf(path, { ...world, cwd: root });
}

/** A Python is there already: an environment that was made before, or the system's own. */
function isEnvironment(path: string, world: World): boolean {
  return ["python", "python3"].some((name) =>
    /^(file|symlink)$/.test(world.look(`${path}/bin/${name}`).fact.kind),
  );
}

/** `uv venv`. */
export function* makeProjectEnvironment(
  word: string | undefined,
  given: Arguments,
  world: World,
): Iterable<Effect> {
  const path = placeOf(word ?? world.variable("UV_PROJECT_ENVIRONMENT") ?? ".venv", world);
  if (path === undefined) return yield anything;
  const root = world.cwd ?? "/";
  const project = readPyproject(textOf(`${root}/pyproject.toml`, world));
  yield* makeEnvironment(
    path,
    pythonForUv(given, root, project.python, world),
    given.has("--seed") ? ["pip"] : [],
  );
  yield* managed(world);
}
