import type { BaseImage } from "../base-images.ts";
import { extend } from "./extend.ts";
import { readTag } from "./tag.ts";
import { ubuntu } from "./ubuntu.ts";

/** mongo:*, from docker-library/mongo. */
export function mongo(text: string): BaseImage | undefined {
  const tag = readTag(text);
  if (!tag || tag.slim || tag.debian || tag.alpine !== undefined) return undefined;
  return extend(ubuntu(tag.ubuntu), {
    family: "mongo",
    environment: { HOME: "/data/db" },
    entrypoint: ["docker-entrypoint.sh"],
    command: ["mongod"],
    volumes: ["/data/db", "/data/configdb"],
    ports: [27017],
    accounts: { mongodb: 999 },
    programs: [{ "/usr/local/bin": "docker-entrypoint.sh gosu", "/usr/bin": "mongod mongos" }],
    folders: ["/data/db", "/data/configdb", "/docker-entrypoint-initdb.d", "/opt/js-yaml"],
    closed: ["/docker-entrypoint-initdb.d"],
    // The newer ones have mongosh in place of mongo.
    doubts: [/^\/js-yaml\.js$/, /^\/home\/mongodb$/],
    open: ["/usr/local/bin"],
    packages: "unlisted",
  });
}
