import {
  folderFor,
  globalPrefix,
  installGlobally,
  installModules,
  whichDependencies,
  withoutTools,
} from "./node-modules.ts";
import { nodePackage, programsOf } from "./node-programs.ts";
import { projectBuild } from "./project-build.ts";
import { projectRoot } from "./project-root.ts";
import { scriptOutputs } from "./script-outputs.ts";
import {
  anything,
  cloud,
  type Effect,
  homeOf,
  readArguments,
  type Tool,
  textOf,
  type Words,
  type World,
  writeFile,
} from "./tool.ts";

export const npm: Tool = {
  commands: ["npm"],
  *effect({ args }, world) {
    const { operands, values, has } = readArguments(args, valued);
    const [command, ...words] = operands;
    const folder = folderFor(values("--prefix", "-C").at(-1), world);
    const everywhere = has("-g", "--global") || values("--location").includes("global");
    switch (command) {
      case "install":
      case "i":
      case "add":
      case "ci":
      case "clean-install":
      case "install-clean": {
        if (everywhere) {
          const prefix = values("--prefix").length > 0 ? folder : globalPrefix(world);
          return yield* installGlobally(words, prefix, world);
        }
        const root = has("--prefix", "-C") ? folder : projectRoot(world, "package.json");
        if (root === undefined) return yield anything;
        const scripts = has("--ignore-scripts") ? "left out" : "run";
        const which = whichDependencies(args, world);
        return yield* installModules(root, { which, scripts, folder: true, added: words }, world);
      }
      case "uninstall":
      case "remove":
      case "rm":
        return yield* everywhere ? removed(words, globalPrefix(world)) : changed(folder);
      case "prune":
        yield* changed(folder);
        if (folder !== undefined && whichDependencies(args, world) === "production")
          yield* withoutTools(folder, world);
        return;
      case "dedupe":
      case "rebuild":
      case "update":
      case "up":
      case "link":
      case "audit":
        return yield* everywhere
          ? installGlobally([undefined], globalPrefix(world), world)
          : changed(folder);
      case "config":
      case "set":
        return yield* configured(command === "set" ? words : words.slice(1), world);
      case "exec":
      case "x":
        return yield* world.run({ name: "npx", args: args.slice(args.indexOf(command) + 1) });
      case "run":
      case "run-script":
      case "start":
      case "test":
      case "t":
      case "init":
      case "create":
      case "pack":
      case "pkg":
      case "version":
        if (words.length === 0 && command === "version") return;
        yield* projectBuild(folder, world);
        return yield* scriptOutputs(/^run/.test(command) ? words[0] : command, folder, world);
    }
  },
};

const valued = [
  "--prefix",
  "-C",
  "-w",
  "--workspace",
  "--registry",
  "--loglevel",
  "--cache",
  "--location",
  "--omit",
  "--include",
  "--tag",
];

function* changed(folder: string | undefined): Iterable<Effect> {
  if (folder === undefined) return yield anything;
  for (const name of ["node_modules", "package.json", "package-lock.json"])
    yield cloud(`${folder}/${name}`);
}

function* removed(words: Words, prefix: string | undefined): Iterable<Effect> {
  for (const program of words.flatMap((word) => programsOf(nodePackage(word) ?? "") ?? [])) {
    if (prefix !== undefined) yield { kind: "remove", path: `${prefix}/bin/${program}` };
  }
}

/** Settings live in a file, so that later steps and stages inherit them as they inherit files. */
function* configured([first, second]: Words, world: World): Iterable<Effect> {
  const [key, value] = first?.includes("=") ? first.split("=") : [first, second];
  const home = homeOf(world);
  if (key !== "prefix" || value === undefined || home === undefined) return;
  yield writeFile(`${home}/.npmrc`, `${textOf(`${home}/.npmrc`, world)}prefix=${value}\n`);
}

/** npx and its likes: a program of the project, or one that is fetched for the moment. */
export const npx: Tool = {
  commands: ["npx", "pnpx", "bunx"],
  *effect({ args }, world) {
    let at = 0;
    for (; at < args.length; at++) {
      const arg = args[at] ?? "";
      if (/^(-p|--package|-c|--call|-w|--workspace)$/.test(arg)) at++;
      else if (arg === "--") {
        at++;
        break;
      } else if (!arg.startsWith("-")) break;
    }
    const [word, ...rest] = args.slice(at);
    const name = nodePackage(word);
    if (name === undefined) return yield anything;
    const home = homeOf(world);
    if (home !== undefined)
      for (const path of [".npm", ".cache", ".bun"]) yield cloud(`${home}/${path}`);
    yield* world.run({ name: programsOf(name)?.[0] ?? name, args: rest });
  },
};
