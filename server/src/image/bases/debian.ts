import { loadersOf } from "../../launch/loaders.ts";
import type { BaseImage } from "../base-images.ts";
import { libraryPaths } from "../libraries.ts";
import { type Listing, names } from "../programs.ts";
import { debianPrograms, debianSome } from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { idsOf, type Layout, programsOf, standardPath, treeOf } from "./layout.ts";
import type { Tree } from "./tree.ts";

/** What is known of the release where a tag names none, because it has moved from one to the next. */
export type Era = "since trixie" | "since bookworm" | "since bullseye" | "before";

/**
 * debian:*, with or without `slim`, which only leaves out documentation (debuerreotype's debian.sh).
 * Without a release it is what those of its era have in common.
 */
export function debian(release: string | undefined, era: Era = "since bullseye"): BaseImage {
  const { glibc, atLeast, merged, listed } = releases[release ?? era] ?? later;
  const image = debianLike({
    family: "debian",
    release,
    libcVersion: glibc,
    libcAtLeast: atLeast,
    command: ["bash"],
    merged,
    programs: [debianPrograms, ...(listed === "adduser" ? [{ "/usr/sbin": adduser }] : [])],
    perhaps: [...debianSome, ...(listed === "any" ? adduser : [])],
  });
  return listed ? image : extend(image, { family: "debian", packages: "unlisted" });
}

/** The tags of debian:* itself: "bookworm-slim", "12.5", "trixie-20250811", "stable". */
export function debianOfTag(tag: string): BaseImage | undefined {
  const [, name = ""] = /^([a-z]+|\d+(?:\.\d+)?)(?:-\d{8})?(?:-slim)?$/.exec(tag) ?? [];
  const release = named[name] ?? numbered[name.split(".")[0] ?? ""];
  if (release) return debian(release);
  return /^(testing|unstable|experimental|rc)$/.test(name)
    ? { ...debian("sid"), release: undefined }
    : undefined;
}

interface Release {
  readonly glibc: string | undefined;
  /** The oldest it may be, of an era. */
  readonly atLeast?: string;
  readonly merged: Tree["merged"];
  /** Which programs it has: those listed here, those and adduser, those and perhaps adduser, or more. */
  readonly listed: "all" | "adduser" | "any" | undefined;
}

const later: Release = { glibc: undefined, merged: "yes", listed: undefined };

/** libc6 of each release; /bin is a link from bookworm on (debuerreotype's debian.sh). */
const releases: Readonly<Record<string, Release>> = {
  jessie: { glibc: "2.19", merged: "no", listed: undefined },
  stretch: { glibc: "2.24", merged: "no", listed: undefined },
  buster: { glibc: "2.28", merged: "no", listed: undefined },
  bullseye: { glibc: "2.31", merged: "no", listed: "adduser" },
  bookworm: { glibc: "2.36", merged: "yes", listed: "adduser" },
  // What is built on trixie often has adduser again: apt is content with it.
  trixie: { glibc: "2.41", merged: "yes", listed: "all" },
  "since trixie": { glibc: undefined, atLeast: "2.41", merged: "yes", listed: "any" },
  "since bookworm": { glibc: undefined, atLeast: "2.36", merged: "yes", listed: "any" },
  "since bullseye": { glibc: undefined, atLeast: "2.31", merged: "by now", listed: "any" },
  before: { glibc: undefined, merged: "by now", listed: undefined },
};

const numbered: Readonly<Record<string, string>> = {
  "8": "jessie",
  "9": "stretch",
  "10": "buster",
  "11": "bullseye",
  "12": "bookworm",
  "13": "trixie",
  "14": "forky",
};

/** `stable` since 2025-08. */
const named: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(numbered).map((name) => [name, name])),
  sid: "sid",
  stable: "trixie",
  latest: "trixie",
  oldstable: "bookworm",
  oldoldstable: "bullseye",
};

const adduser = names("addgroup adduser delgroup deluser");

/** An image of Debian or of a distribution made from it. */
export function debianLike(facts: {
  readonly family: string;
  readonly release: string | undefined;
  readonly libcVersion: string | undefined;
  readonly libcAtLeast?: string | undefined;
  readonly command: readonly string[];
  readonly merged: Tree["merged"];
  readonly programs: readonly Listing[];
  readonly perhaps: Iterable<string>;
}): BaseImage {
  const { family, release, libcVersion, libcAtLeast, command, merged, programs, perhaps } = facts;
  return {
    family,
    distribution: "debian",
    release,
    libc: "glibc",
    libcVersion,
    libcAtLeast,
    shell: "/bin/sh",
    environment: { PATH: standardPath },
    workingDir: "/",
    user: "",
    entrypoint: undefined,
    command,
    volumes: [],
    ports: [],
    programs: programsOf(...programs),
    complete: true,
    users: new Set([...uids.keys(), "_apt", "gnats"]),
    usersComplete: true,
    groups,
    uids,
    folders: [],
    tree: treeOf(layout, programs, {
      files: glibcLoaders,
      links: new Map([
        ["/var/run", "/run"],
        ["/var/lock", "/run/lock"],
        ["/usr/local/man", "share/man"],
      ]),
      gone: new Set([...loadersOf("musl"), ...libraryPaths("apt")]),
      doubts: [
        /^\/usr\/(lib64|libx?32|(local\/)?libexec)$/,
        /^\/(libx?32|(s?bin|lib)\.usr-is-merged)$/,
      ],
      perhaps: new Set(perhaps),
      merged,
    }),
  };
}

/** The file system of base-files. */
const layout: Layout = {
  "/": "bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var",
  "/usr": "bin games include lib local sbin share src",
  "/usr/lib/x86_64-linux-gnu": "…",
  "/usr/local": "bin etc games include lib sbin share src",
  "/var": "backups cache lib local log mail opt spool tmp",
  "/bin": "",
  "/sbin": "",
  "/usr/bin": "",
  "/usr/sbin": "",
  "/usr/src": "",
  "/usr/local/bin": "",
  "/usr/local/sbin": "",
  "/usr/local/src": "",
  "/home": "",
  "/media": "",
  "/mnt": "",
  "/opt": "",
  "/root": "",
  "/srv": "",
};

/** Of each machine its own: a program of another machine fails before its loader is looked for. */
export const glibcLoaders: ReadonlySet<string> = new Set(loadersOf("glibc"));

/** base-passwd. Beside them `_apt`, whose number has changed, and `gnats`, which went with bookworm. */
const uids = idsOf(`
  root:0 daemon:1 bin:2 sys:3 sync:4 games:5 man:6 lp:7 mail:8 news:9 uucp:10 proxy:13 www-data:33
  backup:34 list:38 irc:39 nobody:65534
`);
const groups = names(`
  root daemon bin sys adm tty disk lp mail news uucp man proxy kmem dialout fax voice cdrom floppy tape
  sudo audio dip www-data backup operator list irc src gnats shadow utmp video sasl plugdev staff games
  users nogroup
`);
