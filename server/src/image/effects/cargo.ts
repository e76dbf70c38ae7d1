import { basename, join } from "../../base/path.ts";
import { build, profileOf, targetFolder } from "./cargo-build.ts";
import { cargoHome, install } from "./cargo-install.ts";
import { projectBuild } from "./project-build.ts";
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
  writeFolder,
} from "./tool.ts";

/** cargo: programs below `target`, in a folder for the profile, and for the machine where one is named. */
export const cargo: Tool = {
  commands: ["cargo"],
  *effect({ args }, world) {
    const plain = args.filter((arg) => !arg?.startsWith("+"));
    // Only for these two `--bin` has no name behind it.
    const creates = plain.some((arg) => arg === "new" || arg === "init");
    const given = readArguments(creates ? plain.filter((arg) => arg !== "--bin") : plain, valued);
    const [command, ...words] = given.operands;
    const home = cargoHome(world);
    for (const name of ["registry", "git"])
      yield home === undefined ? anything : cloud(`${home}/${name}`);
    switch (command) {
      case "build":
      case "b":
      case "rustc":
      case "zigbuild":
      case "auditable":
        return yield* build(given, world);
      case "chef":
        return yield* chef(words[0], given, world);
      case "install":
      case "binstall":
        return yield* install(words, given, world);
      case "new":
      case "init":
        return yield* create(command === "init" ? (words[0] ?? ".") : words[0], given, world);
      case "clean": {
        const target = targetFolder(given, world);
        return yield* target && args.length === 1
          ? [{ kind: "remove" as const, path: target }]
          : [];
      }
      case "fetch":
      case "update":
      case "generate-lockfile":
        return yield world.cwd === undefined ? anything : cloud(`${world.cwd}/Cargo.lock`);
      case "search":
      case "tree":
      case "metadata":
      case "login":
      case undefined:
        return;
      case "run":
      case "r":
        return yield anything;
      default: {
        // check, test, doc, vendor, leptos, …
        const target = targetFolder(given, world);
        yield target === undefined ? anything : cloud(target);
        yield* projectBuild(world.cwd, world);
      }
    }
  },
};

const valued = [
  ...[
    "--profile",
    "--bin",
    "-p",
    "--package",
    "--example",
    "--target",
    "--target-dir",
    "-F",
    "--features",
  ],
  ...["--manifest-path", "-j", "--jobs", "--config", "-Z", "--root", "--path", "--git", "--branch"],
  ...[
    "--tag",
    "--rev",
    "--version",
    "--recipe-path",
    "--color",
    "--message-format",
    "--name",
    "--exclude",
  ],
];

/** cargo-chef builds the dependencies alone, and leaves the skeleton of the project. */
function* chef(command: string | undefined, given: Arguments, world: World): Iterable<Effect> {
  const root = world.cwd;
  if (root === undefined) return yield anything;
  if (command === "prepare") {
    const path = placeOf(given.values("--recipe-path").at(-1) ?? "recipe.json", world);
    return yield path === undefined ? anything : writeFile(path);
  }
  for (const name of ["src", "Cargo.toml", "Cargo.lock", ".cargo", "build.rs", "crates"])
    yield cloud(join(root, name));
  const target = targetFolder(given, world);
  const profile = profileOf(given);
  if (target === undefined || profile === undefined) return yield anything;
  const machine = given.values("--target").at(-1) ?? "";
  for (const path of [join(target, profile), join(target, machine, profile)]) {
    for (const name of ["build", "deps", "examples", "incremental", ".fingerprint"])
      yield cloud(join(path, name));
    yield writeFolder(path);
  }
}

/** `cargo new`: a project that only says hello, into which people copy their manifest. */
function* create(word: string | undefined, given: Arguments, world: World): Iterable<Effect> {
  const path = placeOf(word, world);
  if (path === undefined) return yield anything;
  const name = given.values("--name").at(-1) ?? basename(path);
  yield writeFolder(path);
  yield writeFile(`${path}/Cargo.toml`, `[package]\nname = "${name}"\n`);
  yield writeFile(`${path}/src/${given.has("--lib") ? "lib" : "main"}.rs`);
  for (const file of [".git", ".gitignore"]) yield cloud(`${path}/${file}`);
}
