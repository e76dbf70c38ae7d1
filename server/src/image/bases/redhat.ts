import type { BaseImage } from "../base-images.ts";
import { type Listing, names } from "../programs.ts";
import { glibcLoaders } from "./debian.ts";
import { extend } from "./extend.ts";
import { idsOf, type Layout, programsOf, standardPath, treeOf } from "./layout.ts";

/**
 * Images of Fedora, of Enterprise Linux and of Amazon Linux. Certain are bash and coreutils, which also
 * the smallest of them have, and the package manager; whatever else they bring was not listed here.
 */
export function redhat(
  family: string,
  libcVersion: string | undefined,
  release: string | undefined,
  packageManager: string,
): BaseImage {
  const programs: readonly Listing[] = [corePrograms, { "/usr/bin": names(packageManager) }];
  const image: BaseImage = {
    family,
    distribution: "redhat",
    release,
    libc: "glibc",
    libcVersion,
    shell: "/bin/sh",
    environment: { PATH: standardPath },
    workingDir: "/",
    user: "",
    entrypoint: undefined,
    command: ["/bin/bash"],
    volumes: [],
    ports: [],
    programs: programsOf(...programs),
    complete: false,
    users: new Set(uids.keys()),
    usersComplete: false,
    uids,
    folders: [],
    tree: treeOf(layout, programs, {
      files: glibcLoaders,
      doubts: [/^\/(afs|boot|licenses|local|lost\+found|help\.\d+|manifests|cachi2|\.\w+)$/],
      merged: "yes",
    }),
  };
  return extend(image, { family, packages: "unlisted" });
}

/** registry.access.redhat.com/ubi9/ubi-minimal:9.4, redhat/ubi9-minimal, ubi9. */
export function ubi(major: string, kind: string, tag: string): BaseImage | undefined {
  if (!/^(latest|\d+(\.\d+)*(-[\d.]+)?)$/.test(tag)) return undefined;
  const packageManager = { "": "dnf yum", ubi: "dnf yum", minimal: "microdnf", micro: "" }[kind];
  if (packageManager === undefined) return undefined;
  const base = redhat("ubi", enterprise[major], major, packageManager);
  return {
    ...base,
    environment: { ...base.environment, container: "oci" },
    ...(kind === "micro" && { command: ["/bin/sh"] }),
  };
}

/** fedora:40. */
export function fedora(tag: string): BaseImage | undefined {
  if (!/^(latest|rawhide|\d+)$/.test(tag)) return undefined;
  const number = /^\d+$/.test(tag) ? tag : undefined;
  return redhat("fedora", glibcOfFedora[number ?? ""], number, "dnf");
}

/** rockylinux:9-minimal, almalinux:9.4, oraclelinux:9-slim. */
export function enterpriseLinux(family: string, tag: string): BaseImage | undefined {
  const [, number, minimal] =
    /^(?:(\d+)(?:\.\d+)*|latest)?-?(minimal|slim)?(?:-\d+)?$/.exec(tag) ?? [];
  if (number === undefined && tag !== "latest" && tag !== "minimal") return undefined;
  return redhat(family, enterprise[number ?? ""], number, minimal ? "microdnf" : "yum");
}

/** amazonlinux:2023. */
export function amazonLinux(tag: string): BaseImage | undefined {
  const [, name] = /^(2023|2|latest)(?:\.[\d.]+)?$/.exec(tag) ?? [];
  if (name === undefined) return undefined;
  const release = name === "latest" ? undefined : name;
  return redhat("amazonlinux", { "2": "2.26", "2023": "2.34" }[release ?? ""], release, "yum");
}

/** glibc of Enterprise Linux. */
const enterprise: Readonly<Record<string, string>> = {
  "7": "2.17",
  "8": "2.28",
  "9": "2.34",
  "10": "2.39",
};

const glibcOfFedora: Readonly<Record<string, string>> = {
  "38": "2.37",
  "39": "2.38",
  "40": "2.39",
  "41": "2.40",
  "42": "2.41",
  "43": "2.42",
};

const corePrograms: Listing = {
  "/usr/bin": names(`
    [ bash sh arch base64 basename cat chgrp chmod chown comm cp csplit cut date dd df dir dirname du echo env
    expand expr factor false fold groups head id install join link ln logname ls md5sum mkdir mkfifo mknod
    mktemp mv nice nl nohup nproc od paste pr printenv printf pwd readlink realpath rm rmdir seq sha1sum
    sha256sum sha512sum shuf sleep sort split stat stty sum sync tac tail tee test timeout touch tr true
    truncate tty uname unexpand uniq unlink users wc who whoami yes
  `),
};

/** The package `filesystem`. */
const layout: Layout = {
  "/": "bin dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var",
  "/usr": "bin games include lib lib64 libexec local sbin share src …",
  "/usr/local": "bin etc games include lib lib64 libexec sbin share src",
  "/var": "…",
  "/usr/local/bin": "",
  "/usr/local/sbin": "",
  "/home": "",
  "/media": "",
  "/mnt": "",
  "/opt": "",
  "/srv": "",
};

const uids = idsOf(
  "root:0 bin:1 daemon:2 adm:3 lp:4 sync:5 shutdown:6 halt:7 mail:8 operator:11 games:12 ftp:14 nobody:65534",
);
