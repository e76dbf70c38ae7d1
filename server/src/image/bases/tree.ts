import type { Fact } from "../../launch/facts.ts";
import { applicationPrograms, names } from "../programs.ts";

/** What is known of the files of an image that nobody here builds. */
export interface Tree {
  /** Programs and scripts, named as where /bin is no link into /usr. */
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly links: ReadonlyMap<string, string>;
  /** Permissions of folders that are not open to everybody; all belong to root. */
  readonly modes: ReadonlyMap<string, number>;
  /** Folders that hold nothing but what is named here. */
  readonly closed: ReadonlySet<string>;
  /** What is not in folders of which nobody listed all. */
  readonly gone: ReadonlySet<string>;
  /** What may lie in a closed folder all the same. */
  readonly doubts: readonly RegExp[];
  /** Folders of programs: of applications they hold only those that are named. */
  readonly programFolders: ReadonlySet<string>;
  /** Programs that only some of the images have which a tag has named. */
  readonly perhaps: ReadonlySet<string>;
  /**
   * Whether /bin, /sbin and /lib are links into /usr: "by now" where they are not in older images under
   * the tag, "perhaps" where they may be in newer ones.
   */
  readonly merged: "yes" | "no" | "by now" | "perhaps";
}

/** lstat(2): what nobody wrote down is unknown. */
export function lookInTree(tree: Tree, path: string): Fact {
  if (tree.merged === "yes" || tree.merged === "no") {
    return find(tree, path, tree.merged === "yes");
  }
  const [merged, apart] = [find(tree, path, true), find(tree, path, false)];
  if (merged.kind === apart.kind) return merged;
  // What lies below is asked for in its own right, whichever of the two it is.
  if (merged.kind === "symlink" && apart.kind === "directory") {
    return tree.merged === "by now" ? merged : apart;
  }
  return { kind: "unknown", why: "some images under this tag link /bin into /usr, others do not" };
}

function find(tree: Tree, path: string, merged: boolean): Fact {
  const parts = path.split("/").filter(Boolean);
  let here = "";
  for (const [i, name] of parts.entries()) {
    const next = `${here}/${name}`;
    const last = i === parts.length - 1;
    if (merged && movedFolders.has(next) && tree.folders.has(next)) {
      if (last) return { kind: "symlink", target: `usr/${name}` };
      here = `/usr/${name}`;
      continue;
    }
    const target = tree.links.get(next);
    if (target !== undefined) {
      return last ? { kind: "symlink", target } : { kind: "unknown", why: `${next} is a link` };
    }
    if (holds(tree.files, next, merged)) {
      const mode = next.startsWith("/etc/") ? 0o644 : 0o755;
      return last ? { kind: "file", mode } : { kind: "absent" };
    }
    if (!holds(tree.folders, next, merged)) return unnamed(tree, here || "/", name, last, merged);
    here = next;
  }
  const mode = tree.modes.get(here);
  return { kind: "directory", ...(mode !== undefined && { mode, uid: 0, gid: 0 }) };
}

/** What nobody named in a folder that is there. */
function unnamed(tree: Tree, folder: string, name: string, last: boolean, merged: boolean): Fact {
  const path = `${folder === "/" ? "" : folder}/${name}`;
  const unknown: Fact = { kind: "unknown", why: `nobody listed ${folder} of this image here` };
  if (tree.doubts.some((doubt) => doubt.test(path))) return unknown;
  const programs = holds(tree.programFolders, folder, merged);
  // What is wrong with these is not that a program is missing.
  if (programs && last && (!/^[\w.+:@~]|^\[+$/.test(name) || shellWords.has(name))) return unknown;
  if (programs && last && tree.perhaps.has(name)) return unknown;
  if (holds(tree.closed, folder, merged) || holds(tree.gone, path, merged))
    return { kind: "absent" };
  if (!programs || !last) return unknown;
  // A distribution has a program in one of its folders.
  const elsewhere =
    distributionFolders.includes(folder) &&
    distributionFolders.some((other) => holds(tree.files, `${other}/${name}`, merged));
  return elsewhere || applicationPrograms.has(name) ? { kind: "absent" } : unknown;
}

/** Whether a path is among those that are named as where /bin is no link into /usr. */
function holds(paths: ReadonlySet<string>, path: string, merged: boolean): boolean {
  if (paths.has(path)) return true;
  const [, top, second] = path.split("/");
  return merged && top === "usr" && movedFolders.has(`/${second}`) && paths.has(path.slice(4));
}

/** A shell finds them in itself. */
const shellWords = names(`
  . : alias bg break builtin cd command continue declare eval exec exit export fc fg getopts hash jobs let
  local read readonly return set shift source times trap type typeset ulimit umask unalias unset wait
`);

const movedFolders: ReadonlySet<string> = new Set(["/bin", "/sbin", "/lib", "/lib64"]);

/** Where packages of a distribution put programs. */
export const distributionFolders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];
