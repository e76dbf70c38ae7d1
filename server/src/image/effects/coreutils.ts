import { basename, resolve } from "../../base/path.ts";
import { type Alter, lost, type Modify, ownership, withMode } from "../ownership.ts";
import { expandGlob, folderOfGlob, isGlob } from "./glob.ts";
import { target } from "./links.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  type World,
  write,
} from "./tool.ts";

export const mkdir: Tool = {
  commands: ["mkdir"],
  *effect(call, world) {
    const { operands, values } = readArguments(call.args, ["-m", "--mode"]);
    const mode = values("-m", "--mode").at(-1);
    for (const word of operands) {
      const path = placeOf(word, world);
      if (path === undefined) yield anything;
      else if (isGlob(path)) yield cloud(folderOfGlob(path));
      else yield* makeFolder(path, mode, world);
    }
  },
};

function* makeFolder(path: string, mode: string | undefined, world: World): Iterable<Effect> {
  const { kind } = world.look(path).fact;
  // One that is there keeps its mode.
  if (kind === "directory" || kind === "symlink") return;
  if (kind === "unknown") return yield write(path, { kind: "directory" });
  const bits = mode === undefined ? 0o755 : chmodMode(mode)(0o777);
  yield write(path, { kind: "directory", ...ownership({ ...world.owner, mode: bits }) });
}

export const touch: Tool = {
  commands: ["touch", "tee", "truncate"],
  *effect({ name, args }, world) {
    const valued = name === "tee" ? [] : ["-d", "-r", "-t", "-s", "--date", "--reference"];
    for (const word of readArguments(args, valued).operands) {
      const path = placeOf(word, world);
      if (path === undefined) yield anything;
      else if (!path.startsWith("/dev/") && !isGlob(path)) yield* filled(name, path, world);
    }
  },
};

/** A new file is empty after touch, and holds after tee what nobody knows; an old one keeps its mode. */
function* filled(name: string, path: string, world: World): Iterable<Effect> {
  const at = target(path, world.look);
  const { fact } = world.look(at);
  if (fact.kind === "absent") {
    const empty = { kind: "other", what: "empty" } as const;
    const own = ownership({ ...world.owner, mode: 0o644 });
    yield write(at, { kind: "file", ...own, ...(name === "touch" && { head: empty }) });
  } else if (fact.kind === "unknown") yield write(at, { kind: "file" });
  else if (fact.kind === "file" && name !== "touch") {
    yield write(at, { kind: "file", ...ownership(fact) });
  }
}

export const rm: Tool = {
  commands: ["rm", "rmdir", "unlink"],
  *effect(call, world) {
    for (const word of readArguments(call.args).operands) {
      const path = placeOf(word, world);
      if (path === undefined || path === "/") continue;
      // What a glob removes beyond the names that are known stays as unknown as it was.
      const paths = isGlob(path) ? expandGlob(path, world).paths : [path];
      for (const one of paths) yield { kind: "remove", path: one };
    }
  },
};

export const ln: Tool = {
  commands: ["ln"],
  *effect(call, world) {
    const given = readArguments(call.args, ["-t", "--target-directory", "-S"]);
    const folders = given.values("-t", "--target-directory");
    const targets =
      folders.length > 0 || given.operands.length < 2
        ? given.operands
        : given.operands.slice(0, -1);
    const last =
      folders.length > 0 ? folders[0] : given.operands.length < 2 ? "." : given.operands.at(-1);
    const path = placeOf(last, world);
    if (path === undefined) return yield anything;
    const replaces = given.has("-n", "-T", "--no-dereference", "--no-target-directory");
    const { kind } = world.look(replaces ? path : target(path, world.look)).fact;
    const inside = folders.length > 0 || targets.length > 1 || kind === "directory";
    for (const word of targets) {
      if (word === undefined || isGlob(word)) {
        yield cloud(path);
        continue;
      }
      const at = inside ? resolve(path, basename(word.replace(/\/+$/, ""))) : path;
      // It may be a folder, in which the link then lies; one for programs holds no folders.
      const unsure = kind === "unknown" && !inside && !replaces && !/\/s?bin\/[^/]+$/.test(at);
      yield unsure ? cloud(at) : link(word, at, given, world);
    }
  },
};

function link(word: string, at: string, given: Arguments, world: World): Effect {
  const path = placeOf(word, world);
  if (!given.has("-s", "--symbolic")) {
    const source = path && world.look(path);
    return source ? { kind: "write", path: at, ...source } : cloud(at);
  }
  if (given.has("-r", "--relative")) {
    return path === undefined ? cloud(at) : write(at, { kind: "symlink", target: path });
  }
  const home = word.startsWith("~/");
  if (home && path === undefined) return cloud(at);
  return write(at, { kind: "symlink", target: home && path ? path : word });
}

export const chmod: Tool = {
  commands: ["chmod"],
  *effect({ args }, world) {
    const flags = args.filter((arg) => arg !== undefined && /^-([Rfvc]+|-.+)$/.test(arg));
    const rest = args.filter((arg) => arg === undefined || !flags.includes(arg));
    const reference = flags.some((flag) => flag?.startsWith("--reference"));
    const recursive = flags.some((flag) => flag !== undefined && /^-\w*R|^--recursive/.test(flag));
    const [how, ...words] = reference ? [undefined, ...rest] : rest;
    const mode = chmodMode(how);
    for (const word of words) {
      yield* onPlaces(word, recursive, withMode(mode), world);
    }
  },
};

/** A change of bits or owner at the place that a word names, or at all that it may name. */
export function* onPlaces(
  word: string | undefined,
  recursive: boolean,
  alter: Alter,
  world: World,
): Iterable<Effect> {
  const path = placeOf(word, world);
  if (path === undefined)
    return yield { kind: "permissions", path: "/", recursive: true, alter: lost };
  if (!isGlob(path)) return yield { kind: "permissions", path, recursive, alter };
  const { paths, complete } = expandGlob(path, world);
  if (!complete) {
    yield { kind: "permissions", path: folderOfGlob(path), recursive: true, alter: lost };
  }
  for (const one of paths) yield { kind: "permissions", path: one, recursive, alter };
}

const unknownMode: Modify = () => undefined;

/** The modes that chmod(1) gives, for octal and symbolic forms; undefined when not known. */
export function chmodMode(how: string | undefined): Modify {
  if (how !== undefined && /^[0-7]{1,5}$/.test(how)) return () => Number.parseInt(how, 8);
  const clauses = (how ?? "")
    .split(",")
    .map((clause) => /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause));
  if (how === undefined || clauses.some((clause) => clause === null)) return unknownMode;
  return (mode) =>
    mode === undefined &&
    !clauses.every((clause) => clause?.[2] === "=" && /^(a|ugo)$/.test(clause[1] ?? ""))
      ? undefined
      : clauses.reduce((bits, clause) => clauseMode(bits, clause ?? []), mode ?? 0);
}

function clauseMode(mode: number, [, who = "", sign, what = ""]: readonly string[]): number {
  const everyone = who === "" || who.includes("a");
  const classes = everyone ? "ugo" : who;
  let bits = 0;
  let all = 0;
  for (const [name, shift] of shifts) {
    if (!classes.includes(name)) continue;
    all |= 7 << shift;
    if (what.includes("r")) bits |= 4 << shift;
    // Without a class the umask, 022 in a build, holds back what it masks.
    if (what.includes("w") && (who !== "" || name === "u")) bits |= 2 << shift;
    // A plain file gets X only where somebody may execute it already.
    if (what.includes("x") || (what.includes("X") && (mode & 0o111) !== 0)) bits |= 1 << shift;
  }
  if (what.includes("s"))
    bits |= (classes.includes("u") ? 0o4000 : 0) | (classes.includes("g") ? 0o2000 : 0);
  if (what.includes("t")) bits |= 0o1000;
  if (sign === "=") return (mode & ~all) | bits;
  return sign === "+" ? mode | bits : mode & ~bits;
}

const shifts = [
  ["u", 6],
  ["g", 3],
  ["o", 0],
] as const;
