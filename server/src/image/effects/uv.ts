import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  type World,
  writeFile,
} from "./tool.ts";
import { installTool, pipOfUv } from "./uv-install.ts";
import { pythonOfUv } from "./uv-python.ts";
import { makeProjectEnvironment, rootOf, sync } from "./uv-sync.ts";

/** uv; its settings by variables: https://docs.astral.sh/uv/reference/environment/ */
export const uv: Tool = {
  commands: ["uv"],
  *effect({ args }, world) {
    const given = readArguments(args, valued);
    const [command, ...words] = given.operands;
    switch (command) {
      case "sync":
        return yield* sync(given, world);
      case "add":
        yield* edited(given, world);
        return yield* sync(given, world, words);
      case "lock":
      case "remove":
      case "init":
      case "version":
        return yield* edited(given, world);
      case "run":
        if (!given.has("--no-sync", "--no-project")) yield* sync(given, world);
        return yield* world.run({
          name: words[0] ?? "",
          args: args.slice(args.indexOf(words[0]) + 1),
        });
      case "venv":
        return yield* makeProjectEnvironment(words[0], given, world);
      case "pip":
        return yield* pipOfUv(words, given, world);
      case "tool":
        return yield* installTool(words, world);
      case "python":
        return yield* pythonOfUv(words[0], world);
      case "export":
      case "build": {
        const to = given.values("-o", "--output-file", "--out-dir").at(-1);
        const path = placeOf(to ?? (command === "build" ? "dist" : undefined), world);
        if (path) yield command === "build" ? cloud(path) : writeFile(path);
        return;
      }
      case "cache":
      case "tree":
      case "auth":
      case "self":
      case "help":
      case undefined:
        return;
      default:
        yield anything;
    }
  },
};

const valued = [
  ...[
    "--project",
    "--directory",
    "-p",
    "--python",
    "--package",
    "--extra",
    "--group",
    "--only-group",
  ],
  ...["--no-group", "--with", "-r", "--requirements", "--requirement", "-c", "--constraint", "-e"],
  ...[
    "--editable",
    "--target",
    "--prefix",
    "-o",
    "--output-file",
    "--out-dir",
    "--index-url",
    "-i",
  ],
  ...[
    "--extra-index-url",
    "--index",
    "--default-index",
    "-f",
    "--find-links",
    "--cache-dir",
    "--from",
  ],
  ...[
    "--link-mode",
    "--index-strategy",
    "--prompt",
    "--config-file",
    "--env-file",
    "--color",
    "-n",
  ],
  ...["--no-install-package", "--python-platform", "--python-version", "--torch-backend"],
].filter((flag) => flag !== "-n");

/** Commands that rewrite the manifest. */
function* edited(given: Arguments, world: World): Iterable<Effect> {
  const root = rootOf(given, world);
  if (root === undefined) return yield anything;
  for (const name of [
    "pyproject.toml",
    "uv.lock",
    ".python-version",
    "README.md",
    "src",
    "main.py",
  ]) {
    yield cloud(`${root}/${name}`);
  }
}
