import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 1, moving: [11, 0], begun: [17, 0], known: [10, 0] };

const servers = "initdb pg_controldata pg_ctl pg_resetwal postgres";
const clients = `clusterdb createdb createuser dropdb dropuser pg_basebackup pg_dump pg_dumpall pg_isready
  pg_receivewal pg_restore pgbench psql reindexdb vacuumdb`;

/**
 * postgres:*, from docker-library/postgres. On Debian the server's programs lie in a folder of their
 * version, last in PATH; from 18 on the volume is the folder above the data.
 */
export function postgres(text: string): BaseImage | undefined {
  const tag = readTag(text);
  if (!tag || tag.slim || tag.ubuntu || tag.major < 10) return undefined;
  const { major } = tag;
  const onAlpine = tag.alpine !== undefined;
  const bin = onAlpine ? "/usr/local/bin" : `/usr/lib/postgresql/${major}/bin`;
  const known = !Number.isNaN(major);
  const base =
    tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian, eraOf(tag, lines));
  const image = extend(base, {
    family: "postgres",
    environment: { LANG: "en_US.utf8" },
    entrypoint: ["docker-entrypoint.sh"],
    command: ["postgres"],
    volumes: known ? [major >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data"] : [],
    ports: [5432],
    accounts: { postgres: onAlpine ? 70 : 999 },
    programs: [
      { "/usr/local/bin": "docker-entrypoint.sh" },
      ...(onAlpine || known ? [{ [bin]: `${servers} ${clients}` }] : []),
      ...(onAlpine ? [] : [{ "/usr/bin": clients, "/usr/local/bin": "gosu" }]),
    ],
    // su-exec once, on Alpine.
    perhaps: ["docker-ensure-initdb.sh", "docker-enforce-initdb.sh", "gosu", "su-exec"],
    folders: [
      "/docker-entrypoint-initdb.d",
      ...(major < 18 ? ["/var/lib/postgresql/data"] : ["/var/lib/postgresql"]),
    ],
    closed: ["/docker-entrypoint-initdb.d"],
    open: onAlpine ? ["/usr/local", "/usr/local/bin"] : [],
    doubts: [/^\/docker-entrypoint\.sh$/],
    packages: "unlisted",
  });
  if (onAlpine) return image;
  const { PATH, ...environment } = image.environment;
  return { ...image, environment: { ...environment, ...(known && { PATH: `${PATH}:${bin}` }) } };
}
