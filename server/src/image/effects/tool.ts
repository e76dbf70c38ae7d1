import { resolve } from "../../base/path.ts";
import type { Fact, Head } from "../../launch/facts.ts";
import type { BaseImage } from "../base-images.ts";
import type { Change, Filesystem, Found, Ground } from "../filesystem.ts";
import type { Owner } from "../ownership.ts";

/** What the model knows of one command: the names it answers to, and what a call of it does to files. */
export interface Tool {
  readonly commands: readonly string[];
  effect(call: Call, world: World): Iterable<Effect>;
}

/** A change that does not say yet who made it. */
export type Effect = Change extends infer One
  ? One extends Change
    ? Omit<One, "by">
    : never
  : never;

export interface Call {
  readonly name: string;
  readonly args: Words;
  /** The command whose output is piped into this one. */
  readonly input?: Words;
}

/** Words of a command; undefined for one whose value is not known. */
export type Words = readonly (string | undefined)[];

/** What a command sees around it. */
export interface Surroundings {
  /** Undefined after a `cd` to a place that is not known. */
  readonly cwd: string | undefined;
  readonly home: string;
  readonly base: BaseImage | undefined;
  /** Whom new files belong to: the user of the RUN. */
  readonly owner: Owner;
  /** The number of a user or a group, by name or as a number; undefined where it is not known. */
  uidOf(name: string): number | undefined;
  gidOf(name: string): number | undefined;
  /** The files before the command, with the mounts of its RUN over them. */
  readonly filesystem: Filesystem | Ground;
  /** Undefined for a variable that is not set, and for one whose value is not known. */
  variable(name: string): string | undefined;
  /** Whether a variable is surely not set. */
  unset(name: string): boolean;
  look(path: string): Found;
}

export interface World extends Surroundings {
  /** What another command does that this one starts. */
  run(call: Call): Iterable<Effect>;
}

/** Anything may have been written anywhere. */
export const anything: Effect = { kind: "cloud", path: "/" };

export function cloud(path: string): Effect {
  return { kind: "cloud", path };
}

/**
 * Anything below a folder that is there, but for these names in it: of them the command is known to leave
 * all as it was. A copy of a tree that nobody knows, without them, says just that.
 */
export function cloudBut(folder: string, spared: Iterable<string>): Effect {
  const from = "/unknown";
  return {
    kind: "copy",
    tree: { kind: "filesystem", filesystem: { kind: "unknown" } },
    from,
    to: folder,
    without: [...spared].map((name) => `${from}/${name}`),
  };
}

export function write(path: string, fact: Fact): Effect {
  return { kind: "write", path, fact };
}

export function writeFolder(path: string): Effect {
  return { kind: "write", path, fact: { kind: "directory", mode: 0o755 } };
}

export function writeFile(path: string, text?: string): Effect {
  return {
    kind: "write",
    path,
    fact: { kind: "file", mode: 0o644 },
    ...(text !== undefined && { text }),
  };
}

export function writeProgram(path: string, head?: Head): Effect {
  return write(path, { kind: "file", mode: 0o755, ...(head && { head }) });
}

/** Where a word leads as a path; undefined when the word or the working directory is not known. */
export function placeOf(word: string | undefined, world: Surroundings): string | undefined {
  if (word === undefined || word === "") return undefined;
  if (word === "~" || word.startsWith("~/")) {
    const home = homeOf(world);
    return home && resolve(home, `.${word.slice(1)}`);
  }
  if (word.startsWith("~")) return undefined;
  if (!word.startsWith("/") && world.cwd === undefined) return undefined;
  return resolve(world.cwd ?? "/", word);
}

/** The home folder, where it is known to be one: that of a user may be anywhere. */
export function homeOf({ home, look }: Surroundings): string | undefined {
  return look(home).fact.kind === "directory" ? home : undefined;
}

/** The text of a file; "" where there is none that can be read. */
export function textOf(path: string, { look }: Surroundings): string {
  return look(path).text ?? "";
}

/** What stands behind a command's name, as getopt(3) reads it. */
export interface Arguments {
  /** The last value of each flag: "" where it has none, or none that is known. */
  readonly flags: ReadonlyMap<string, string>;
  /** Every value of these flags, in order. */
  values(...names: readonly string[]): Words;
  has(...names: readonly string[]): boolean;
  readonly operands: Words;
}

/** Flags and operands of a call; `valued` names the flags whose value may be the next word. */
export function readArguments(args: Words, valued: readonly string[] = []): Arguments {
  const given: { readonly name: string; readonly value: string | undefined }[] = [];
  const operands: (string | undefined)[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === "--") {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg === undefined || !arg.startsWith("-") || arg === "-") {
      if (arg !== "") operands.push(arg);
      continue;
    }
    const equals = arg.startsWith("--") ? arg.indexOf("=") : -1;
    if (equals > 0) given.push({ name: arg.slice(0, equals), value: arg.slice(equals + 1) });
    else if (valued.includes(arg)) given.push({ name: arg, value: args[++i] });
    else if (arg.startsWith("--")) given.push({ name: arg, value: "" });
    else {
      // -rf is -r and -f, -xzC DIR and -xzCDIR end in -C DIR.
      if (arg.length > 2) given.push({ name: arg, value: "" });
      for (let at = 1; at < arg.length; at++) {
        const name = `-${arg[at]}`;
        if (!valued.includes(name)) {
          given.push({ name, value: "" });
          continue;
        }
        given.push({ name, value: arg.slice(at + 1) || args[++i] });
        break;
      }
    }
  }
  const flags = new Map(given.map(({ name, value }) => [name, value ?? ""]));
  return {
    flags,
    values: (...names) => given.flatMap(({ name, value }) => (names.includes(name) ? [value] : [])),
    has: (...names) => names.some((name) => flags.has(name)),
    operands,
  };
}
