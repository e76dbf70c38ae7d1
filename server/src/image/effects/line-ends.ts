import { ownership } from "../ownership.ts";
import { expandGlob, folderOfGlob, isGlob } from "./glob.ts";
import { target } from "./links.ts";
import {
  anything,
  cloud,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  type Words,
  type World,
  write,
} from "./tool.ts";

/** Commands that change what stands in a file, and leave it where it is with the mode that it has. */
export const editors: Tool = {
  commands: ["dos2unix", "unix2dos", "fromdos", "todos", "sed", "perl", "yq", "patch", "upx"],
  *effect(call, world) {
    yield* rewritten(filesOf(call.name, call.args), world);
    if (call.name === "patch") yield world.cwd === undefined ? anything : cloud(world.cwd);
    // perl runs a program of any kind, unless it is told to edit.
    else if (call.name === "perl" && !isInPlace(call.args)) yield anything;
  },
};

function filesOf(name: string, args: Words): Words {
  switch (name) {
    case "sed": {
      const { operands, has } = readArguments(args, ["-e", "-f", "--expression", "--file", "-l"]);
      if (!isInPlace(args)) return [];
      return has("-e", "-f", "--expression", "--file") ? operands : operands.slice(1);
    }
    case "perl": {
      if (!isInPlace(args)) return [];
      const at = args.findLastIndex((arg) => arg !== undefined && /^-\w*e$/.test(arg));
      return args.slice(at + 2).filter((arg) => !arg?.startsWith("-"));
    }
    case "yq":
      return isInPlace(args) || args.includes("--inplace") ? args.slice(-1) : [];
    case "patch":
      return [];
    default:
      return readArguments(args, ["-c", "--convmode"]).operands;
  }
}

/** `-i`, `-i.bak`, `-ri`, `-pi`; also GNU's `--in-place`. */
function isInPlace(args: Words): boolean {
  return args.some((arg) => arg !== undefined && /^(-[a-zA-Z0-9]*i|--in-?place)/.test(arg));
}

/** What was known of their first line is not known any more. */
export function* rewritten(words: Words, world: World): Iterable<Effect> {
  for (const word of words) {
    const path = placeOf(word, world);
    if (path === undefined) yield anything;
    else if (isGlob(path)) {
      const { paths, complete } = expandGlob(path, world);
      if (!complete) yield cloud(folderOfGlob(path));
      for (const one of paths) yield* rewrite(one, world);
    } else yield* rewrite(path, world);
  }
}

function* rewrite(path: string, world: World): Iterable<Effect> {
  const { fact } = world.look(path);
  // Some tools replace a link by a file, some follow it.
  if (fact.kind === "symlink") yield cloud(path);
  const at = target(path, world.look);
  const reached = world.look(at).fact;
  if (reached.kind === "directory") return;
  if (reached.kind !== "file") return yield cloud(at);
  yield write(at, { kind: "file", ...ownership(reached) });
}
