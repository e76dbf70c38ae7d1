import { basename, dirname, parents } from "../../base/path.ts";
import type { BaseImage } from "../base-images.ts";
import { libraryPaths } from "../libraries.ts";
import { type Listing, names } from "../programs.ts";
import { distributionFolders, type Tree } from "./tree.ts";

/** What the Dockerfile of an image adds to the one that it starts from. */
export interface Additions extends Partial<Settings> {
  readonly family: string;
  /** Variables beside those of the image below. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folders that come first in PATH. */
  readonly pathFront?: readonly string[];
  /** Programs, by the folder they lie in. */
  readonly programs?: readonly (Listing | Readonly<Record<string, string>>)[];
  /** Programs which only some of the images have that the tag has named. */
  readonly perhaps?: Iterable<string>;
  /** Scripts elsewhere. */
  readonly files?: readonly string[];
  readonly folders?: readonly string[];
  readonly links?: Readonly<Record<string, string>>;
  /** Folders that hold nothing but what is named here. */
  readonly closed?: readonly string[];
  /** Folders that hold more than what is named here. */
  readonly open?: readonly string[];
  readonly doubts?: readonly RegExp[];
  /** Packages of the distribution whose programs and libraries nobody listed here. */
  readonly packages?: "unlisted";
  /** Packages of which the programs are listed, and not the libraries. */
  readonly libraries?: "unlisted";
  /** Users with a group of their own name; the number where it is known. */
  readonly accounts?: Readonly<Record<string, number | undefined>>;
}

/** What an image has only one of. */
type Settings = Pick<
  BaseImage,
  | "distribution"
  | "release"
  | "libc"
  | "libcVersion"
  | "shell"
  | "workingDir"
  | "user"
  | "entrypoint"
  | "command"
  | "volumes"
  | "ports"
  | "python"
  | "runtime"
  | "writes"
>;

/** An image that is made from another. */
export function extend(base: BaseImage, additions: Additions): BaseImage {
  const { environment, pathFront, programs, perhaps, files, folders, links, ...others } = additions;
  const { closed, open, doubts, packages, libraries, accounts, ...settings } = others;
  const listed = (programs ?? []).flatMap((listing) =>
    Object.entries(listing).flatMap(([folder, text]) =>
      [...(typeof text === "string" ? names(text) : text)].map((name) => `${folder}/${name}`),
    ),
  );
  const { tree } = base;
  const opened = new Set([...(open ?? []), ...(packages ? distributionFolders : [])]);
  const allFiles = new Set([...tree.files, ...listed, ...(files ?? [])]);
  const named = [...listed, ...(files ?? []), ...Object.keys(links ?? {})];
  const next: Tree = {
    ...tree,
    modes: new Map([...tree.modes, ...(additions.writes?.folders ?? []).map(ofRoot)]),
    files: allFiles,
    folders: new Set([
      ...tree.folders,
      ...(folders ?? []).flatMap((folder) => [...parents(folder), folder]),
      ...named.flatMap(parents),
    ]),
    links: new Map([...tree.links, ...Object.entries(links ?? {})]),
    closed: new Set([...tree.closed, ...(closed ?? [])].filter((folder) => !opened.has(folder))),
    ...((packages || libraries) && {
      gone: new Set([...tree.gone].filter((path) => !known.has(path))),
    }),
    doubts: [...tree.doubts, ...(doubts ?? [])],
    programFolders: new Set([...tree.programFolders, ...listed.map(dirname), ...(pathFront ?? [])]),
    perhaps: new Set([...tree.perhaps, ...(perhaps ?? [])].filter((name) => !has(listed, name))),
  };
  const path = base.environment.PATH;
  return {
    ...base,
    ...settings,
    environment: {
      ...base.environment,
      ...(path !== undefined && pathFront && { PATH: [...pathFront, path].join(":") }),
      ...environment,
    },
    programs: new Map([...base.programs, ...listed.map(byName)]),
    complete: [...next.programFolders].every((folder) => isListed(next, folder)),
    users: new Set([...base.users, ...Object.keys(accounts ?? {})]),
    ...(base.groups && { groups: new Set([...base.groups, ...Object.keys(accounts ?? {})]) }),
    uids: new Map([...(base.uids ?? []), ...numbered(accounts ?? {})]),
    folders: [...base.folders, ...(folders ?? [])],
    tree: next,
  };
}

const known: ReadonlySet<string> = new Set([...libraryPaths("apt"), ...libraryPaths("apk")]);

/** Everybody may look into it, and only root may write. */
function ofRoot(folder: string): [string, number] {
  return [folder, 0o755];
}

function byName(path: string): [string, string] {
  return [basename(path), dirname(path)];
}

function has(paths: readonly string[], name: string): boolean {
  return paths.some((path) => basename(path) === name);
}

/** A folder that is not there holds nothing either. */
function isListed({ closed, folders }: Tree, folder: string): boolean {
  return closed.has(folder) || !folders.has(folder);
}

function* numbered(
  accounts: Readonly<Record<string, number | undefined>>,
): Iterable<[string, number]> {
  for (const [name, id] of Object.entries(accounts)) if (id !== undefined) yield [name, id];
}
