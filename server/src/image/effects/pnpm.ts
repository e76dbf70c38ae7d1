import { dirname, join } from "../../base/path.ts";
import { folderFor, installModules, linkPrograms, whichDependencies } from "./node-modules.ts";
import { projectBuild } from "./project-build.ts";
import { projectRoot } from "./project-root.ts";
import { scriptOutputs } from "./script-outputs.ts";
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
} from "./tool.ts";

export const pnpm: Tool = {
  commands: ["pnpm"],
  *effect({ args }, world) {
    const { operands, values, has } = readArguments(args, valued);
    const [command, ...words] = operands;
    if (command === undefined) return;
    const named = folderFor(values("-C", "--dir", "--prefix").at(-1), world);
    if (has("-g", "--global")) return yield* globally(words, world);
    switch (command) {
      case "install":
      case "i":
      case "add":
      case "fetch":
      case "update":
      case "remove":
      case "prune":
      case "rebuild":
      case "import":
      case "link": {
        const root = rootOf(named, world);
        if (root === undefined) return yield anything;
        // With a filter it fills the folders of some members.
        if (has("--filter", "-F", "-r", "--recursive")) yield cloud(root);
        const which = whichDependencies(args, world);
        const scripts = has("--ignore-scripts") || command === "fetch" ? "left out" : "run";
        const folder = /^(install|i|add)$/.test(command);
        const added = command === "add" ? words : [];
        return yield* installModules(root, { which, scripts, folder, added }, world);
      }
      case "deploy": {
        const path = placeOf(words.at(-1), world);
        if (path === undefined) return yield anything;
        yield* projectBuild(named, world);
        yield cloud(path);
        return yield writeFolder(path);
      }
      case "env":
      case "setup": {
        const home = homeOf(world);
        const own = world.variable("PNPM_HOME") ?? (home && `${home}/.local/share/pnpm`);
        return yield own === undefined ? anything : cloud(own);
      }
      case "dlx":
        return yield* world.run({ name: "npx", args: args.slice(args.indexOf("dlx") + 1) });
      case "config":
      case "store":
      case "list":
      case "ls":
      case "audit":
      case "why":
        return;
      default: {
        const root = rootOf(named, world);
        yield* projectBuild(root, world);
        if (has("--filter", "-F", "-r", "--recursive") || root !== named) return;
        yield* scriptOutputs(command === "run" ? words[0] : command, root, world);
      }
    }
  },
};

const valued = [
  "-C",
  "--dir",
  "--prefix",
  "--filter",
  "-F",
  "--store-dir",
  "--reporter",
  "--registry",
  "--modules-dir",
  "--virtual-store-dir",
];

/** The whole workspace, where the folder is a member of one. */
function rootOf(folder: string | undefined, world: World): string | undefined {
  if (folder === undefined) return undefined;
  for (let at = folder; ; at = dirname(at)) {
    const { kind } = world.look(join(at, "pnpm-workspace.yaml")).fact;
    if (kind === "file") return at;
    if (kind === "unknown" && at !== folder) return undefined;
    if (at === "/") return projectRoot(world, "package.json", folder);
  }
}

function* globally(words: Words, world: World): Iterable<Effect> {
  const own = world.variable("PNPM_HOME");
  const home = homeOf(world);
  if (own === undefined) {
    for (const path of ["/usr/local/bin", home && `${home}/.local/share/pnpm`])
      if (path) yield cloud(path);
    return;
  }
  for (const path of ["global", "store", ".tools", "nodejs"]) yield cloud(join(own, path));
  // pnpm 11 moved programs one folder down.
  yield cloud(join(own, "bin"));
  yield* linkPrograms(words, own);
}
