import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { extend } from "./extend.ts";
import { readTag } from "./tag.ts";

/** traefik:*, from traefik/traefik-library-image: Alpine with one program. */
export function traefik(text: string): BaseImage | undefined {
  const tag = readTag(text);
  if (!tag || tag.slim || tag.debian || tag.ubuntu || tag.major < 2) return undefined;
  return extend(alpine(tag.alpine ?? ""), {
    family: "traefik",
    entrypoint: ["/entrypoint.sh"],
    command: ["traefik"],
    ports: [80],
    files: ["/entrypoint.sh"],
    programs: [{ "/usr/local/bin": "traefik", "/usr/sbin": "update-ca-certificates" }],
    perhaps: ["c_rehash"],
  });
}
