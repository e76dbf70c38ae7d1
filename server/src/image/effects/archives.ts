import { join } from "../../base/path.ts";
import { isGlob } from "./glob.ts";
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

/** tar: what lies in an archive is not known, only where it goes. */
export const tar: Tool = {
  commands: ["tar", "bsdtar"],
  *effect({ args }, world) {
    const { letters, values, operands, options } = tarArguments(args);
    const mode =
      /[xctru]/.exec(letters)?.[0] ??
      (options.some((one) => /^--(extract|get)$/.test(one))
        ? "x"
        : options.includes("--create")
          ? "c"
          : "t");
    const folders = values.filter(([flag]) => flag === "C").map(([, value]) => value);
    const to = folders.reduce<string | undefined>(
      (from, folder) => (from === undefined ? undefined : placeOf(folder, { ...world, cwd: from })),
      world.cwd ?? (folders[0]?.startsWith("/") ? "/" : undefined),
    );
    if (mode === "c") {
      const file = placeOf(values.find(([flag]) => flag === "f")?.[1] ?? "-", world);
      if (file && !file.endsWith("/-")) yield write(file, { kind: "file" });
      return;
    }
    if (mode !== "x" || options.includes("--to-stdout") || letters.includes("O")) return;
    if (to === undefined || letters.includes("P") || options.includes("--absolute-names"))
      return yield anything;
    const strip = Number(
      values.find(([flag]) => flag === "--strip-components" || flag === "--strip")?.[1] ?? 0,
    );
    const renames =
      options.some((one) => /^--(transform|xform|wildcards|files-from)/.test(one)) ||
      letters.includes("T");
    const members = renames ? [] : operands.map((word) => memberAt(word, strip));
    if (members.length === 0 || members.includes(undefined)) return yield cloud(to);
    for (const member of members) yield cloud(join(to, member ?? ""));
  },
};

/** Where a member that is asked for by name comes to lie; undefined where its name does not tell. */
function memberAt(word: string | undefined, strip: number): string | undefined {
  if (word === undefined || isGlob(word) || Number.isNaN(strip)) return undefined;
  const parts = word.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length > strip ? parts.slice(strip).join("/") : undefined;
}

/** Both ways of tar(1): `xzf a.tgz -C /x`, `-xzC /x -f a.tgz`, and the old `xfC a.tar /x`. */
function tarArguments(args: Words) {
  const values: (readonly [flag: string, value: string | undefined])[] = [];
  const operands: (string | undefined)[] = [];
  const options: string[] = [];
  let letters = "";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const old = i === 0 && arg !== undefined && /^[a-zA-Z]+$/.test(arg);
    if (arg === undefined || (!arg.startsWith("-") && !old) || arg === "-") operands.push(arg);
    else if (arg.startsWith("--")) {
      const [name = "", ...rest] = arg.split("=");
      options.push(name);
      const value = rest.length > 0 ? rest.join("=") : longValued.has(name) ? args[++i] : undefined;
      const short = { "--directory": "C", "--file": "f" }[name] ?? name;
      if (value !== undefined || longValued.has(name)) values.push([short, value]);
    } else {
      const word = old ? arg : arg.slice(1);
      for (let at = 0; at < word.length; at++) {
        const letter = word[at] ?? "";
        letters += letter;
        if (!"CfTXbKNVgH".includes(letter)) continue;
        const attached = old ? "" : word.slice(at + 1);
        values.push([letter, attached || args[++i]]);
        if (attached) break;
      }
    }
  }
  return { letters, values, operands, options };
}

const longValued = new Set([
  "--directory",
  "--file",
  "--strip-components",
  "--strip",
  "--exclude",
  "--transform",
  "--xform",
  "--files-from",
  "--owner",
  "--group",
  "--mode",
  "--use-compress-program",
]);

/** unzip and what else unpacks into a folder that a flag names. */
export const unpack: Tool = {
  commands: ["unzip", "7z", "7za", "unrar", "jar", "cpio", "ar", "bsdcpio"],
  *effect({ name, args }, world) {
    const { operands, values, has } = readArguments(args, ["-d", "-x", "-P", "-D"]);
    if (name === "unzip" && has("-p", "-l", "-t", "-v", "-Z")) return;
    const inline = args.find((arg) => /^-o./.test(arg ?? ""))?.slice(2);
    const to = name.startsWith("7z") ? inline : values("-d", "-D").at(-1);
    const path = placeOf(to ?? ".", world);
    if (path === undefined) return yield anything;
    const members = name === "unzip" && !has("-j") ? operands.slice(1) : [];
    const known = members.filter((word) => word !== undefined && !isGlob(word));
    if (members.length === 0 || known.length < members.length) return yield cloud(path);
    for (const member of known) yield cloud(join(path, member ?? ""));
  },
};

/** Programs that put one file in the place of another. */
export const compress: Tool = {
  commands: [
    "gzip",
    "gunzip",
    "bzip2",
    "bunzip2",
    "xz",
    "unxz",
    "zstd",
    "unzstd",
    "brotli",
    "zcat",
    "xzcat",
  ],
  *effect({ name, args }, world): Iterable<Effect> {
    const { operands, has } = readArguments(args, ["-o", "-S"]);
    if (/cat$/.test(name) || has("-c", "--stdout", "-t", "-l")) return;
    const opens =
      name.startsWith("un") ||
      name.startsWith("gun") ||
      name.startsWith("bun") ||
      has("-d", "--decompress");
    const keeps = has("-k", "--keep") || name === "brotli" || name.endsWith("zstd");
    const [how, source] = [opens ? "open" : "close", keeps ? "kept" : "removed"] as const;
    for (const word of operands) yield* replaced(word, how, source, world);
  },
};

function* replaced(
  word: string | undefined,
  how: "open" | "close",
  source: "kept" | "removed",
  world: World,
): Iterable<Effect> {
  const path = placeOf(word, world);
  if (path === undefined) return yield anything;
  const folder = path.replace(/\/[^/]*$/, "") || "/";
  if (how === "close" || isGlob(path) || !/\.[a-z0-9]+$/.test(path)) return yield cloud(folder);
  yield write(path.replace(/\.[a-z0-9]+$/, ""), { kind: "file" });
  if (source === "removed") yield { kind: "remove", path };
}
