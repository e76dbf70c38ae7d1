import type { BaseImage } from "../base-images.ts";
import type { Change, Found } from "../filesystem.ts";

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
  /** Undefined for a word whose value is not known. */
  readonly args: readonly (string | undefined)[];
}

/** What a command sees around it. */
export interface World {
  /** Undefined after a `cd` to a place that is not known. */
  readonly cwd: string | undefined;
  readonly home: string;
  readonly base: BaseImage | undefined;
  variable(name: string): string | undefined;
  look(path: string): Found;
}

/** Anything may have been written anywhere. */
export const anything: Effect = { kind: "cloud", path: "/" };

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

/** Flags and operands of a call; `valued` names the flags whose value is the next word. */
export function readArguments(
  args: readonly (string | undefined)[],
  valued: readonly string[] = [],
): {
  readonly flags: ReadonlyMap<string, string>;
  readonly operands: readonly (string | undefined)[];
} {
  const flags = new Map<string, string>();
  const operands: (string | undefined)[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === "--") {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg === undefined || !arg.startsWith("-") || arg === "-") {
      operands.push(arg);
      continue;
    }
    const [name = "", value] = arg.startsWith("--") ? split(arg) : [arg];
    if (value !== undefined) flags.set(name, value);
    else if (valued.includes(name)) flags.set(name, args[++i] ?? "");
    else {
      flags.set(name, "");
      // -rf is -r and -f.
      if (!name.startsWith("--")) for (const letter of name.slice(1)) flags.set(`-${letter}`, "");
    }
  }
  return { flags, operands };
}

function split(arg: string): [string, string | undefined] {
  const equals = arg.indexOf("=");
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
}
