import type { BaseImage } from "../base-images.ts";
import { languageBase } from "./buildpack.ts";
import { extend } from "./extend.ts";
import { type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 1, moving: [18, 0], begun: [21, 0], known: [14, 0] };

const codenames = /^(current|lts|fermium|gallium|hydrogen|iron|jod|krypton)$/;

/** node:*, from nodejs/docker-node's Dockerfile-*.template. */
export function node(text: string): BaseImage | undefined {
  const tag = readTag(text, codenames);
  const base = tag && languageBase(tag, "full", lines);
  if (!base) return undefined;
  const { major } = tag;
  const corepack = major >= 18 && major <= 24;
  const yarn = major <= 24;
  return extend(base, {
    family: "node",
    entrypoint: ["docker-entrypoint.sh"],
    command: ["node"],
    accounts: { node: 1000 },
    programs: [
      {
        "/usr/local/bin": `node nodejs npm npx docker-entrypoint.sh ${yarn ? "yarn yarnpkg" : ""}
          ${corepack ? "corepack" : ""}`,
      },
    ],
    // Node 25 has no corepack any more, and the images of 26 no yarn.
    perhaps: [
      ...["corepack", "yarn", "yarnpkg"],
      ...(tag.alpine === undefined ? ["addgroup", "adduser", "delgroup", "deluser"] : []),
    ],
    folders: [
      ...[
        "/home/node",
        "/usr/local/include",
        "/usr/local/share",
        "/usr/local/lib/node_modules/npm",
      ],
    ],
    closed: ["/home/node"],
    doubts: [/^\/opt\/yarn-v[^/]*$/, /^\/usr\/local\/(CHANGELOG\.md|LICENSE|README\.md)$/],
  });
}
