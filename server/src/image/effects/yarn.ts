import {
  folderFor,
  globalPrefix,
  installModules,
  linkPrograms,
  linkSomewhere,
  readManifest,
  whichDependencies,
} from "./node-modules.ts";
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
} from "./tool.ts";

export const yarn: Tool = {
  commands: ["yarn", "yarnpkg"],
  *effect({ args }, world) {
    const { operands, values, has } = readArguments(args, valued);
    const [command = "install", ...words] = operands;
    if (has("--version", "-v", "--help") && operands.length === 0) return;
    const named = folderFor(values("--cwd").at(-1), world);
    switch (command) {
      case "install":
      case "add":
      case "workspaces": {
        // `workspaces focus` installs, `workspaces foreach` and `run` run scripts.
        if (command === "workspaces" && words[0] !== "focus")
          return yield* projectBuild(named, world);
        const root = has("--cwd") ? named : projectRoot(world, "package.json");
        if (root === undefined) return yield anything;
        const scripts =
          has("--ignore-scripts") || args.includes("--mode=skip-build") ? "left out" : "run";
        const which = whichDependencies(args, world);
        const added = command === "add" ? words : [];
        return yield* installModules(
          root,
          { which, scripts, folder: keepsFolder(root, world), added },
          world,
        );
      }
      case "global":
        return yield* globally(words, values("--prefix", "--global-folder"), world);
      case "cache":
      case "config":
      case "info":
      case "why":
      case "list":
      case "audit":
      case "versions":
        return;
      case "dlx":
        return yield* world.run({ name: "npx", args: args.slice(args.indexOf("dlx") + 1) });
      default:
        yield* projectBuild(named, world);
        yield* scriptOutputs(command === "run" ? words[0] : command, named, world);
    }
  },
};

const valued = [
  "--cwd",
  "--network-timeout",
  "--registry",
  "--cache-folder",
  "--modules-folder",
  "--prefix",
  "--global-folder",
  "--mutex",
];

/** The first Yarn makes a node_modules; later ones do so only where `nodeLinker` says it. */
function keepsFolder(root: string, world: World): boolean {
  const settings = world.look(`${root}/.yarnrc.yml`);
  if (/nodeLinker:\s*["']?(node-modules|pnpm)/.test(settings.text ?? "")) return true;
  const later = /^yarn@([2-9]|\d\d|berry)/.test(readManifest(root, world)?.manager ?? "");
  return settings.fact.kind === "absent" && !later;
}

function* globally([command, ...words]: Words, prefixes: Words, world: World): Iterable<Effect> {
  if (command !== "add" && command !== "upgrade") return;
  const home = homeOf(world);
  for (const path of [
    "/usr/local/share/.config/yarn",
    home && `${home}/.config/yarn`,
    home && `${home}/.yarn`,
  ]) {
    if (path) yield cloud(path);
  }
  const prefix = prefixes.length > 0 ? placeOf(prefixes.at(-1), world) : globalPrefix(world);
  if (prefix === undefined) return yield* linkSomewhere(words);
  yield* linkPrograms(words, `${prefix}/bin`);
}
