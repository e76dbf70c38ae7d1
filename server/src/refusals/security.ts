import { nearest } from "../base/nearest.ts";
import { rewrite } from "./edits.ts";
import type { Rule } from "./refusal.ts";

/** moby, daemon_unix.go, parseSecurityOpt. */
const keys = [
  "apparmor",
  "label",
  "no-new-privileges",
  "seccomp",
  "systempaths",
  "writable-cgroups",
];

/** Security options that there are not. */
export const security: Rule = function* ({ options }, composeFile) {
  for (const value of options.securityOpt) {
    const [, key = "", separator = "", rest = ""] = /^([^=:]*)([=:]?)(.*)$/s.exec(value.text) ?? [];
    // A credential spec is for Windows, and what is not known may be anything.
    if (value.unknown || key === "credentialspec" || key === "disable") continue;
    const flag = key === "no-new-privileges";
    const bad = flag && separator !== "" && !/^(1|0|t|f|true|false)$/i.test(rest);
    if (keys.includes(key) && !bad) continue;
    const meant = bad ? key : nearest(key, keys);
    const fixed = bad ? key : `${meant}${separator}${rest}`;
    yield {
      at: value,
      message: bad
        ? `${key} is true or false, not "${rest}"`
        : `there is no security option "${key}"${meant ? `; did you mean ${meant}?` : `: ${keys.join(", ")}`}`,
      said: "invalid --security-opt …",
      ...(meant && {
        fix: { title: `Write ${fixed}`, edits: rewrite(value, fixed, composeFile) },
      }),
    };
  }
};
