import { join } from "../../base/path.ts";
import { projectBuild } from "./project-build.ts";
import {
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  type Words,
  type World,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** mix: everything below the project; a release in a folder of its own. */
export const mix: Tool = {
  commands: ["mix"],
  *effect({ args }, world): Iterable<Effect> {
    const home = homeOf(world);
    for (const folder of [
      world.variable("MIX_HOME"),
      world.variable("HEX_HOME"),
      home && `${home}/.mix`,
      home && `${home}/.hex`,
    ]) {
      if (folder) yield cloud(folder);
    }
    for (const [task, ...rest] of tasksIn(args)) {
      if (task === undefined) yield anything;
      else if (task === "release") yield* release(rest, world);
      else if (!/^(local\.\w+|archive\.install|hex\.\w+|help|--version|deps\.tree)$/.test(task))
        yield* ordinary(task, world);
    }
  },
};

/** `mix do a, b` is two tasks; newer versions part them by `+`. */
function tasksIn(args: Words): Words[] {
  if (args[0] !== "do") return [args];
  const tasks: (string | undefined)[][] = [[]];
  for (const arg of args.slice(1)) {
    if (arg !== "+") tasks.at(-1)?.push(arg?.replace(/,$/, ""));
    if (arg === "+" || arg?.endsWith(",")) tasks.push([]);
  }
  return tasks;
}

function* ordinary(task: string, world: World): Iterable<Effect> {
  if (world.cwd === undefined) return yield anything;
  if (!/^(deps\.\w+|compile)$/.test(task)) return yield* projectBuild(world.cwd, world);
  for (const name of ["deps", "_build", "mix.lock", "priv", "node_modules"])
    yield cloud(join(world.cwd, name));
}

/** `_build/prod/rel/app/bin/app`: by the name in mix.exs, and MIX_ENV. */
function* release(args: Words, world: World): Iterable<Effect> {
  const { operands, values } = readArguments(args, ["--path", "--version"]);
  if (world.cwd === undefined) return yield anything;
  yield cloud(join(world.cwd, "_build"));
  const text = world.look(join(world.cwd, "mix.exs")).text ?? "";
  const releases = /releases:\s*(\[|releases)/.test(text);
  const name = operands[0] ?? (releases ? undefined : /\bapp:\s*:(\w+)/.exec(text)?.[1]);
  const asked = values("--path").at(-1);
  // A release that mix.exs describes may be written anywhere.
  if (releases && asked === undefined) return yield* projectBuild(world.cwd, world);
  const environment = world.variable("MIX_ENV") ?? "dev";
  const folder = asked ?? (name && `_build/${environment}/rel/${name}`);
  const path = placeOf(folder, world);
  if (path === undefined) return yield* asked === undefined ? [] : [anything];
  yield cloud(path);
  yield writeFolder(path);
  if (name !== undefined)
    yield writeProgram(join(path, "bin", name), {
      kind: "script",
      interpreter: "/bin/sh",
      crlf: false,
    });
}
