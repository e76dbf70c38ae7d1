import assert from "node:assert/strict";
import { test } from "node:test";
import { baseImage, lookInBase } from "../../server/src/image/base-images.ts";

/** What an image says of itself, and what lies in it: an image that is not built here. */
interface Row {
  readonly image: string;
  readonly libc?: string;
  /** "Python 3.12" */
  readonly runtime?: string;
  readonly user?: string;
  readonly workdir?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
  readonly unknown?: readonly string[];
}

const rows: readonly Row[] = [
  // Distributions.
  {
    image: "debian:bookworm-slim",
    libc: "glibc 2.36",
    command: ["bash"],
    present: ["/usr/bin/bash", "/bin", "/usr/bin/perl", "/lib64/ld-linux-x86-64.so.2"],
    absent: ["/usr/bin/curl", "/usr/bin/python3", "/app", "/lib/ld-musl-x86_64.so.1"],
    unknown: ["/.dockerenv", "/root/.profile"],
  },
  { image: "debian:12.5", libc: "glibc 2.36" },
  { image: "debian:stable-20250811-slim", libc: "glibc 2.41" },
  { image: "debian:bullseye", libc: "glibc 2.31", present: ["/usr/sbin/adduser", "/bin/bash"] },
  { image: "debian:trixie", libc: "glibc 2.41", absent: ["/usr/sbin/adduser"] },
  { image: "ubuntu:22.04", libc: "glibc 2.35", command: ["/bin/bash"], absent: ["/usr/bin/curl"] },
  { image: "ubuntu:24.04", libc: "glibc 2.39", present: ["/home/ubuntu"] },
  { image: "ubuntu:latest", libc: "glibc", unknown: ["/home/ubuntu"] },
  {
    image: "alpine:3.20",
    libc: "musl 1.2.5",
    command: ["/bin/sh"],
    present: ["/bin/sh", "/usr/bin/wget", "/lib/ld-musl-x86_64.so.1"],
    absent: ["/bin/bash", "/usr/bin/curl", "/lib64/ld-linux-x86-64.so.2", "/app"],
  },
  { image: "alpine", libc: "musl", absent: ["/bin/bash"] },
  { image: "busybox:1.36-musl", libc: "none", present: ["/bin/sh"], absent: ["/bin/bash"] },
  { image: "fedora:40", libc: "glibc 2.39", present: ["/usr/bin/bash"], unknown: ["/usr/bin/x"] },
  { image: "redhat/ubi9-minimal:9.4", libc: "glibc 2.34", present: ["/usr/bin/microdnf"] },
  { image: "amazonlinux:2023", libc: "glibc 2.34", present: ["/usr/bin/yum"] },
  { image: "rockylinux:9", libc: "glibc 2.34" },

  // Python.
  {
    image: "python:3.12-slim-bookworm",
    libc: "glibc 2.36",
    runtime: "Python 3.12",
    workdir: "/",
    user: "",
    command: ["python3"],
    present: [
      "/usr/local/bin/python",
      "/usr/local/bin/python3.12",
      "/usr/local/bin/pip",
      "/usr/local/lib/python3.12/site-packages/pip",
    ],
    absent: [
      "/usr/local/bin/uvicorn",
      "/usr/local/lib/python3.12/site-packages/requests",
      "/usr/bin/git",
      "/usr/bin/gcc",
    ],
    unknown: ["/usr/local/lib/python3.12/site-packages/setuptools"],
  },
  { image: "python:3.12", present: ["/usr/bin/gcc", "/usr/bin/git", "/usr/bin/curl"] },
  {
    image: "python:3.9-alpine",
    libc: "musl",
    runtime: "Python 3.9",
    present: ["/usr/local/lib/python3.9/site-packages/setuptools"],
    absent: ["/bin/bash", "/usr/bin/gcc"],
  },
  { image: "python:3", command: ["python3"], unknown: ["/usr/local/bin/python3.12"] },
  {
    image: "ghcr.io/astral-sh/uv:0.8.3-python3.13-trixie-slim",
    libc: "glibc 2.41",
    runtime: "Python 3.13",
    command: ["/usr/local/bin/uv"],
    present: ["/usr/local/bin/uv", "/usr/local/bin/python3.13"],
  },
  {
    image: "ghcr.io/astral-sh/uv:latest",
    entrypoint: ["/uv"],
    present: ["/uv", "/uvx"],
    absent: ["/bin/sh"],
  },

  // JavaScript.
  {
    image: "node:22-alpine",
    libc: "musl",
    entrypoint: ["docker-entrypoint.sh"],
    command: ["node"],
    present: ["/usr/local/bin/node", "/usr/local/bin/npm", "/home/node"],
    absent: ["/bin/bash", "/usr/bin/python3", "/usr/local/bin/pnpm", "/app"],
  },
  {
    image: "node:20-bookworm-slim",
    libc: "glibc 2.36",
    present: ["/usr/local/bin/yarn"],
    absent: ["/usr/bin/git", "/usr/bin/curl", "/usr/local/bin/nodemon"],
  },
  { image: "node:20", present: ["/usr/bin/git", "/usr/bin/python3"] },
  { image: "oven/bun:1", workdir: "/home/bun/app", present: ["/usr/local/bin/bun"] },

  // Languages that are compiled.
  {
    image: "golang:1.23-alpine",
    libc: "musl",
    workdir: "/go",
    present: ["/usr/local/go/bin/go"],
    absent: ["/usr/bin/gcc", "/go/bin/air"],
  },
  { image: "golang:1.23", present: ["/usr/bin/gcc", "/usr/bin/git"] },
  { image: "rust:1.80-slim-bookworm", libc: "glibc 2.36", present: ["/usr/local/cargo/bin/cargo"] },
  { image: "rust:1.91-slim", libc: "glibc 2.41 or newer" },
  { image: "rust:latest", libc: "glibc 2.36 or newer" },
  { image: "rust:1.75", libc: "glibc 2.36 or newer" },
  {
    image: "maven:3.9-eclipse-temurin-21",
    runtime: "Java 21",
    entrypoint: ["/usr/local/bin/mvn-entrypoint.sh"],
    present: ["/opt/java/openjdk/bin/javac", "/usr/bin/mvn"],
  },
  { image: "maven:3.9", command: ["mvn"] },
  {
    image: "gradle:8.8-jdk17",
    runtime: "Java 17",
    present: ["/opt/gradle/bin/gradle", "/home/gradle/.gradle"],
    absent: ["/home/gradle/src"],
    unknown: ["/home/gradle/.bashrc"],
  },
  {
    image: "eclipse-temurin:17-jre-alpine",
    libc: "musl",
    runtime: "Java 17",
    entrypoint: ["/__cacert_entrypoint.sh"],
    present: ["/opt/java/openjdk/bin/java"],
    absent: ["/opt/java/openjdk/bin/javac"],
  },
  { image: "amazoncorretto:21", runtime: "Java 21", present: ["/usr/bin/java"] },
  {
    image: "mcr.microsoft.com/dotnet/aspnet:8.0",
    libc: "glibc 2.36",
    runtime: ".NET 8",
    present: ["/usr/bin/dotnet", "/home/app"],
    absent: ["/usr/bin/curl", "/app"],
  },
  { image: "mcr.microsoft.com/dotnet/aspnet:8.0-alpine", libc: "musl", runtime: ".NET 8" },
  {
    image: "mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled",
    libc: "glibc 2.39",
    user: "1654",
    absent: ["/bin/sh", "/usr/bin/bash"],
  },

  // Others.
  {
    image: "ruby:3.3-slim",
    runtime: "Ruby 3.3",
    command: ["irb"],
    present: ["/usr/local/bin/ruby", "/usr/local/bin/bundle", "/usr/local/bundle"],
    absent: ["/usr/local/bundle/gems"],
  },
  {
    image: "php:8.3-apache",
    entrypoint: ["docker-php-entrypoint"],
    command: ["apache2-foreground"],
    workdir: "/var/www/html",
    present: ["/usr/local/bin/php", "/usr/local/bin/docker-php-ext-install"],
    absent: ["/usr/bin/composer", "/usr/local/bin/composer"],
  },
  { image: "composer:2", present: ["/usr/bin/composer"], workdir: "/app" },
  {
    image: "nginx:1.27-alpine",
    entrypoint: ["/docker-entrypoint.sh"],
    command: ["nginx", "-g", "daemon off;"],
    present: ["/usr/sbin/nginx", "/docker-entrypoint.sh"],
  },
  { image: "redis:7", workdir: "/data", present: ["/usr/local/bin/redis-server"] },
  { image: "postgres:16", entrypoint: ["docker-entrypoint.sh"], command: ["postgres"] },

  // Without a shell.
  {
    image: "gcr.io/distroless/static-debian12:nonroot",
    libc: "none",
    user: "65532",
    workdir: "/home/nonroot",
    absent: ["/bin/sh", "/lib/ld-musl-x86_64.so.1", "/lib/ld-linux-aarch64.so.1", "/lib64"],
  },
  {
    image: "gcr.io/distroless/static",
    libc: "none",
    absent: ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"],
  },
  {
    image: "gcr.io/distroless/base-debian12",
    libc: "glibc 2.36",
    present: ["/lib64/ld-linux-x86-64.so.2"],
    absent: ["/bin/sh", "/bin/bash", "/lib/ld-musl-x86_64.so.1"],
  },
  {
    image: "gcr.io/distroless/python3-debian12",
    entrypoint: ["/usr/bin/python3.11"],
    present: ["/usr/bin/python3.11"],
    absent: ["/bin/bash", "/usr/bin/pip"],
    unknown: ["/bin/sh"],
  },
  {
    image: "gcr.io/distroless/nodejs22-debian12",
    entrypoint: ["/nodejs/bin/node"],
    present: ["/nodejs/bin/node"],
    absent: ["/bin/sh", "/nodejs/bin/npm"],
  },
  {
    image: "gcr.io/distroless/java21-debian12",
    runtime: "Java 21",
    entrypoint: ["/usr/bin/java", "-jar"],
    absent: ["/bin/sh"],
  },
];

for (const row of rows) {
  test(row.image, () => {
    const base = baseImage(row.image);
    assert.ok(base, "nobody knows it");
    const libc = [
      base.libc,
      base.libcVersion ?? (base.libcAtLeast && `${base.libcAtLeast} or newer`),
    ];
    const { language, version } = base.runtime ?? {};
    const said = {
      libc: libc.filter(Boolean).join(" "),
      runtime: [language, version].filter(Boolean).join(" "),
      user: base.user,
      workdir: base.workingDir,
      entrypoint: base.entrypoint,
      command: base.command,
    };
    const { image: _, present = [], absent = [], unknown = [], ...expected } = row;
    assert.deepEqual({ ...said, ...expected }, said);
    const kinds = [...present, ...absent, ...unknown].map(
      (path) => `${path} ${presence(lookInBase(base, path).kind)}`,
    );
    assert.deepEqual(kinds, [
      ...present.map((path) => `${path} present`),
      ...absent.map((path) => `${path} absent`),
      ...unknown.map((path) => `${path} unknown`),
    ]);
  });
}

function presence(kind: string): string {
  return kind === "absent" || kind === "unknown" ? kind : "present";
}

test("programs of languages that people copy from image to image are linked to the libc of their own", () => {
  for (const [image, name] of [
    ["node:22-alpine", "musl"],
    ["node:22", "glibc"],
    ["gcr.io/distroless/nodejs22-debian12", "glibc"],
  ] as const) {
    const base = baseImage(image);
    const path = image.includes("distroless") ? "/nodejs/bin/node" : "/usr/local/bin/node";
    const fact = base && lookInBase(base, path);
    assert.deepEqual(fact?.kind === "file" && fact.head, { kind: "elf", libc: { name } }, image);
  }
});

test("the same image under another name", () => {
  for (const name of [
    "docker.io/library/python:3.12-slim",
    "library/python:3.12-slim",
    "public.ecr.aws/docker/library/python:3.12-slim",
    `python:3.12-slim@sha256:${"0".repeat(64)}`,
  ]) {
    assert.equal(baseImage(name)?.python?.version, "3.12", name);
  }
});

test("images that nobody wrote down, and tags that nobody can read", () => {
  for (const name of [
    "registry.example.com/python:3.12",
    "somebody/python:3.12",
    `python@sha256:${"0".repeat(64)}`,
    "python:3.12-windowsservercore",
    "node:20-mine",
    "alpine:2.7",
    "scratch",
    "",
  ]) {
    assert.equal(baseImage(name), undefined, name);
  }
});
