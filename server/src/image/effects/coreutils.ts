import { basename, dirname, resolve } from "../../base/path.ts";
import {
  anything,
  type Call,
  readArguments,
  type Tool,
  type World,
  writeFile,
  writeFolder,
} from "./tool.ts";

export const mkdir: Tool = {
  commands: ["mkdir"],
  *effect(call, world) {
    for (const path of paths(call, world, ["-m", "--mode"])) {
      yield path === undefined ? anything : writeFolder(path);
    }
  },
};

export const touch: Tool = {
  commands: ["touch", "tee"],
  *effect(call, world) {
    for (const path of paths(call, world, ["-d", "-r", "-t"])) {
      if (path === undefined) yield anything;
      else if (world.look(path).fact.kind !== "directory") yield writeFile(path);
    }
  },
};

export const rm: Tool = {
  commands: ["rm", "rmdir", "unlink"],
  *effect(call, world) {
    for (const path of paths(call, world)) {
      // A glob removes what is below its folder, nobody knows which of it: nothing becomes absent.
      if (path === undefined || /[*?[{]/.test(path)) continue;
      yield { kind: "remove", path };
    }
  },
};

export const copyOrMove: Tool = {
  commands: ["cp", "mv", "install"],
  *effect(call, world) {
    const { flags, operands } = readArguments(call.args, ["-t", "-m", "-o", "-g", "-S"]);
    if (call.name === "install" && flags.has("-d")) {
      for (const path of absolute(operands, world)) {
        yield path === undefined ? anything : writeFolder(path);
      }
      return;
    }
    const all = absolute(operands, world);
    const into = flags.get("-t") ?? flags.get("--target-directory");
    const to = into === undefined ? all.at(-1) : absolute([into], world)[0];
    if (to === undefined) return yield anything;
    const sources = into === undefined ? all.slice(0, -1) : all;
    const last = operands.at(-1) ?? "";
    const folder =
      into !== undefined ||
      sources.length > 1 ||
      last.endsWith("/") ||
      world.look(to).fact.kind === "directory";
    for (const source of sources) {
      if (source === undefined || /[*?[{]/.test(source)) {
        yield { kind: "cloud", path: to };
        continue;
      }
      const content = source.endsWith("/.");
      const at = folder && !content ? resolve(to, basename(source)) : to;
      const { fact, text } = world.look(source);
      if (fact.kind === "file" || fact.kind === "symlink") {
        yield { kind: "write", path: at, fact, ...(text !== undefined && { text }) };
      } else {
        if (fact.kind === "directory") yield writeFolder(at);
        yield { kind: "cloud", path: at };
      }
      if (call.name === "mv" && fact.kind !== "unknown") yield { kind: "remove", path: source };
    }
  },
};

export const ln: Tool = {
  commands: ["ln"],
  *effect(call, world) {
    const { flags, operands } = readArguments(call.args, ["-t", "-S"]);
    const [target, link] = operands;
    if (operands.length !== 2 || target === undefined || link === undefined || flags.has("-t")) {
      return yield anything;
    }
    const path = absolute([link], world)[0];
    if (path === undefined) return yield anything;
    const inside = world.look(path).fact.kind === "directory" && !flags.has("-n");
    const at = inside ? resolve(path, basename(target)) : path;
    if (flags.has("-s") || flags.has("--symbolic")) {
      yield { kind: "write", path: at, fact: { kind: "symlink", target } };
    } else {
      const source = absolute([target], world)[0];
      yield source === undefined
        ? { kind: "cloud", path: at }
        : { kind: "write", path: at, fact: world.look(source).fact };
    }
  },
};

export const chmod: Tool = {
  commands: ["chmod"],
  *effect(call, world) {
    const [how, ...rest] = call.args.filter((arg) => arg === undefined || !/^-[Rfvc]+$/.test(arg));
    const recursive = call.args.some((arg) => arg !== undefined && /^-\w*R|^--recursive/.test(arg));
    const mode = chmodMode(how);
    for (const path of absolute(rest, world)) {
      if (path === undefined) continue;
      const glob = /[*?[{]/.exec(path);
      yield {
        kind: "permissions",
        path: glob ? dirname(path.slice(0, glob.index + 1)) : path,
        recursive: recursive || glob !== null,
        mode: glob ? () => undefined : mode,
      };
    }
  },
};

/** Commands that change no file, or none that a start would need. */
export const harmless: Tool = {
  commands: (
    "echo printf : true false test [ ls cat pwd id whoami which type command file stat head tail grep " +
    "egrep wc sort uniq cut tr env printenv date uname sleep hostname df du ps kill wait read shift " +
    "set unset export alias umask trap exit return local declare readonly chown chgrp sync ldconfig " +
    "getent update-ca-certificates locale-gen dpkg-reconfigure setcap strip hash ulimit nproc seq " +
    "basename dirname realpath readlink sha256sum md5sum sha512sum gpg apt-mark apt-key"
  ).split(" "),
  *effect() {},
};

/** The modes that chmod(1) gives, for octal and the usual symbolic forms; undefined when not known. */
export function chmodMode(
  how: string | undefined,
): (mode: number | undefined) => number | undefined {
  if (how !== undefined && /^0?[0-7]{3,4}$/.test(how)) return () => Number.parseInt(how, 8);
  const symbolic = /^([ugoa]*)([+-])([rwxX]+)$/.exec(how ?? "");
  if (!symbolic) return () => undefined;
  const [, who = "", sign, what = ""] = symbolic;
  const classes = who === "" || who.includes("a") ? "ugo" : who;
  let bits = 0;
  for (const [name, shift] of [
    ["u", 6],
    ["g", 3],
    ["o", 0],
  ] as const) {
    if (!classes.includes(name)) continue;
    if (what.includes("r")) bits |= 4 << shift;
    if (what.includes("w")) bits |= 2 << shift;
    if (what.includes("x")) bits |= 1 << shift;
  }
  if (what.includes("X")) return () => undefined;
  return (mode) => {
    if (mode === undefined) return undefined;
    return sign === "+" ? mode | bits : mode & ~bits;
  };
}

function paths(call: Call, world: World, valued: readonly string[] = []): (string | undefined)[] {
  return absolute(readArguments(call.args, valued).operands, world);
}

/** Keeps a final "/." (the content of a folder), which says more than the path does. */
function absolute(operands: readonly (string | undefined)[], world: World): (string | undefined)[] {
  return operands.map((operand) => {
    if (operand === undefined || operand.startsWith("~")) return undefined;
    if (!operand.startsWith("/") && world.cwd === undefined) return undefined;
    const path = resolve(world.cwd ?? "/", operand);
    return operand.endsWith("/.") ? `${path}/.` : path;
  });
}
