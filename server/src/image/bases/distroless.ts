import { loadersOf } from "../../launch/loaders.ts";
import type { BaseImage } from "../base-images.ts";
import { names } from "../programs.ts";
import { busyboxPrograms, busyboxSome } from "./busybox-programs.ts";
import { glibcLoaders } from "./debian.ts";
import { type Additions, extend } from "./extend.ts";
import { idsOf, type Layout, standardPath, treeOf } from "./layout.ts";

/**
 * gcr.io/distroless/NAME-debianN:TAG, from distroless' own static.bzl, base.bzl, python.bzl, nodejs.bzl and
 * java.bzl: no shell and no program but the language's; `debug` brings BusyBox below /busybox, and no
 * /bin/sh either.
 */
export function distroless(name: string, tag: string): BaseImage | undefined {
  const [, kind = "", number] = /^([a-z]+[a-z0-9-]*?)(?:-debian(\d+))?$/.exec(name) ?? [];
  const [, mode] =
    /^(latest|nonroot|debug|debug-nonroot)(?:-(?:amd64|arm64|arm|s390x|ppc64le|riscv64))?$/.exec(
      tag,
    ) ?? [undefined, undefined];
  if (mode === undefined) return undefined;
  const language = languageOf(kind, number);
  if (!language) return undefined;
  const debug = mode.startsWith("debug");
  const nonroot = mode.endsWith("nonroot");
  const libc = kind === "static" ? "none" : "glibc";
  const release = { "10": "buster", "11": "bullseye", "12": "bookworm", "13": "trixie" }[
    number ?? ""
  ];
  const base: BaseImage = {
    family: "distroless",
    distribution: "distroless",
    release,
    libc,
    libcVersion:
      libc === "glibc"
        ? { buster: "2.28", bullseye: "2.31", bookworm: "2.36", trixie: "2.41" }[release ?? ""]
        : undefined,
    shell: "none",
    environment: {
      PATH: standardPath,
      SSL_CERT_FILE: "/etc/ssl/certs/ca-certificates.crt",
    },
    workingDir: nonroot ? "/home/nonroot" : "/",
    user: nonroot ? "65532" : "0",
    entrypoint: debug ? ["/busybox/sh"] : undefined,
    command: undefined,
    volumes: [],
    ports: [],
    programs: new Map(),
    complete: true,
    users: new Set(uids.keys()),
    usersComplete: true,
    groups: names("root nobody tty staff nonroot"),
    uids,
    folders: ["/home/nonroot"],
    tree: treeOf(libc === "none" ? withoutLibc(release) : layout, [], {
      ...(libc === "glibc" && { files: glibcLoaders }),
      gone: new Set([...loadersOf("musl"), ...(libc === "none" ? loadersOf("glibc") : [])]),
      doubts: [libc === "none" ? /^\/boot$/ : /^\/(boot|lib64)$/],
      merged: release === undefined ? "perhaps" : release === "trixie" ? "yes" : "no",
    }),
  };
  const shell = extend(base, {
    family: "distroless",
    ...(debug && {
      programs: [{ "/busybox": [...(busyboxPrograms["/bin"] ?? [])].join(" ") }],
      perhaps: busyboxSome,
      closed: ["/busybox"],
      environment: { PATH: `${standardPath}:/busybox` },
    }),
  });
  return extend(shell, { family: "distroless", ...language });
}

/** What is added for a language; undefined for an image that nobody wrote down here. */
function languageOf(kind: string, debian: string | undefined): Partial<Additions> | undefined {
  if (/^(static|base|base-nossl|cc)$/.test(kind)) return {};
  if (kind === "python3") {
    const version = { "11": "3.9", "12": "3.11", "13": "3.13" }[debian ?? ""];
    const program = `/usr/bin/python${version ?? "3"}`;
    return {
      entrypoint: [program],
      environment: { LANG: "C.UTF-8" },
      programs: [{ "/usr/bin": `python python3 ${version ? `python${version}` : ""}` }],
      // Up to Debian 12 dash is among its packages.
      ...(debian !== "13" && { shell: undefined }),
      perhaps: names(`${libcTools} ${debian === "13" ? "" : "sh dash"}`),
      doubts: version ? [] : [/^\/usr\/bin\/python3\.\d+$/],
    };
  }
  if (/^nodejs(\d+)?$/.test(kind)) {
    // Not in PATH; npm is left out.
    return {
      entrypoint: ["/nodejs/bin/node"],
      files: ["/nodejs/bin/node"],
      closed: ["/nodejs/bin"],
      perhaps: ["node"],
    };
  }
  if (/^java(\d+)$/.test(kind)) {
    return {
      entrypoint: ["/usr/bin/java", "-jar"],
      runtime: { language: "Java", version: kind.slice("java".length) },
      programs: [{ "/usr/bin": "java" }],
      perhaps: names(`${libcTools} fc-cache fc-list fc-match`),
    };
  }
  return kind === "java-base" ? { perhaps: names(libcTools) } : undefined;
}

/** Programs of libc-bin, which some of the images take along. */
const libcTools =
  "getconf getent iconv iconvconfig ld.so ldconfig ldd locale localedef pldd tzselect zdump zic";

const layout: Layout = {
  "/": "bin dev etc home lib proc root run sbin sys tmp usr var",
  "/usr": "bin games include lib sbin share src",
  "/var": "…",
  "/bin": "",
  "/sbin": "",
  "/usr/bin": "",
  "/usr/sbin": "",
  "/home": "nonroot",
  "/root": "",
  "/home/nonroot": "",
};

/** Before base-files of Debian 13 there was no /lib64 without libc6; now there is an empty one. */
function withoutLibc(release: string | undefined): Layout {
  if (release !== undefined && release !== "trixie") return layout;
  return { ...layout, "/": `${layout["/"]} lib64`, "/lib64": "" };
}

const uids = idsOf("root:0 nobody:65534 nonroot:65532");
