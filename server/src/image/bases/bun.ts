import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { readTag } from "./tag.ts";

/** oven/bun, from bun's own dockerhub folder. What stands in for `node` is last in PATH. */
export function bun(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(canary|debian)$/);
  if (!tag || tag.ubuntu || tag.major < 1) return undefined;
  const fallback = "/usr/local/bun-node-fallback-bin";
  const image = extend(tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian), {
    family: "bun",
    entrypoint: ["/usr/local/bin/docker-entrypoint.sh"],
    command: ["/usr/local/bin/bun"],
    workingDir: "/home/bun/app",
    accounts: { bun: 1000 },
    programs: [{ "/usr/local/bin": "bun bunx docker-entrypoint.sh" }],
    folders: ["/home/bun/app"],
    closed: ["/home/bun", "/home/bun/app"],
    doubts: [
      /^\/usr\/local\/bun-node-fallback-bin$/,
      /^\/(root|home\/bun)\/\.bun$/,
      /^\/(lib64|usr\/glibc-compat)$/,
    ],
    // The one on Alpine carried glibc along for years.
    ...(tag.alpine !== undefined && { libc: undefined }),
  });
  const { PATH, ...environment } = image.environment;
  return { ...image, environment: { ...environment, PATH: `${PATH}:${fallback}` } };
}
