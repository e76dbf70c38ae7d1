import { dirname, join } from "../../base/path.ts";
import { consoleScripts } from "./console-scripts.ts";
import {
  activeEnvironment,
  activePython,
  type Environment,
  environmentAt,
  installInto,
  packageName,
} from "./python-environment.ts";
import { all, contentOf, wantedByFiles, wantedByWords } from "./requirements.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  type Words,
  type World,
  write,
  writeFile,
  writeProgram,
} from "./tool.ts";
import { managed } from "./uv-python.ts";

/** `uv pip`: like pip, but into the environment that uv finds, with or without a pip in it. */
export function* pipOfUv(
  [command, ...words]: Words,
  given: Arguments,
  world: World,
): Iterable<Effect> {
  if (command === "compile") {
    const path = placeOf(given.values("-o", "--output-file").at(-1), world);
    if (path) yield writeFile(path);
    return;
  }
  if (command !== "install" && command !== "sync") return;
  const files = [
    ...given.values("-r", "--requirements", "--requirement"),
    ...(command === "sync" ? words : []),
  ];
  const operands = command === "sync" ? [] : [...words, ...given.values("-e", "--editable")];
  const wanted = all([wantedByWords(operands, world), wantedByFiles(files, world)]);
  const into = environmentForPip(given, world);
  if (!into) return yield anything;
  yield* installInto(into, contentOf(wanted));
}

function environmentForPip(given: Arguments, world: World): Environment | undefined {
  const target = given.values("--target", "--prefix").at(-1);
  if (target !== undefined) {
    const path = placeOf(target, world);
    return path === undefined
      ? undefined
      : { ...environmentAt(path, activePython(world)?.program), folders: [path] };
  }
  const asked = given.values("-p", "--python").at(-1) ?? world.variable("UV_PYTHON");
  if (asked?.includes("/")) {
    const path = placeOf(asked, world);
    return path === undefined ? undefined : environmentAt(path.replace(/\/bin\/[^/]+$/, ""));
  }
  if (given.has("--system") || /^(1|true)$/i.test(world.variable("UV_SYSTEM_PYTHON") ?? "")) {
    return activeEnvironment(world);
  }
  const active = world.variable("VIRTUAL_ENV");
  if (active) return environmentAt(active);
  for (
    let folder = world.cwd;
    folder !== undefined;
    folder = folder === "/" ? undefined : dirname(folder)
  ) {
    const { kind } = world.look(join(folder, ".venv")).fact;
    if (kind === "directory") return environmentAt(join(folder, ".venv"));
    if (kind === "unknown") return undefined;
  }
  return activeEnvironment(world);
}

/** `uv tool install`: each in an environment of its own, linked into one folder. */
export function* installTool([command, ...words]: Words, world: World): Iterable<Effect> {
  if (/^(list|dir|update-shell|uninstall)$/.test(command ?? "")) return;
  if (command !== "install" && command !== "upgrade") return yield anything;
  const home = homeOf(world);
  const data = world.variable("XDG_DATA_HOME") ?? (home && `${home}/.local/share`);
  const bin =
    world.variable("UV_TOOL_BIN_DIR") ??
    world.variable("XDG_BIN_HOME") ??
    (data && join(data, "../bin"));
  const tools = world.variable("UV_TOOL_DIR") ?? (data && `${data}/uv/tools`);
  if (bin === undefined || tools === undefined) return yield anything;
  yield cloud(bin);
  yield cloud(tools);
  yield* managed(world);
  for (const name of words.flatMap((word) => packageName(word ?? "") ?? [])) {
    for (const script of consoleScripts([name])) {
      const program = `${tools}/${name}/bin/${script}`;
      yield writeProgram(program, {
        kind: "script",
        interpreter: `${tools}/${name}/bin/python`,
        crlf: false,
      });
      yield write(`${bin}/${script}`, { kind: "symlink", target: program });
    }
  }
}
