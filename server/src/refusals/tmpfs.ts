import { get, itemsOrOne, scalar } from "../compose/tree.ts";
import type { Rule } from "./refusal.ts";

/** mount(8), as far as moby/sys passes it on. */
const flags =
  /^(defaults|ro|rw|remount|a?sync|dirsync|(no)?(suid|dev|exec|mand|atime|diratime|relatime|strictatime)|r?(bind|unbindable|private|shared|slave))$/;

/** tmpfs(5): what has a value, and how the kernel reads it. */
const values: Readonly<Record<string, RegExp>> = {
  size: /^(\d+[kmgtpe]?|\d+%)$/i,
  mode: /^[0-7]+$/,
  uid: /^\d+$/,
  gid: /^\d+$/,
  nr_inodes: /^\d+[kmgtpe]?$/i,
  nr_blocks: /^\d+[kmgtpe]?$/i,
  mpol: /./,
};

/** Options of a tmpfs that the engine or the kernel does not know. */
export const tmpfs: Rule = function* ({ body }) {
  for (const { item } of itemsOrOne(get(body, "tmpfs"))) {
    const at = scalar(item);
    if (!at || at.unknown) continue;
    const [, options = ""] = /^[^:]*:(.*)$/s.exec(at.text) ?? [];
    for (const option of options.split(",")) {
      const [name = "", value] = option.split("=");
      const pattern = values[name];
      if (option === "" || (value === undefined && flags.test(name))) continue;
      if (value !== undefined && pattern?.test(value)) continue;
      yield pattern && value !== undefined
        ? {
            at,
            message: `the kernel does not read ${option} of a tmpfs${name === "size" ? ": a number and k, m or g" : ""}`,
            said: "invalid argument",
          }
        : {
            at,
            message: `a tmpfs has no option ${name}: ${Object.keys(values).join(", ")}, noexec, nosuid and their like`,
            said: `invalid tmpfs option ["${name}" …`,
          };
    }
  }
};
