import type { BaseImage } from "../base-images.ts";
import { languageBase } from "./buildpack.ts";
import { gccPrograms } from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [1, 20], begun: [1, 21], known: [1, 15] };

/** golang:*, from docker-library/golang's Dockerfile-linux.template: on Alpine without compiler and git. */
export function golang(text: string): BaseImage | undefined {
  const tag = readTag(text);
  const base = tag && !tag.slim ? languageBase(tag, "scm", lines) : undefined;
  if (!tag || !base) return undefined;
  return extend(base, {
    family: "golang",
    pathFront: ["/go/bin", "/usr/local/go/bin"],
    environment: { GOPATH: "/go", ...(tag.minor >= 21 && { GOTOOLCHAIN: "local" }) },
    workingDir: "/go",
    programs: [
      { "/usr/local/go/bin": "go gofmt" },
      ...(tag.alpine === undefined
        ? [gccPrograms, { "/usr/bin": "g++ c++ make gmake make-first-existing-target pkg-config" }]
        : [{ "/usr/sbin": "update-ca-certificates" }]),
    ],
    perhaps: tag.alpine === undefined ? [] : ["c_rehash"],
    folders: ["/go/bin", "/go/src", "/usr/local/go"],
    closed: ["/go", "/go/bin", "/go/src", "/usr/local/go/bin"],
    doubts: [/^\/go\/pkg$/],
  });
}
