import { closure, lockedContent, readLock } from "./lock-file.ts";
import { projectRoot } from "./project-root.ts";
import { type Pyproject, readPyproject } from "./pyproject.ts";
import {
  activeEnvironment,
  activePython,
  environmentAt,
  installInto,
  makeEnvironment,
  packageName,
} from "./python-environment.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  textOf,
  type World,
  writeFile,
} from "./tool.ts";

/** pdm: into the project's .venv, unless it was told to do without virtual environments. */
export const pdm: Tool = {
  commands: ["pdm"],
  *effect({ args }, world) {
    const given = readArguments(args, valued);
    const [command, ...words] = given.operands;
    const named = given.values("-p", "--project").at(-1);
    const root = projectRoot(
      world,
      "pyproject.toml",
      named === undefined ? world.cwd : placeOf(named, world),
    );
    if (root === undefined) return yield anything;
    switch (command) {
      case "install":
      case "sync":
      case "update":
      case "add": {
        const added = words.flatMap((word) => packageName(word ?? "") ?? []);
        return yield* install(root, command === "add" ? added : [], given, world);
      }
      case "config": {
        const path = `${world.home}/.config/pdm/config.toml`;
        const [key, value] = words;
        if (key && value) yield writeFile(path, `${textOf(path, world)}${key} = ${value}\n`);
        return;
      }
      case "use":
        return yield writeFile(`${root}/.pdm-python`);
      case "export": {
        const path = placeOf(given.values("-o", "--output").at(-1), world);
        if (path)
          yield writeFile(
            path,
            namesOf(root, given, world)
              .map((name) => `${name}\n`)
              .join(""),
          );
        return;
      }
      case "run":
        return yield* world.run({
          name: words[0] ?? "",
          args: args.slice(args.indexOf(words[0]) + 1),
        });
      case "lock":
      case "build":
      case "init":
        return yield cloud(root);
      case "cache":
      case "info":
      case "list":
      case undefined:
        return;
      default:
        yield anything;
    }
  },
};

const valued = [
  "-p",
  "--project",
  "-G",
  "--group",
  "--with",
  "--without",
  "-L",
  "--lockfile",
  "-o",
  "--output",
  "-f",
  "--format",
];

function* install(
  root: string,
  added: readonly string[],
  given: Arguments,
  world: World,
): Iterable<Effect> {
  yield cloud(`${root}/pdm.lock`);
  yield cloud(`${root}/.pdm-python`);
  const project = readPyproject(textOf(`${root}/pyproject.toml`, world));
  const scripts = given.has("--no-self") || !project.buildSystem ? [] : project.scripts;
  const lock = readLock(textOf(`${root}/pdm.lock`, world));
  const content = lockedContent(wantedOf(project, given), lock, added, scripts);
  const active = world.variable("VIRTUAL_ENV");
  if (active) return yield* installInto(environmentAt(active), content);
  const own = `${root}/.venv`;
  const other = ["__pypackages__", ".pdm-python"].some(
    (name) => world.look(`${root}/${name}`).fact.kind !== "absent",
  );
  if (other || withoutEnvironments(world)) {
    const system = activeEnvironment(world);
    yield cloud(own);
    yield cloud(`${root}/__pypackages__`);
    for (const path of system ? [system.bin, ...system.folders] : ["/"]) yield cloud(path);
    return;
  }
  if (world.look(own).fact.kind !== "directory")
    yield* makeEnvironment(own, activePython(world), []);
  yield* installInto(environmentAt(own), content);
}

function withoutEnvironments(world: World): boolean {
  const no = /^(0|false|no|off)$/i;
  if (
    no.test(world.variable("PDM_USE_VENV") ?? "") ||
    no.test(world.variable("PDM_VENV_IN_PROJECT") ?? "")
  )
    return true;
  const settings = textOf(`${world.home}/.config/pdm/config.toml`, world);
  return /^(python\.use_venv|venv\.in_project) = (0|false|no|off)$/im.test(settings);
}

function namesOf(root: string, given: Arguments, world: World): string[] {
  const project = readPyproject(textOf(`${root}/pyproject.toml`, world));
  return closure(wantedOf(project, given), readLock(textOf(`${root}/pdm.lock`, world)));
}

function wantedOf({ main, development }: Pyproject, given: Arguments): string[] {
  const lean = given.has("--prod", "--production", "--without", "--no-default", "-G", "--group");
  return [...main, ...(lean ? [] : development)];
}
