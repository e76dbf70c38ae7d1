import { basename, join } from "../../base/path.ts";
import { lost, withMode } from "../ownership.ts";
import { chmodMode } from "./coreutils.ts";
import { globOf, namesIn } from "./glob.ts";
import { rewritten } from "./line-ends.ts";
import {
  anything,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  type Words,
  type World,
} from "./tool.ts";

/** find(1): what it deletes was there before; what it runs is run on the names that it finds. */
export const find: Tool = {
  commands: ["find"],
  *effect({ args }, world) {
    for (let at = 0; at < args.length; at++) {
      if (!/^-(exec|execdir|ok|okdir)$/.test(args[at] ?? "")) continue;
      const end = args.findIndex((arg, i) => i > at && (arg === ";" || arg === "+"));
      const command = args.slice(at + 1, end < 0 ? undefined : end);
      yield* onEach(command, "{}", foundBy(args.slice(0, at), world), world);
    }
  },
};

/** xargs(1): the same for the names that it reads. */
export const xargs: Tool = {
  commands: ["xargs"],
  *effect({ args, input }, world) {
    const at = args.findIndex((arg, i) => !isFlag(arg) && !/^-[nPILdsaE]$/.test(args[i - 1] ?? ""));
    if (at < 0) return;
    const name = readArguments(args.slice(0, at), ["-I"]).values("-I").at(-1);
    const command = name ? args.slice(at) : [...args.slice(at), "{}"];
    const found = input?.[0] === "find" ? foundBy(input.slice(1), world) : undefined;
    yield* onEach(command, name ?? "{}", found, world);
  },
};

/** What find(1) comes upon: the known paths, all that could match, and whether each really does. */
interface Finds {
  readonly roots: readonly string[];
  readonly paths: readonly string[];
  readonly sure: boolean;
}

/** A command on files that were found; without finds, on files anywhere. */
function* onEach(
  command: Words,
  name: string,
  found: Finds | undefined,
  world: World,
): Iterable<Effect> {
  const [program, ...args] = command.map((word) => (word?.includes(name) ? undefined : word));
  switch (program) {
    case "rm":
    case "rmdir":
    case "unlink":
      return;
    case "chown":
    case "chgrp":
    case "setfacl":
      for (const path of found?.roots ?? ["/"])
        yield { kind: "permissions", path, recursive: true, alter: lost };
      return;
    case "chmod": {
      const alter = withMode(chmodMode(args.find((arg) => !isFlag(arg))));
      for (const path of found?.sure ? found.paths : (found?.roots ?? ["/"])) {
        yield found?.sure
          ? { kind: "permissions", path, recursive: /^-\w*R/.test(args[0] ?? ""), alter }
          : { kind: "permissions", path, recursive: true, alter: lost };
      }
      return;
    }
    case "sed":
    case "perl":
    case "dos2unix":
    case "unix2dos":
      // Only what is there already is changed: nothing comes.
      return yield* found ? rewritten(found.paths, world) : [anything];
    case undefined:
      return yield anything;
    default:
      yield* world.run({ name: program, args });
  }
}

function foundBy(args: Words, world: World): Finds | undefined {
  const end = args.findIndex((arg) => arg === undefined || /^(-[a-zA-Z]|[!(\\])/.test(arg));
  const words = args.slice(0, end < 0 ? undefined : end).filter((word) => !isFlag(word));
  const roots = (words.length > 0 ? words : ["."]).map((word) => placeOf(word, world));
  if (!roots.every((root) => root !== undefined)) return undefined;
  const tests = end < 0 ? [] : args.slice(end);
  const names = tests.flatMap((test, i) =>
    tests[i - 1] === "-name" && test ? [globOf(test)] : [],
  );
  const type = tests[tests.indexOf("-type") + 1];
  const sure = tests.every(
    (test, i) =>
      /^-(name|type|print0?|mindepth|maxdepth)$/.test(test ?? "") ||
      /^-(name|type)$/.test(tests[i - 1] ?? ""),
  );
  const paths = roots
    .flatMap((root) => [root, ...below(root, world, 6)])
    .filter((path) => {
      const { kind } = world.look(path).fact;
      if (kind === "directory" ? type === "f" : type === "d") return false;
      return !sure || names.every((name) => name?.test(basename(path)) ?? true);
    });
  return { roots, paths, sure };
}

function below(folder: string, world: World, depth: number): string[] {
  if (depth === 0) return [];
  return namesIn(folder, world).flatMap((name) => {
    const path = join(folder, name);
    return world.look(path).fact.kind === "directory"
      ? [path, ...below(path, world, depth - 1)]
      : [path];
  });
}

function isFlag(word: string | undefined): boolean {
  return word?.startsWith("-") ?? false;
}
