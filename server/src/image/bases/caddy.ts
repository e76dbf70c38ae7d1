import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { extend } from "./extend.ts";
import { readTag } from "./tag.ts";

/** caddy:*, from caddyserver/caddy-docker; `builder` is made from golang. */
export function caddy(text: string): BaseImage | undefined {
  const tag = readTag(text);
  if (!tag || tag.slim || tag.debian || tag.ubuntu || tag.major < 2) return undefined;
  return extend(alpine(tag.alpine ?? ""), {
    family: "caddy",
    environment: { XDG_CONFIG_HOME: "/config", XDG_DATA_HOME: "/data" },
    command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
    workingDir: "/srv",
    ports: [80, 443, 2019],
    files: ["/etc/caddy/Caddyfile", "/usr/share/caddy/index.html"],
    programs: [{ "/usr/bin": "caddy", "/usr/sbin": "update-ca-certificates" }],
    folders: ["/config/caddy", "/data/caddy", "/etc/caddy", "/usr/share/caddy"],
    closed: ["/config", "/config/caddy", "/data", "/data/caddy"],
    packages: "unlisted",
  });
}
