import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import {
  certificatePrograms,
  developerDoubt,
  developerSome,
  dpkgDevPrograms,
  gccPrograms,
  perlPrograms,
} from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [8, 1], begun: [8, 3], known: [7, 4] };

/** php:*, from docker-library/php's Dockerfile-linux.template. Composer is not in it. */
export function php(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(cli|fpm|apache|zts)$/);
  if (!tag || tag.slim || tag.ubuntu || tag.major < 7) return undefined;
  const onAlpine = tag.alpine !== undefined;
  const kind = ["fpm", "apache", "zts"].find((word) => tag.words.has(word)) ?? "cli";
  const web = kind === "fpm" || kind === "apache";
  const base =
    tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian, eraOf(tag, lines));
  return extend(base, {
    family: "php",
    environment: { PHP_INI_DIR: "/usr/local/etc/php" },
    entrypoint: ["docker-php-entrypoint"],
    command: { fpm: ["php-fpm"], apache: ["apache2-foreground"] }[kind] ?? ["php", "-a"],
    workingDir: web ? "/var/www/html" : "/",
    ports: { fpm: [9000], apache: [80] }[kind] ?? [],
    programs: [
      {
        "/usr/local/bin": `php php-config phpize pear pecl phar phar.phar docker-php-entrypoint
          docker-php-ext-configure docker-php-ext-enable docker-php-ext-install docker-php-source
          ${kind === "apache" ? "apache2-foreground" : ""}`,
        "/usr/local/sbin": kind === "fpm" ? "php-fpm" : "",
      },
      ...(onAlpine
        ? [{ "/usr/bin": "curl openssl xz", "/usr/sbin": "update-ca-certificates" }]
        : [certificatePrograms, gccPrograms, perlPrograms, dpkgDevPrograms, debianPrograms]),
      ...(kind === "apache"
        ? [{ "/usr/sbin": "apache2 apache2ctl apachectl a2enmod a2dismod a2ensite" }]
        : []),
    ],
    perhaps: [
      ...["peardev", "phpdbg", "php-cgi"],
      ...(onAlpine ? [] : [...developerSome, ...["re2go", "re2rust"]]),
      ...["addgroup", "adduser", "delgroup", "deluser"].filter(() => !onAlpine),
    ],
    folders: [
      "/var/www/html",
      "/usr/local/etc/php/conf.d",
      "/usr/local/include",
      "/usr/local/lib/php",
    ],
    closed: ["/var/www", "/var/www/html"],
    doubts: [
      /^\/usr\/src(\/php.*)?$/,
      /^\/usr\/local\/php$/,
      ...(onAlpine ? [] : [developerDoubt, /^\/usr\/bin\/re2\w+$/]),
    ],
    accounts: onAlpine ? { "www-data": 82 } : {},
    // Apache brings programs of its own.
    ...((onAlpine || kind === "apache") && { packages: "unlisted" }),
  });
}

const debianPrograms = {
  "/usr/bin":
    "autoconf autoheader autom4te autoreconf autoscan autoupdate c++ curl file g++ ifnames m4 pkg-config re2c",
};

/** composer:*, made from php:*-alpine. */
export function composer(text: string): BaseImage | undefined {
  const base = php("alpine");
  if (!base || !/^(latest|lts|2(\.\d+)*)$/.test(text)) return undefined;
  return extend(base, {
    family: "composer",
    environment: { COMPOSER_ALLOW_SUPERUSER: "1", COMPOSER_HOME: "/tmp" },
    entrypoint: ["/docker-entrypoint.sh"],
    command: ["composer"],
    workingDir: "/app",
    files: ["/docker-entrypoint.sh"],
    programs: [
      {
        "/bin": "bash",
        "/usr/bin": "composer git hg make patch ssh svn unzip zip",
        "/sbin": "tini",
      },
    ],
    perhaps: ["install-php-extensions"],
    folders: ["/app"],
    closed: ["/app"],
  });
}
