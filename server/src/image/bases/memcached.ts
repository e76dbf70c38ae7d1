import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [1, 6], begun: [1, 7], known: [1, 6] };

/** memcached:*, from docker-library/memcached. */
export function memcached(text: string): BaseImage | undefined {
  const tag = readTag(text);
  if (!tag || tag.slim || tag.ubuntu) return undefined;
  return extend(
    tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian, eraOf(tag, lines)),
    {
      family: "memcached",
      entrypoint: ["docker-entrypoint.sh"],
      command: ["memcached"],
      user: "memcache",
      ports: [11211],
      accounts: { memcache: 11211 },
      programs: [{ "/usr/local/bin": "docker-entrypoint.sh memcached" }],
      links: { "/entrypoint.sh": "usr/local/bin/docker-entrypoint.sh" },
      doubts: [/^\/home\/memcache$/, /^\/usr\/local\/bin\/memcached-tool$/],
      packages: "unlisted",
    },
  );
}
