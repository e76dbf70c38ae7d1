import { join } from "../../base/path.ts";
import { programInPath } from "./path-search.ts";
import { projectBuild } from "./project-build.ts";
import { projectRoot } from "./project-root.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  textOf,
  type Words,
  type World,
  writeFile,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** bundle: gems of the Gemfile, into the system's folder or the one that is set. */
export const bundle: Tool = {
  commands: ["bundle", "bundler"],
  *effect({ args }, world) {
    const given = readArguments(args, [
      "--path",
      "--without",
      "--with",
      "-j",
      "--jobs",
      "--retry",
      "--gemfile",
      "--binstubs",
    ]);
    const [command = "install", ...words] = given.operands;
    switch (command) {
      case "install":
      case "update":
      case "add":
        return yield* install(given, world);
      case "config":
      case "set":
        return yield* configure(given, words, world);
      case "exec":
        return yield* world.run({
          name: words[0] ?? "",
          args: args.slice(args.indexOf(words[0]) + 1),
        });
      case "binstubs":
      case "lock":
      case "init":
      case "package":
      case "cache":
      case "pack":
        return yield* projectBuild(world.cwd, world);
      case "clean":
      case "check":
      case "list":
      case "info":
      case "show":
        return;
      default:
        yield anything;
    }
  },
};

function* install(given: Arguments, world: World): Iterable<Effect> {
  const root = projectRoot(world, "Gemfile");
  if (root === undefined) return yield anything;
  for (const name of ["Gemfile.lock", ".bundle"]) yield cloud(`${root}/${name}`);
  const home = homeOf(world);
  if (home !== undefined) for (const name of [".bundle", ".gem"]) yield cloud(`${home}/${name}`);
  const asked = given.values("--path").at(-1) ?? setting("PATH", root, world);
  const deployment =
    given.has("--deployment") || /^(1|true)$/.test(setting("DEPLOYMENT", root, world) ?? "");
  const folder = asked ?? (deployment ? "vendor/bundle" : undefined);
  if (folder !== undefined) {
    const path = placeOf(folder, { ...world, cwd: root });
    if (path === undefined) return yield anything;
    yield cloud(path);
    return yield writeFolder(path);
  }
  yield* installGems(gemsIn(`${root}/Gemfile`, world), world);
}

/** Environment, then the settings beside the Gemfile, then those of the user. */
function setting(name: string, root: string, world: World): string | undefined {
  const variable = world.variable(`BUNDLE_${name}`);
  if (variable) return variable;
  for (const file of settingsFiles(root, world)) {
    const value = new RegExp(`^BUNDLE_${name}: "?([^"\n]*)"?$`, "m").exec(textOf(file, world))?.[1];
    if (value) return value;
  }
  return undefined;
}

function settingsFiles(root: string, world: World): string[] {
  const own =
    world.variable("BUNDLE_APP_CONFIG") ??
    (world.base?.family === "ruby" ? "/usr/local/bundle" : join(root, ".bundle"));
  return [`${own}/config`, `${world.home}/.bundle/config`];
}

/** Settings live in a file, so that later steps and stages inherit them as they inherit files. */
function* configure(given: Arguments, words: Words, world: World): Iterable<Effect> {
  const [key, value] = words[0] === "set" ? words.slice(1) : words;
  const root = world.cwd;
  if (key === undefined || value === undefined || root === undefined || key === "unset") return;
  const [own, user] = settingsFiles(root, world);
  const path = given.has("--global") ? user : own;
  if (path === undefined) return;
  const line = `BUNDLE_${key.toUpperCase().replace(/[.-]/g, "_")}: "${value}"\n`;
  yield writeFile(path, textOf(path, world) + line);
}

/** gem: the same folders, without a Gemfile. */
export const gem: Tool = {
  commands: ["gem"],
  *effect({ args }, world) {
    const { operands, values } = readArguments(args, [
      "-v",
      "--version",
      "-i",
      "--install-dir",
      "-n",
      "--bindir",
      "-s",
      "--source",
      "--platform",
    ]);
    const [command, ...words] = operands;
    if (!/^(install|update)$/.test(command ?? "")) return;
    const folders = values("-i", "--install-dir", "-n", "--bindir");
    for (const folder of folders) yield cloud(placeOf(folder, world) ?? "/");
    if (folders.length === 0) yield* installGems(words, world);
  },
};

/** The images of Ruby keep gems in /usr/local/bundle, other Rubies below their own prefix. */
function* installGems(gems: Words, world: World): Iterable<Effect> {
  const own =
    world.variable("GEM_HOME") ?? (world.base?.family === "ruby" ? "/usr/local/bundle" : undefined);
  if (own === undefined) {
    const known = programInPath(world, ["ruby", "gem"]);
    const home = homeOf(world);
    for (const path of known
      ? ["/usr/local", "/usr/bin", "/usr/lib/ruby", "/var/lib/gems", "/root"]
      : ["/"])
      yield cloud(path);
    if (home !== undefined) yield cloud(home);
    return;
  }
  yield cloud(own);
  for (const program of gems.flatMap((gem) => programs[gem ?? ""] ?? []))
    yield writeProgram(`${own}/bin/${program}`);
}

/** Executables of gems that people start. */
const programs: Readonly<Record<string, readonly string[]>> = {
  bundler: ["bundle", "bundler"],
  foreman: ["foreman"],
  jekyll: ["jekyll"],
  passenger: ["passenger"],
  puma: ["puma", "pumactl"],
  rack: [],
  rackup: ["rackup"],
  rails: ["rails"],
  rake: ["rake"],
  resque: ["resque"],
  rubocop: ["rubocop"],
  sidekiq: ["sidekiq"],
  thin: ["thin"],
  unicorn: ["unicorn", "unicorn_rails"],
};

/** Gems that the Gemfile names outside of any block, which may be left out. */
function gemsIn(file: string, world: World): string[] {
  const outside = textOf(file, world).replace(
    /^\s*(group|platforms?|install_if|source|path|git)\b.*\bdo\b[\s\S]*?^\s*end\b/gm,
    "",
  );
  return [
    ...outside.matchAll(
      /^\s*gem\s*\(?\s*["']([\w-]+)["'](?!.*\b(group|groups|platforms?|install_if|require_if):)/gm,
    ),
  ].map(([, name = ""]) => name);
}
