import { dirname } from "../../base/path.ts";
import { programInPath } from "./path-search.ts";
import { cloud, homeOf, placeOf, readArguments, type Tool, writeProgram } from "./tool.ts";

/** corepack: shims beside itself, and the package managers in a cache. */
export const corepack: Tool = {
  commands: ["corepack"],
  *effect({ args }, world) {
    const { operands, values } = readArguments(args, ["--install-directory"]);
    const [command, ...words] = operands;
    if (/^(npm|npx|yarn|yarnpkg|pnpm|pnpx)$/.test(command?.replace(/@.*/, "") ?? "")) {
      const at = args.indexOf(command) + 1;
      return yield* world.run({ name: command?.replace(/@.*/, "") ?? "", args: args.slice(at) });
    }
    const home = homeOf(world);
    const cache = world.variable("COREPACK_HOME") ?? (home && `${home}/.cache/node`);
    if (cache !== undefined) yield cloud(cache);
    if (command === "use" || command === "up") yield cloud(world.cwd ?? "/");
    if (command !== "enable") return;
    const own = programInPath(world, ["corepack"]);
    const folder = values("--install-directory").at(-1);
    const bin = folder === undefined ? own && dirname(own) : placeOf(folder, world);
    if (bin === undefined) {
      for (const path of ["/usr/local/bin", "/usr/bin"]) yield cloud(path);
      return;
    }
    const names = words.length > 0 ? words : ["pnpm", "yarn"];
    for (const name of names.flatMap((word) => shims[word ?? ""] ?? []))
      yield writeProgram(`${bin}/${name}`);
  },
};

const shims: Readonly<Record<string, readonly string[]>> = {
  npm: ["npm", "npx"],
  pnpm: ["pnpm", "pnpx"],
  yarn: ["yarn", "yarnpkg"],
};
