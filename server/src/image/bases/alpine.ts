import { loadersOf } from "../../launch/loaders.ts";
import type { BaseImage } from "../base-images.ts";
import { libraryPaths } from "../libraries.ts";
import { names } from "../programs.ts";
import { alpinePrograms, alpineSome } from "./alpine-programs.ts";
import { busyboxPrograms } from "./busybox-programs.ts";
import { extend } from "./extend.ts";
import { idsOf, type Layout, programsOf, standardPath, treeOf } from "./layout.ts";

/** alpine:*; "" for a tag that leaves the release open. */
export function alpine(release: string): BaseImage {
  const minor = Number(/^3\.(\d+)$/.exec(release)?.[1] ?? Number.NaN);
  const image: BaseImage = {
    family: "alpine",
    distribution: "alpine",
    release: release || undefined,
    libc: "musl",
    libcVersion: musl[release],
    shell: "/bin/sh",
    environment: { PATH: standardPath },
    workingDir: "/",
    user: "",
    entrypoint: undefined,
    command: ["/bin/sh"],
    volumes: [],
    ports: [],
    programs: programsOf(alpinePrograms),
    complete: true,
    users: new Set([...uids.keys(), ...formerUsers]),
    usersComplete: true,
    groups,
    uids,
    folders: [],
    tree: treeOf(layout, [alpinePrograms], {
      files: new Set(loadersOf("musl")),
      links: new Map([["/var/run", "/run"]]),
      gone: new Set([...glibcLoaders, ...libraryPaths("apk")]),
      doubts: [
        /^\/var\/lock$/,
        /^\/usr\/(libexec|include|local\/(etc|games|include|libexec|man|src))$/,
      ],
      // Later ones may have been configured with another choice of applets, and link /bin into /usr.
      perhaps: new Set([...alpineSome, ...(minor <= 20 ? [] : (busyboxPrograms["/bin"] ?? []))]),
      merged: minor <= 22 ? "no" : "perhaps",
    }),
  };
  return minor < 14 ? extend(image, { family: "alpine", packages: "unlisted" }) : image;
}

/** The tags of alpine:* itself: "3.20.3", "3", "edge". */
export function alpineOfTag(tag: string): BaseImage | undefined {
  const release = /^(3\.\d+)(?:\.\d+)?$/.exec(tag)?.[1];
  if (release !== undefined) return alpine(release);
  return /^(3|latest|edge|\d{8})$/.test(tag) ? alpine("") : undefined;
}

/** musl of each release. */
const musl: Readonly<Record<string, string>> = {
  "3.14": "1.2.2",
  "3.15": "1.2.2",
  "3.16": "1.2.3",
  "3.17": "1.2.3",
  "3.18": "1.2.4",
  "3.19": "1.2.4",
  "3.20": "1.2.5",
  "3.21": "1.2.5",
  "3.22": "1.2.5",
  "3.23": "1.2.5",
  "3.24": "1.2.6",
};

/** alpine-baselayout. */
const layout: Layout = {
  "/": "bin dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var",
  "/usr": "bin lib local sbin share",
  "/usr/local": "bin lib share",
  "/var": "cache empty lib local log mail opt spool tmp",
  "/lib": "…",
  "/bin": "",
  "/sbin": "",
  "/usr/bin": "",
  "/usr/sbin": "",
  "/usr/local/bin": "",
  "/home": "",
  "/media": "cdrom floppy usb",
  "/mnt": "",
  "/opt": "",
  "/root": "",
  "/srv": "",
};

const glibcLoaders = new Set(
  ["ld-linux-aarch64.so.1", "ld-linux-armhf.so.3", "ld-linux.so.2", "ld-linux-x86-64.so.2"].map(
    (name) => `/lib/${name}`,
  ),
);

const uids = idsOf(`
  root:0 bin:1 daemon:2 lp:4 sync:5 shutdown:6 halt:7 mail:8 news:9 uucp:10 cron:16 ftp:21 sshd:22 games:35
  ntp:123 guest:405 nobody:65534
`);
/** Up to 3.19. */
const formerUsers = names("adm operator man postmaster at squid xfs cyrus vpopmail smmsp");
const groups = names(`
  root bin daemon sys adm tty disk lp kmem wheel floppy mail news uucp cron audio cdrom dialout ftp sshd
  input tape video netdev kvm games shadow www-data users ntp abuild utmp ping nogroup nobody
  mem man console at readproc squid xfs cdrw usb vpopmail nofiles smmsp locate
`);
