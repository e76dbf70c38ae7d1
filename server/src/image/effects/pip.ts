import { dirname, resolve } from "../../base/path.ts";
import { consoleScripts } from "./console-scripts.ts";
import {
  activeEnvironment,
  activePython,
  type Environment,
  environmentAt,
  installForUser,
  installInto,
} from "./python-environment.ts";
import { all, contentOf, wantedByFiles, wantedByWords } from "./requirements.ts";
import {
  type Arguments,
  anything,
  cloud,
  cloudBut,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  type World,
  writeFolder,
} from "./tool.ts";

export const pip: Tool = {
  commands: [
    "pip",
    "pip2",
    "pip3",
    ...[7, 8, 9, 10, 11, 12, 13, 14].map((minor) => `pip3.${minor}`),
  ],
  *effect({ name, args }, world) {
    const given = readArguments(args, valued);
    const [command] = given.operands;
    switch (command) {
      case "install":
        return yield* install(name, given, world);
      case "uninstall": {
        const bin = environmentOf(name, given, world)?.bin;
        for (const script of bin
          ? consoleScripts(given.operands.flatMap((word) => word ?? []))
          : []) {
          yield { kind: "remove", path: `${bin}/${script}` };
        }
        return;
      }
      case "wheel":
      case "download": {
        const to = given.values("-w", "--wheel-dir", "-d", "--dest").at(-1);
        const path = placeOf(to ?? ".", world);
        if (path === undefined) return yield anything;
        yield cloud(path);
        return yield writeFolder(path);
      }
    }
  },
};

const valued = [
  ...["-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url"],
  ...["-f", "--find-links", "--target", "-t", "--prefix", "--root", "--trusted-host", "--timeout"],
  ...["--retries", "--cache-dir", "-e", "--editable", "--platform", "--python-version", "--src"],
  ...["--progress-bar", "--python", "-w", "--wheel-dir", "-d", "--dest", "--abi", "--only-binary"],
  ...["--no-binary", "--implementation", "--upgrade-strategy", "--log", "--proxy", "--cert", "-C"],
  ...["--root-user-action", "--config-settings", "--global-option", "--report", "--exists-action"],
];

function* install(name: string, given: Arguments, world: World): Iterable<Effect> {
  const words = given.operands.slice(1);
  const editable = given.values("-e", "--editable");
  const files = given.values("-r", "--requirement");
  const wanted = all([wantedByWords([...words, ...editable], world), wantedByFiles(files, world)]);
  const content = contentOf(wanted);
  const target = given.values("-t", "--target").at(-1) ?? world.variable("PIP_TARGET");
  const python = activePython(world)?.program ?? "/usr/bin/python3";
  if (target !== undefined) {
    const path = placeOf(target, world);
    if (path === undefined) return yield anything;
    yield cloudBut(path, ["bin"]);
    return yield* installInto({ bin: `${path}/bin`, folders: [], interpreter: python }, content);
  }
  const environment = environmentOf(name, given, world);
  if (!environment) return yield anything;
  const chosen = given.has("--prefix", "--root", "--user", "--python");
  if (chosen) return yield* installInto(environment, content);
  yield* installForUser(environment, content, world);
}

/** Where this pip installs: `/venv/bin/pip` where it lies, `pip` where PATH finds it, or as it is told. */
function environmentOf(name: string, given: Arguments, world: World): Environment | undefined {
  const python = activePython(world)?.program ?? "/usr/bin/python3";
  const root = given.values("--root").at(-1) ?? world.variable("PIP_ROOT");
  const prefix = given.values("--prefix").at(-1) ?? world.variable("PIP_PREFIX");
  if (prefix !== undefined || root !== undefined) {
    const under = root === undefined ? "" : placeOf(root, world);
    const path = prefix === undefined ? "/usr/local" : placeOf(prefix, world);
    if (under === undefined || path === undefined) return undefined;
    return environmentAt(under + path, python);
  }
  if (given.has("--user") || /^(1|true|yes)$/.test(world.variable("PIP_USER") ?? "")) {
    const base = world.variable("PYTHONUSERBASE") ?? (homeOf(world) && `${homeOf(world)}/.local`);
    return base === undefined ? undefined : environmentAt(base, python);
  }
  const other = given.values("--python").at(-1);
  if (other !== undefined) {
    const path = placeOf(other, world);
    if (path === undefined) return undefined;
    return environmentAt(/\/bin\/[^/]+$/.test(path) ? dirname(dirname(path)) : path);
  }
  if (name.includes("/")) {
    const path = resolve(world.cwd ?? "/", name);
    return dirname(path) === "/usr/bin"
      ? activeEnvironment({ ...world, variable: () => "/usr/bin" }, ["python3", "pip3", "pip"])
      : environmentAt(dirname(dirname(path)));
  }
  return activeEnvironment(world, [name, "pip", "pip3"]);
}
