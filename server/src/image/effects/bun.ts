import { folderFor, installModules, linkPrograms, whichDependencies } from "./node-modules.ts";
import { projectBuild } from "./project-build.ts";
import { projectRoot } from "./project-root.ts";
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
  writeProgram,
} from "./tool.ts";

export const bun: Tool = {
  commands: ["bun"],
  *effect({ args }, world) {
    const { operands, values, has } = readArguments(args, valued);
    const [command, ...words] = operands;
    if (command === undefined) return;
    const named = folderFor(values("--cwd").at(-1), world);
    switch (command) {
      case "install":
      case "i":
      case "add": {
        if (has("-g", "--global")) return yield* globally(words, world);
        const root = has("--cwd") ? named : projectRoot(world, "package.json");
        if (root === undefined) return yield anything;
        const scripts = has("--ignore-scripts") ? "left out" : "run";
        const added = command === "install" ? [] : words;
        const which = whichDependencies(args, world);
        return yield* installModules(root, { which, scripts, folder: true, added }, world);
      }
      case "build": {
        yield* projectBuild(named, world);
        const file = placeOf(values("--outfile").at(-1), world);
        const folder = placeOf(values("--outdir").at(-1), world);
        if (folder) yield cloud(folder);
        if (file) yield has("--compile") ? writeProgram(file) : cloud(file);
        return;
      }
      case "x":
        return yield* world.run({ name: "npx", args: args.slice(args.indexOf("x") + 1) });
      case "pm":
      case "upgrade":
        return;
      default:
        yield* projectBuild(named, world);
    }
  },
};

const valued = [
  "--cwd",
  "--outfile",
  "--outdir",
  "--target",
  "--filter",
  "--registry",
  "--cache-dir",
  "--backend",
  "--external",
  "-e",
];

function* globally(words: Words, world: World): Iterable<Effect> {
  const home = homeOf(world);
  const own = world.variable("BUN_INSTALL") ?? (home && `${home}/.bun`);
  const chosen = world.variable("BUN_INSTALL_BIN");
  if (own !== undefined) yield cloud(own);
  // The images of Bun set it to /usr/local/bin.
  if (chosen === undefined) return yield cloud("/usr/local/bin");
  yield* linkPrograms(words, chosen);
}
