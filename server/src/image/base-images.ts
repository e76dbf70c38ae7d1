import type { Fact } from "../launch/facts.ts";
import { alpineOfTag } from "./bases/alpine.ts";
import { buildpackOfTag } from "./bases/buildpack.ts";
import { bun } from "./bases/bun.ts";
import { busyboxOfTag } from "./bases/busybox.ts";
import { caddy } from "./bases/caddy.ts";
import { chainguardStatic } from "./bases/chainguard.ts";
import { debianOfTag } from "./bases/debian.ts";
import { deno } from "./bases/deno.ts";
import { distroless } from "./bases/distroless.ts";
import { dotnet } from "./bases/dotnet.ts";
import { golang } from "./bases/golang.ts";
import { httpd } from "./bases/httpd.ts";
import { corretto, gradle, maven, openjdk, temurin } from "./bases/java.ts";
import { memcached } from "./bases/memcached.ts";
import { mongo } from "./bases/mongo.ts";
import { mariadb, mysql } from "./bases/mysql.ts";
import { nginx, nginxUnprivileged } from "./bases/nginx.ts";
import { node } from "./bases/node.ts";
import { composer, php } from "./bases/php.ts";
import { postgres } from "./bases/postgres.ts";
import { python } from "./bases/python.ts";
import { rabbitmq } from "./bases/rabbitmq.ts";
import { amazonLinux, enterpriseLinux, fedora, ubi } from "./bases/redhat.ts";
import { redis } from "./bases/redis.ts";
import { ruby } from "./bases/ruby.ts";
import { rust } from "./bases/rust.ts";
import { traefik } from "./bases/traefik.ts";
import { lookInTree, type Tree } from "./bases/tree.ts";
import { ubuntuOfTag } from "./bases/ubuntu.ts";
import { uv } from "./bases/uv.ts";

/** What is known about an image that nobody here builds. Facts from the images' own Dockerfiles. */
export interface BaseImage {
  readonly family: string;
  readonly distribution: "debian" | "alpine" | "busybox" | "redhat" | "distroless" | "none";
  /** Of the distribution: "bookworm", "noble", "3.20"; undefined where the tag has named several. */
  readonly release?: string | undefined;
  /** Where it is not known, as everything that may be left out. */
  readonly libc?: "glibc" | "musl" | "none" | undefined;
  readonly libcVersion?: string | undefined;
  /** The oldest it may be, where the tag has named several releases. */
  readonly libcAtLeast?: string | undefined;
  /** The shell behind the shell form of instructions. */
  readonly shell?: "/bin/sh" | "none" | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** As the image says it: a name, a number, or "" for root. */
  readonly user: string;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  readonly volumes: readonly string[];
  readonly ports?: readonly number[] | undefined;
  /** Programs by name, with the folder they lie in: of several that which comes first in PATH. */
  readonly programs: ReadonlyMap<string, string>;
  /** No program is in PATH but those, and some that come and go between the releases of an image. */
  readonly complete: boolean;
  readonly users: ReadonlySet<string>;
  /** There is no user but those. */
  readonly usersComplete: boolean;
  /** All groups. */
  readonly groups?: ReadonlySet<string> | undefined;
  /** The numbers of those users whose number has never changed. */
  readonly uids?: ReadonlyMap<string, number> | undefined;
  /** What its server writes to when it starts, and only root may; undefined for one that anybody may start. */
  readonly writes?: ServerWrites | undefined;
  /** Folders outside of the distribution's own that exist. */
  readonly folders: readonly string[];
  /** Where `python` and its packages lie, in images of Python. */
  readonly python?: { readonly program: string; readonly version: string };
  /** What runs programs of a language in this image, up to the number that decides what fits. */
  readonly runtime?: Runtime | undefined;
  readonly tree: Tree;
}

export interface Runtime {
  readonly language: "Python" | "Ruby" | "Java" | ".NET";
  /** "3.12" of Python and Ruby, "21" of Java and .NET. */
  readonly version: string;
}

/** Where a server writes with the configuration that its image brings. */
export interface ServerWrites {
  readonly program: string;
  /** The configuration that says so. */
  readonly configuration: string;
  /** Folders of root; of a file that is made in one that belongs to everything, the file. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** What the server says when it may not. */
  readonly words: string;
}

/** The facts about an image reference; undefined for images that nobody wrote down here. */
export function baseImage(reference: string): BaseImage | undefined {
  if (!known.has(reference)) {
    // What is typed letter by letter is asked for once.
    if (known.size > 100) known.clear();
    known.set(reference, find(reference));
  }
  return known.get(reference);
}

const known = new Map<string, BaseImage | undefined>();

/** lstat(2) in an image that nobody here builds. */
export function lookInBase(base: BaseImage, path: string): Fact {
  // No image has a file whose name ends in a carriage return.
  if (path.endsWith("\r")) return { kind: "absent" };
  const fact = lookInTree(base.tree, path);
  const { libc } = base;
  if (fact.kind !== "file" || (libc !== "glibc" && libc !== "musl") || !dynamic.has(path))
    return fact;
  return { ...fact, head: { kind: "elf", libc: { name: libc } } };
}

/** Programs of languages that people copy from one image to another, linked to the libc of their own. */
const dynamic: ReadonlySet<string> = new Set([
  "/nodejs/bin/node",
  ...["node", "bun", "php", "ruby"].map((name) => `/usr/local/bin/${name}`),
]);

function find(reference: string): BaseImage | undefined {
  // Beside a digest the tag only says what it was called. Without one nothing does.
  const [, name = "", tag] =
    /^([a-z0-9._/-]+)(?::([\w][\w.-]*))?(?:@sha256:[0-9a-f]+)?$/.exec(reference) ?? [];
  if (tag === undefined && reference.includes("@")) return undefined;
  const repository = name.replace(officialMirror, "");
  for (const [pattern, family] of families) {
    const match = pattern.exec(repository);
    if (match) return family(tag ?? "latest", match[1] ?? "", match[2] ?? "");
  }
  return undefined;
}

/** The official images of Docker Hub, and where they lie as well. */
const officialMirror =
  /^((index\.)?docker\.io\/(library\/)?|library\/|public\.ecr\.aws\/docker\/library\/|mirror\.gcr\.io\/library\/)(?=[^/]+$)|^(index\.)?docker\.io\/(?=[^/]+\/[^/]+$)/;

type Family = (tag: string, first: string, second: string) => BaseImage | undefined;

/** By repository; a group in a pattern is what the family wants to know of it. */
const families: readonly (readonly [RegExp, Family])[] = [
  [/^alpine$/, alpineOfTag],
  [/^busybox$/, busyboxOfTag],
  [/^debian$/, debianOfTag],
  [/^ubuntu$/, ubuntuOfTag],
  [/^buildpack-deps$/, buildpackOfTag],
  [/^fedora$/, fedora],
  [/^(rockylinux|almalinux|oraclelinux)$/, (tag, name) => enterpriseLinux(name, tag)],
  [/^(?:public\.ecr\.aws\/amazonlinux\/)?amazonlinux$/, amazonLinux],
  [
    /^registry\.(?:access\.redhat\.com|redhat\.io)\/ubi(8|9|10)(?:\/ubi-?(minimal|micro)?)?$/,
    (tag, major, kind) => ubi(major, kind, tag),
  ],
  [/^redhat\/ubi(8|9|10)(?:-(minimal|micro))?$/, (tag, major, kind) => ubi(major, kind, tag)],
  [/^gcr\.io\/distroless\/([a-z0-9-]+)$/, (tag, name) => distroless(name, tag)],
  [/^cgr\.dev\/chainguard\/static$/, chainguardStatic],
  [/^python$/, python],
  [/^(?:ghcr\.io\/astral-sh|astral)\/uv$/, uv],
  [/^node$/, node],
  [/^oven\/bun$/, bun],
  [/^denoland\/deno$/, deno],
  [/^golang$/, golang],
  [/^rust$/, rust],
  [/^ruby$/, ruby],
  [/^php$/, php],
  [/^composer$/, composer],
  [/^eclipse-temurin$/, temurin],
  [/^openjdk$/, openjdk],
  [/^amazoncorretto$/, corretto],
  [/^maven$/, maven],
  [/^gradle$/, gradle],
  [/^mcr\.microsoft\.com\/dotnet\/([a-z-]+)$/, (tag, name) => dotnet(name, tag)],
  [/^nginx$/, nginx],
  [/^(?:ghcr\.io\/)?nginx(?:inc)?\/nginx-unprivileged$/, nginxUnprivileged],
  [/^httpd$/, httpd],
  [/^traefik$/, traefik],
  [/^caddy$/, caddy],
  [/^postgres$/, postgres],
  [/^mysql$/, mysql],
  [/^mariadb$/, mariadb],
  [/^redis$/, redis],
  [/^memcached$/, memcached],
  [/^mongo$/, mongo],
  [/^rabbitmq$/, rabbitmq],
];
