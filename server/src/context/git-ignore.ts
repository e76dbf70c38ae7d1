import { join } from "../base/path.ts";
import { entryAt, type Listing } from "./listing.ts";

/** Whether some .gitignore keeps a file out of the repository, by its path from the listing's root (gitignore(5)). */
export function isKeptFromGit(listing: Listing, path: string): boolean {
  const parts = path.split("/");
  const rules: Rule[] = [];
  for (let i = 0; i < parts.length; i++) {
    rules.push(...rulesIn(listing, parts.slice(0, i).join("/")));
    const whole = parts.slice(0, i + 1).join("/");
    const isFolder = i < parts.length - 1;
    const last = rules.findLast((rule) => matches(rule, whole, isFolder));
    // What lies in a folder that is left out cannot be taken in again.
    if (last && !last.negated) return true;
  }
  return false;
}

interface Rule {
  /** The folder of its file, from the listing's root. */
  readonly folder: string;
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

function rulesIn(listing: Listing, folder: string): Rule[] {
  const entry = entryAt(listing, folder === "" ? ".gitignore" : join(folder, ".gitignore"));
  if (typeof entry === "string" || entry.kind !== "file") return [];
  return (entry.text ?? "").split(/\r?\n/).flatMap((line) => ruleOf(line, folder));
}

function ruleOf(line: string, folder: string): Rule[] {
  const [, sign, body = "", slash] = /^(!?)(.*?)(\/?)$/.exec(line.replace(/(?<!\\) +$/, "")) ?? [];
  if (body === "" || body.startsWith("#")) return [];
  const start = body.includes("/") ? "^" : "(?:^|/)";
  const pattern = regExp(`${start}${source(body.replace(/^\//, ""))}$`);
  return pattern ? [{ folder, pattern, negated: sign === "!", foldersOnly: slash === "/" }] : [];
}

/** A pattern that cannot be read leaves nothing out. */
function regExp(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}

const wildcards: Readonly<Record<string, string>> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};

function source(glob: string): string {
  return glob.replace(
    /\*\*\/|\*\*|\*|\?|\[[!^]?\]?[^\]]*\]|\\(.)|[^\w/]/g,
    (found, escaped?: string) => {
      const literal = escaped ?? found;
      if (found.length > 2 && found.startsWith("[")) return found.replace(/^\[!/, "[^");
      return (
        (escaped === undefined ? wildcards[found] : undefined) ?? literal.replace(/[^\w/]/g, "\\$&")
      );
    },
  );
}

function matches({ folder, pattern, foldersOnly }: Rule, path: string, isFolder: boolean): boolean {
  if (foldersOnly && !isFolder) return false;
  const inside = folder === "" ? path : path.slice(folder.length + 1);
  return pattern.test(inside);
}
