import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { certificatePrograms } from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [1, 25], begun: [1, 26], known: [1, 20] };

/** nginx:*, from nginx/docker-nginx; with an entrypoint since 1.19. */
export function nginx(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(stable|mainline|perl|otel)$/);
  if (!tag || tag.ubuntu || (tag.major === 1 && tag.minor < 20)) return undefined;
  const onAlpine = tag.alpine !== undefined;
  const base =
    tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian, eraOf(tag, lines));
  if (tag.slim && !onAlpine) return undefined;
  return extend(base, {
    family: "nginx",
    entrypoint: ["/docker-entrypoint.sh"],
    command: ["nginx", "-g", "daemon off;"],
    ports: [80],
    accounts: { nginx: 101 },
    writes: {
      program: "nginx",
      configuration: "/etc/nginx/nginx.conf",
      folders: ["/var/cache/nginx"],
      files: ["/run/nginx.pid"],
      words: 'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
    },
    files: [
      "/docker-entrypoint.sh",
      ...["nginx.conf", "mime.types", "conf.d/default.conf"].map((name) => `/etc/nginx/${name}`),
      ...["index.html", "50x.html"].map((name) => `/usr/share/nginx/html/${name}`),
    ],
    programs: [
      { "/usr/sbin": "nginx nginx-debug" },
      ...(onAlpine
        ? [{ "/usr/bin": "envsubst" }]
        : [certificatePrograms, { "/usr/bin": "curl envsubst gettext gettext.sh ngettext" }]),
    ],
    folders: [
      ...["/docker-entrypoint.d", "/etc/nginx/conf.d", "/usr/share/nginx/html", "/var/cache/nginx"],
      "/var/log/nginx",
    ],
    doubts: [/^\/usr\/local\/(lib64|nginx)$/],
    packages: "unlisted",
  });
}

/** nginxinc/nginx-unprivileged, from nginx/docker-nginx-unprivileged. */
export function nginxUnprivileged(text: string): BaseImage | undefined {
  const base = nginx(text);
  if (!base) return undefined;
  // It gives the cache to its user, and keeps its pid below /tmp.
  const modes = new Map([...base.tree.modes].filter(([folder]) => folder !== "/var/cache/nginx"));
  const own = { family: "nginx-unprivileged", user: "101", ports: [8080], writes: undefined };
  return { ...base, ...own, tree: { ...base.tree, modes } };
}
