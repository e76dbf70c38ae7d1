import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [6, 2], begun: [7, 4], known: [6, 0] };

/** redis:*, from redis/docker-library-redis. */
export function redis(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(32bit)$/);
  if (!tag || tag.slim || tag.ubuntu) return undefined;
  return extend(
    tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian, eraOf(tag, lines)),
    {
      family: "redis",
      entrypoint: ["docker-entrypoint.sh"],
      command: ["redis-server"],
      workingDir: "/data",
      volumes: ["/data"],
      ports: [6379],
      accounts: { redis: 999 },
      programs: [
        {
          "/usr/local/bin": `docker-entrypoint.sh redis-benchmark redis-check-aof redis-check-rdb redis-cli
          redis-sentinel redis-server`,
        },
      ],
      perhaps: ["gosu", "su-exec", "setpriv"],
      folders: ["/data"],
      closed: ["/data"],
      packages: "unlisted",
    },
  );
}
