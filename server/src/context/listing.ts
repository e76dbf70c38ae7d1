import { dirname } from "../base/path.ts";
import type { Head, Ownership } from "../launch/facts.ts";

/** What a folder of the host holds, as far as it was read. A plain value: reading it is the rim's work. */
export interface Listing {
  /** Absolute path of the folder. */
  readonly root: string;
  /** By path from the root, without a leading slash. */
  readonly entries: ReadonlyMap<string, Entry>;
}

export type Entry =
  | ({
      readonly kind: "file";
      readonly size?: number;
      /** The whole text, of files whose content the model reads (manifests, lock files, scripts). */
      readonly text?: string;
      readonly head?: Head;
    } & Ownership)
  | ({
      readonly kind: "directory";
      /** False where its children were not read: too many, too deep, not permitted. */
      readonly listed: boolean;
    } & Ownership)
  | { readonly kind: "symlink"; readonly target: string };

/** What lies at a path from the root; "unknown" below a folder that was not read. */
export function entryAt(listing: Listing, path: string): Entry | "absent" | "unknown" {
  if (path === "" || path === ".") return { kind: "directory", listed: true };
  const entry = listing.entries.get(path);
  if (entry) return entry;
  for (let folder = dirname(path); folder !== "." && folder !== "/"; folder = dirname(folder)) {
    const above = listing.entries.get(folder);
    if (!above) continue;
    if (above.kind === "directory") return above.listed ? "absent" : "unknown";
    return above.kind === "symlink" ? "unknown" : "absent";
  }
  return "absent";
}

/** The paths directly below a folder; undefined where it was not read. */
export function childrenOf(listing: Listing, folder: string): string[] | undefined {
  const entry = entryAt(listing, folder);
  if (typeof entry === "string" || entry.kind !== "directory" || !entry.listed) return undefined;
  const prefix = folder === "" || folder === "." ? "" : `${folder}/`;
  return [...listing.entries.keys()].filter(
    (path) =>
      path.startsWith(prefix) &&
      path.length > prefix.length &&
      !path.slice(prefix.length).includes("/"),
  );
}

/** Whether there is more in it than Dockerfiles, compose files and what explains them. */
export function holdsAnythingToCopy({ entries }: Listing): boolean {
  for (const [path, { kind }] of entries) {
    if (kind !== "directory" && !besidesDockerfile.test(path)) return true;
  }
  return false;
}

const besidesDockerfile =
  /(^|\/)([^/]*(dockerfile|containerfile|compose)[^/]*|readme[^/]*|licen[cs]e[^/]*|\.docker[^/]*|\.git[^/]*)$/i;

/** Folders that tools fill with thousands of files: their first level and their programs tell enough. */
export const heavyFolders: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  ".venv",
  "venv",
  "vendor",
  "target",
  ".gradle",
  ".tox",
  ".mypy_cache",
  "__pycache__",
  ".next",
  ".nuxt",
  ".cache",
]);

/** Whether a listing goes below this folder. */
export function worthListing(path: string): boolean {
  const parts = path.split("/");
  const heavy = parts.findIndex((part) => heavyFolders.has(part));
  if (heavy < 0) return true;
  const inside = parts.slice(heavy + 1);
  if (parts[heavy] === ".git") return false;
  return inside.length === 0 || (inside.length === 1 && /^(\.?bin|Scripts)$/.test(inside[0] ?? ""));
}

/** Whether a listing reads the file's text: what the model's tools look into. */
export function worthReading(path: string): boolean {
  const inside = path.split("/").slice(0, -1);
  if (inside.some((part) => heavyFolders.has(part))) return false;
  // Of Python only what a container may start, not all that it imports.
  return texts.test(path) || (inside.length < 3 && path.endsWith(".py"));
}

/** Whether a listing looks at the first bytes of a file without an execute bit: it is named like a program. */
export function worthSniffing(path: string): boolean {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  if (parts.some((part) => heavyFolders.has(part))) return false;
  return /^[^.]+$|\.(exe|bin|run|elf|out|jar|dll)$/i.test(name);
}
/** Manifests and what else says how a project is built, scripts, and the sources in which programs begin. */
const texts = new RegExp(
  `(^|/)(${[
    "pyproject\\.toml|poetry\\.(lock|toml)|uv\\.lock|Pipfile(\\.lock)?|requirements[^/]*\\.(txt|in)",
    "setup\\.(py|cfg)|\\.python-version",
    "package\\.json|pnpm-workspace\\.yaml|\\.npmrc|tsconfig[^/]*\\.json|nest-cli\\.json|angular\\.json",
    "(next|vite|vue|nuxt|astro)\\.config\\.[cm]?[jt]s|[^/]+\\.conf(\\.template)?",
    "go\\.mod|main\\.go|Cargo\\.toml|\\.cargo/config(\\.toml)?",
    "pom\\.xml|(build|settings)\\.gradle(\\.kts)?|gradle\\.properties",
    "[^/]+\\.(cs|fs|vb)proj|mix\\.exs|Directory\\.Build\\.props|Gemfile(\\.lock)?|\\.ruby-version|composer\\.json",
    "\\.env(\\.[\\w-]+)*|[\\w.-]+\\.env(\\.[\\w-]+)?|env\\.[\\w-]+|[^/]+\\.(example|sample|dist)",
    "\\.git(attributes|ignore)|[^/]+\\.sh|Makefile|[jJ]ustfile|server\\.pid",
  ].join("|")})$`,
);
