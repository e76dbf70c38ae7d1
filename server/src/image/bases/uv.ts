import type { BaseImage } from "../base-images.ts";
import { alpineOfTag } from "./alpine.ts";
import { buildpack } from "./buildpack.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { python } from "./python.ts";
import { singleProgram } from "./single-program.ts";

/**
 * ghcr.io/astral-sh/uv, from uv's own build-docker.yml: the two programs alone, or laid over an official
 * image that the tag names ("0.8.3-python3.12-bookworm-slim").
 */
export function uv(text: string): BaseImage | undefined {
  const [, version, rest = ""] = /^(\d+(?:\.\d+)*)?(?:-(?=.))?(.*)$/.exec(text) ?? [];
  if (text === "latest" || (version !== undefined && rest === "")) {
    return singleProgram({
      family: "uv",
      files: ["/uv", "/uvx"],
      workingDir: "/io",
      entrypoint: ["/uv"],
    });
  }
  const base = baseOf(rest);
  return (
    base &&
    extend(base, {
      family: base.python ? "python" : "uv",
      entrypoint: undefined,
      command: ["/usr/local/bin/uv"],
      programs: [{ "/usr/local/bin": "uv uvx" }],
    })
  );
}

function baseOf(name: string): BaseImage | undefined {
  const [, version, variant] = /^python(\d+\.\d+)-(.+)$/.exec(name) ?? [];
  if (version !== undefined) return python(`${version}-${variant}`);
  if (/^alpine/.test(name)) return alpineOfTag(name.slice("alpine".length) || "latest");
  const [, release = "", slim] = /^([a-z]+)(-slim)?$/.exec(name) ?? [];
  const era = "since bookworm";
  const codename = release === "debian" ? undefined : release;
  if (codename !== undefined && !/^(bullseye|bookworm|trixie)$/.test(codename)) return undefined;
  return slim ? debian(codename, era) : buildpack(codename, "full", era);
}
