import type { BaseImage } from "../base-images.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { enterpriseLinux } from "./redhat.ts";
import { readTag } from "./tag.ts";
import { ubuntu } from "./ubuntu.ts";

/** mysql:*, from docker-library/mysql: Oracle Linux, or Debian where the tag says so. */
export function mysql(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(oracle|oraclelinux\d+|debian|innovation|lts)$/);
  if (!tag || tag.slim || tag.ubuntu || tag.alpine !== undefined) return undefined;
  const onDebian = tag.debian !== undefined || tag.words.has("debian");
  const base = onDebian ? debian(tag.debian) : enterpriseLinux("mysql", "latest");
  return (
    base &&
    extend(base, {
      ...server,
      family: "mysql",
      command: ["mysqld"],
      ports: [3306, 33060],
      programs: [
        { "/usr/local/bin": "docker-entrypoint.sh gosu" },
        { "/usr/sbin": "mysqld", "/usr/bin": "mysql mysqladmin mysqldump" },
      ],
    })
  );
}

/** mariadb:*, from MariaDB/mariadb-docker. */
export function mariadb(text: string): BaseImage | undefined {
  const tag = readTag(text, /^lts$/);
  if (!tag || tag.slim || tag.debian || tag.alpine !== undefined) return undefined;
  // Before, the command was still mysqld.
  if (tag.major < 10 || (tag.major === 10 && tag.minor < 6)) return undefined;
  return extend(ubuntu(tag.ubuntu), {
    ...server,
    family: "mariadb",
    command: ["mariadbd"],
    ports: [3306],
    programs: [
      { "/usr/local/bin": "docker-entrypoint.sh gosu healthcheck.sh" },
      { "/usr/sbin": "mariadbd", "/usr/bin": "mariadb mariadb-admin mariadb-dump" },
    ],
  });
}

const server = {
  entrypoint: ["docker-entrypoint.sh"],
  volumes: ["/var/lib/mysql"],
  accounts: { mysql: undefined },
  folders: ["/docker-entrypoint-initdb.d", "/var/lib/mysql"],
  closed: ["/docker-entrypoint-initdb.d"],
  doubts: [/^\/(entrypoint|docker-entrypoint)\.sh$/],
  open: ["/usr/local/bin"],
  packages: "unlisted",
} as const;
