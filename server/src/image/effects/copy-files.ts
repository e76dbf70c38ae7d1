import { basename, resolve } from "../../base/path.ts";
import { type Owner, ownership, withOwner } from "../ownership.ts";
import { expandGlob, isGlob } from "./glob.ts";
import { target, throughLinks } from "./links.ts";
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

/** cp, mv, install: a file keeps what is known of it, a folder all that lies in it. */
export const copyFiles: Tool = {
  commands: ["cp", "mv", "install"],
  *effect({ name, args }, world) {
    const given = readArguments(args, name === "install" ? installValued : ["-t", "-S", ...into]);
    if (name === "install" && given.has("-d", "--directory")) {
      for (const word of given.operands) {
        const path = placeOf(word, world);
        yield path === undefined ? anything : makeFolder(path, given, world);
      }
      return;
    }
    const named = given.values("-t", ...into);
    const to = named.length > 0 ? named[0] : given.operands.at(-1);
    const sources = named.length > 0 ? given.operands : given.operands.slice(0, -1);
    const path = placeOf(to, world);
    if (to === undefined || path === undefined) return yield anything;
    if (given.has("--parents") || isGlob(to)) return yield cloud(isGlob(to) ? "/" : path);

    const expanded = sources.map((source) => sourcesOf(source, world));
    const several = named.length > 0 || expanded.flatMap(({ paths }) => paths).length > 1;
    const folder = several ? "yes" : folderAt(to, path, given, world);
    for (const { paths, complete } of expanded) {
      if (!complete) yield cloud(path);
      // With others that nobody knows of, a single name is no rename.
      if (!complete && folder !== "yes") continue;
      for (const source of paths) yield* copyOne(name, source, path, folder, given, world);
    }
  },
};

/** install -d: the folders on the way are made as well, with the usual bits. */
function makeFolder(path: string, given: Arguments, world: World): Effect {
  const asked = given.values("-m", "--mode").at(-1);
  const mode = given.has("-m", "--mode") ? octal(asked) : 0o755;
  return write(path, { kind: "directory", ...ownership({ ...ownerOf(given, world), mode }) });
}

/** Who what install(1) makes belongs to. */
function ownerOf(given: Arguments, world: World): Owner {
  const [user, group] = [
    given.values("-o", "--owner").at(-1),
    given.values("-g", "--group").at(-1),
  ];
  return {
    uid: given.has("-o", "--owner") ? world.uidOf(user ?? "") : world.owner.uid,
    gid: given.has("-g", "--group") ? world.gidOf(group ?? "") : world.owner.gid,
  };
}

function octal(mode: string | undefined): number | undefined {
  return mode !== undefined && /^[0-7]+$/.test(mode) ? Number.parseInt(mode, 8) : undefined;
}

const into = ["--target-directory"];
const installValued = ["-t", "-S", "-m", "-o", "-g", "--mode", "--owner", "--group", ...into];

/** A final "/." (the content of a folder) says more than the path does, and is kept. */
function sourcesOf(word: string | undefined, world: World) {
  const path = placeOf(word, world);
  if (word === undefined || path === undefined) return { paths: [], complete: false };
  if (isGlob(word)) return expandGlob(path, world);
  return { paths: [/(^|\/)\.$/.test(word) ? `${path}/.` : path], complete: true };
}

type Answer = "yes" | "no" | "unknown";

/** Whether what is copied comes to lie below the destination, not in its place. */
function folderAt(word: string, path: string, given: Arguments, world: World): Answer {
  if (given.has("-T", "--no-target-directory")) return "no";
  const { kind } = world.look(target(path, world.look)).fact;
  if (kind === "directory") return "yes";
  if (/\/\.?$/.test(word) && !isRecursive(given)) return "yes";
  // A folder for programs holds no folders.
  return kind === "unknown" && !/\/s?bin\/[^/]+$/.test(path) ? "unknown" : "no";
}

function* copyOne(
  name: string,
  from: string,
  to: string,
  folder: Answer,
  given: Arguments,
  world: World,
): Iterable<Effect> {
  const content = from.endsWith("/.");
  if (folder === "unknown" && !content) return yield cloud(to);
  const at = folder === "yes" && !content ? resolve(to, basename(from)) : to;
  const whole = name === "mv" || isRecursive(given);
  const follow = name === "mv" || given.has("-P", "-d", "-a", "-R", "-r") ? throughLinks : target;
  const source = follow(resolve("/", from), world.look);
  const { fact, text } = world.look(source);
  switch (fact.kind) {
    case "file": {
      const { mode: _mode, uid: _uid, gid: _gid, ...rest } = fact;
      const kept = name === "mv" || given.has("-p", "-a", "--preserve", "--archive");
      const mode = kept ? fact.mode : modeOf(name, fact.mode, at, given, world);
      const was = world.look(at).fact;
      // A file that is there keeps its owner, too.
      const owner =
        was.kind === "absent" || name === "install"
          ? ownerOf(given, world)
          : was.kind === "file"
            ? was
            : {};
      const copied = kept
        ? fact
        : { ...rest, ...ownership({ uid: undefined, gid: undefined, ...owner, mode }) };
      yield { ...write(at, copied), ...(text !== undefined && { text }) };
      break;
    }
    case "directory": {
      if (!whole) return;
      const tree = { kind: "filesystem", filesystem: world.filesystem } as const;
      const kept = name === "mv" || given.has("-p", "-a", "--preserve", "--archive");
      yield {
        kind: "copy",
        tree,
        from: source,
        to: at,
        ...(!kept && { alter: withOwner(world.owner) }),
      };
      break;
    }
    case "symlink":
      yield write(at, fact);
      break;
    default:
      // The command went well, so a file was there: cp takes no folder unless it is told so.
      yield whole ? cloud(at) : write(at, { kind: "file" });
  }
  if (name === "mv" && at !== source) yield { kind: "remove", path: source };
}

/** cp(1): a file that is there keeps its mode, a new one gets that of the source less the umask. */
function modeOf(
  name: string,
  mode: number | undefined,
  at: string,
  given: Arguments,
  world: World,
): number | undefined {
  if (name === "install") {
    const asked = given.values("-m", "--mode").at(-1);
    return given.has("-m", "--mode") ? octal(asked) : 0o755;
  }
  const { fact } = world.look(at);
  if (fact.kind === "absent") return mode === undefined ? undefined : mode & ~0o022;
  return fact.kind === "file" ? fact.mode : undefined;
}

function isRecursive(given: Arguments): boolean {
  return given.has("-r", "-R", "-a", "--recursive", "--archive");
}
