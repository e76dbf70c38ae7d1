import { basename, dirname, join } from "../../base/path.ts";
import { type GoFlags as Flags, goHead } from "./go-link.ts";
import { projectBuild } from "./project-build.ts";
import {
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  type Tool,
  textOf,
  type Words,
  type World,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** go: `build` writes one program where `-o` says, or under the name of its package. */
export const go: Tool = {
  commands: ["go"],
  *effect({ args }, world) {
    const [command, ...rest] = args;
    const { flags, packages } = goArguments(rest);
    const folder = flags.has("C") ? placeOf(flags.get("C"), world) : world.cwd;
    const inside = { ...world, cwd: folder };
    yield* caches(inside);
    switch (command) {
      case "build":
        return yield* build(flags, packages, inside);
      case "get":
        // Without modules it fetches the sources, too.
        for (const folder of [goPath(world)]) if (folder) yield cloud(`${folder}/src`);
        return yield* install(command, packages, inside);
      case "install":
        return yield* install(command, packages, inside);
      case "mod":
      case "work":
        if (packages[0] !== "vendor" || folder === undefined) return;
        yield cloud(`${folder}/vendor`);
        return yield writeFolder(`${folder}/vendor`);
      case "env":
        return yield* flags.has("w") &&
        packages.some((word) => /^GO(BIN|PATH)=/.test(word ?? "GOBIN="))
          ? [anything]
          : [];
      case "generate":
      case "test":
      case "tool":
        return yield* projectBuild(folder, world);
      case "run":
      case undefined:
        return yield anything;
    }
  },
};

/** Flags of go stand before packages, with one dash or two; a word of unknown value before them is one. */
function goArguments(args: Words): { readonly flags: Flags; readonly packages: Words } {
  const flags = new Map<string, string | undefined>();
  let packages: (string | undefined)[] = [];
  for (let i = 0; i < args.length; i++) {
    const [, name = "", value] = /^--?([\w.]+)(?:=(.*))?$/s.exec(args[i] ?? "") ?? [];
    if (name === "") {
      if (args[i] !== "") packages.push(args[i]);
      continue;
    }
    packages = packages.filter((word) => word !== undefined);
    flags.set(name, value ?? (valued.has(name) ? args[++i] : ""));
  }
  return { flags, packages };
}

const valued = new Set(
  "o p tags ldflags gcflags asmflags mod modfile overlay pkgdir toolexec buildmode installsuffix compiler C covermode coverpkg exec pgo".split(
    " ",
  ),
);

function* build(flags: Flags, packages: Words, world: World): Iterable<Effect> {
  if (world.cwd === undefined) return yield anything;
  const names =
    packages.length > 0 ? packages.map((word) => nameOf(word, world)) : [nameOf(".", world)];
  const sources = packages.every((word) => word?.endsWith(".go"));
  const programs = sources && packages.length > 0 ? names.slice(0, 1) : names;
  const heads = programs.map((_, i) => goHead(flags, folderOf(packages[i] ?? ".", world), world));
  if (!flags.has("o")) {
    // Of several packages nothing is kept; a pattern may stand for one.
    if (programs.length > 1) return;
    const [name] = programs;
    const known = name !== undefined && !flags.has("buildmode");
    return yield known
      ? writeProgram(join(world.cwd, name + ending(world)), heads[0])
      : cloud(world.cwd);
  }
  const word = flags.get("o");
  const path = placeOf(word, world);
  if (path === undefined) return yield anything;
  const folder = word?.endsWith("/") || world.look(path).fact.kind === "directory";
  if (!folder) return yield writeProgram(path, heads.length === 1 ? heads[0] : undefined);
  yield writeFolder(path);
  if (programs.includes(undefined)) yield cloud(path);
  for (const [i, name] of programs.entries()) {
    if (name !== undefined) yield writeProgram(join(path, name + ending(world)), heads[i]);
  }
}

/** Where the sources of a package lie; undefined for one of another module. */
function folderOf(word: string, world: World): string | undefined {
  if (word.includes("...")) return undefined;
  if (word.endsWith(".go")) return placeOf(dirname(word), world);
  return /^(\.{1,2}(\/|$)|\/)/.test(word) ? placeOf(word, world) : undefined;
}

function ending(world: World): string {
  return world.variable("GOOS") === "windows" ? ".exe" : "";
}

/** The name of a package's program: the last part of its path that is no version. */
function nameOf(word: string | undefined, world: World): string | undefined {
  if (word === undefined || word.includes("...") || world.cwd === undefined) return undefined;
  if (word.endsWith(".go")) return basename(word).slice(0, -3);
  if (!/^(\.{1,2}(\/|$)|\/)/.test(word)) return lastOf(word.replace(/@.*$/, ""));
  const path = placeOf(word, world);
  if (path === undefined) return undefined;
  const { fact, text } = world.look(`${path}/go.mod`);
  const module = /^module\s+"?([^\s"]+)/m.exec(text ?? "")?.[1];
  if (module) return lastOf(module);
  return fact.kind === "absent" ? basename(path) || undefined : undefined;
}

function lastOf(path: string): string | undefined {
  return path.split("/").findLast((part) => part !== "" && !/^v\d+$/.test(part));
}

function* install(command: string, packages: Words, world: World): Iterable<Effect> {
  const bin = binFolder(world);
  if (bin === undefined) return yield anything;
  // A program for another machine goes one folder deeper.
  const cross =
    world.variable("GOARCH") !== undefined || !/^(linux)?$/.test(world.variable("GOOS") ?? "");
  const names =
    packages.length > 0 ? packages.map((word) => nameOf(word, world)) : [nameOf(".", world)];
  if (cross || command === "get" || names.includes(undefined)) yield cloud(bin);
  if (cross || command === "get") return;
  for (const name of names) if (name !== undefined) yield writeProgram(join(bin, name));
}

function binFolder(world: World): string | undefined {
  const own = world.variable("GOBIN");
  if (own) return own;
  const path = goPath(world);
  return path && `${path}/bin`;
}

/** The images of Go set it to /go. */
function goPath(world: World): string | undefined {
  const variable = world.variable("GOPATH")?.split(":")[0];
  if (variable) return variable;
  if (world.base?.family === "golang") return "/go";
  const home = homeOf(world);
  return home && `${home}/go`;
}

function* caches(world: World): Iterable<Effect> {
  const path = goPath(world);
  const home = homeOf(world);
  const folders = [
    path && `${path}/pkg`,
    world.variable("GOMODCACHE"),
    world.variable("GOCACHE"),
    home && `${home}/.cache/go-build`,
  ];
  for (const folder of folders) if (folder) yield cloud(folder);
  for (const name of ["go.mod", "go.sum"]) {
    // What the module is called does not change.
    if (world.cwd !== undefined && textOf(`${world.cwd}/${name}`, world) === "")
      yield cloud(`${world.cwd}/${name}`);
  }
}
