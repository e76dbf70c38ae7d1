import { parents } from "../../base/path.ts";
import { type Listing, names } from "../programs.ts";
import type { Tree } from "./tree.ts";

export const standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The folders of a root file system, each list closed unless it ends in "…". */
export type Layout = Readonly<Record<string, string>>;

/** The files of a distribution's own image. */
export function treeOf(
  layout: Layout,
  programs: readonly Listing[],
  others: Partial<Pick<Tree, "files" | "links" | "gone" | "doubts" | "perhaps" | "merged">>,
): Tree {
  const folders = new Set<string>();
  const closed = new Set<string>();
  for (const [folder, text] of Object.entries(layout)) {
    const children = names(text.replace("…", ""));
    if (!text.endsWith("…")) closed.add(folder);
    if (folder !== "/") folders.add(folder);
    for (const child of children) folders.add(`${folder === "/" ? "" : folder}/${child}`);
  }
  const files = [
    ...programs
      .flatMap((listing) => Object.entries(listing))
      .flatMap(([folder, names]) => [...names].map((name) => `${folder}/${name}`)),
    ...(others.files ?? []),
    "/etc/passwd",
    "/etc/group",
  ];
  for (const file of files) for (const folder of parents(file)) folders.add(folder);
  return {
    files: new Set(files),
    folders,
    links: others.links ?? new Map(),
    modes: new Map([["/root", 0o700]]),
    closed,
    gone: others.gone ?? new Set(),
    doubts: [atRunTime, ofTheUser, ...(others.doubts ?? [])],
    programFolders: new Set(standardPath.split(":")),
    perhaps: others.perhaps ?? new Set(),
    merged: others.merged ?? "no",
  };
}

/** Engines put it into every container; Podman has its own. */
const atRunTime = /^\/(\.dockerenv|\.containerenv)$/;

/** Shells and tools leave their settings in a home; only installers make the other folders. */
const ofTheUser =
  /^\/(root|home\/[^/]+)\/\.(?!(local|cargo|poetry|pyenv|nvm|venv|virtualenvs|bun|deno|rye)$)/;

/** Programs by name, with the folder they lie in. */
export function programsOf(...listings: readonly Listing[]): ReadonlyMap<string, string> {
  return new Map(
    listings.flatMap((listing) =>
      Object.entries(listing).flatMap(([folder, names]) =>
        [...names].map((name): [string, string] => [name, folder]),
      ),
    ),
  );
}

/** The numbers of users as /etc/passwd has them: "root:0 daemon:1". */
export function idsOf(text: string): ReadonlyMap<string, number> {
  return new Map(
    [...names(text)].map((entry): [string, number] => {
      const [name = "", id = ""] = entry.split(":");
      return [name, Number(id)];
    }),
  );
}
