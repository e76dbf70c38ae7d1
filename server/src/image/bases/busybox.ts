import type { BaseImage } from "../base-images.ts";
import { names } from "../programs.ts";
import { busyboxPrograms, busyboxSome } from "./busybox-programs.ts";
import { glibcLoaders } from "./debian.ts";
import { idsOf, type Layout, programsOf, standardPath, treeOf } from "./layout.ts";

/**
 * busybox:*, one static program and its names; the variant for glibc has that library for name services.
 * `latest` was made for uClibc once and is for glibc now, on most machines.
 */
export function busyboxOfTag(tag: string): BaseImage | undefined {
  const [, variant] = /^(?:latest|stable|unstable|\d+(?:\.\d+)*)?-?(glibc|musl|uclibc)?$/.exec(
    tag,
  ) ?? [undefined, ""];
  if (variant === "" || tag === "") return undefined;
  const library = variant === "glibc" ? "glibc" : variant === undefined ? undefined : "none";
  return {
    family: "busybox",
    distribution: "busybox",
    libc: library,
    shell: "/bin/sh",
    environment: { PATH: standardPath },
    workingDir: "/",
    user: "",
    entrypoint: undefined,
    command: ["sh"],
    volumes: [],
    ports: [],
    programs: programsOf(busyboxPrograms, { "/usr/bin": new Set(["env"]) }),
    complete: true,
    users: new Set(uids.keys()),
    usersComplete: true,
    groups,
    uids,
    folders: [],
    tree: treeOf(layout, [busyboxPrograms, { "/usr/bin": new Set(["env"]) }], {
      ...(library === "glibc" && { files: glibcLoaders }),
      // The engine makes folders for what it mounts; libraries are only in the variant for glibc.
      doubts: [
        /^\/(proc|sys|run|mnt|opt|srv|media)$/,
        ...(library === "none" ? [] : [/^\/lib(64)?(\/|$)/]),
      ],
      perhaps: busyboxSome,
    }),
  };
}

const layout: Layout = {
  "/": "bin dev etc home root tmp usr var",
  "/usr": "bin sbin",
  "/var": "spool www",
  "/var/www": "",
  "/bin": "",
  "/usr/bin": "",
  "/usr/sbin": "",
  "/home": "",
  "/root": "",
};

const uids = idsOf(
  "root:0 daemon:1 bin:2 sys:3 sync:4 mail:8 www-data:33 operator:37 nobody:65534",
);
const groups = names(`
  root daemon bin sys adm tty disk lp mail kmem wheel cdrom dialout floppy video audio tape www-data operator
  utmp plugdev staff lock netdev users nobody nogroup
`);
