import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { extend } from "./extend.ts";
import { readTag } from "./tag.ts";
import { ubuntu } from "./ubuntu.ts";

/** rabbitmq:*, from docker-library/rabbitmq. Where Erlang lies, and so PATH, has changed. */
export function rabbitmq(text: string): BaseImage | undefined {
  const tag = readTag(text, /^management$/);
  if (!tag || tag.slim || tag.debian || tag.major < 3) return undefined;
  const base = tag.alpine !== undefined ? alpine(tag.alpine) : ubuntu(tag.ubuntu);
  const { PATH: _, ...environment } = base.environment;
  const image = { ...base, environment };
  return extend(image, {
    family: "rabbitmq",
    environment: { HOME: "/var/lib/rabbitmq", RABBITMQ_DATA_DIR: "/var/lib/rabbitmq" },
    entrypoint: ["docker-entrypoint.sh"],
    command: ["rabbitmq-server"],
    volumes: ["/var/lib/rabbitmq"],
    ports: [
      4369,
      5671,
      5672,
      15691,
      15692,
      25672,
      ...(tag.words.has("management") ? [15671, 15672] : []),
    ],
    accounts: { rabbitmq: undefined },
    programs: [
      {
        "/usr/local/bin": "docker-entrypoint.sh",
        "/opt/rabbitmq/sbin": "rabbitmq-diagnostics rabbitmq-plugins rabbitmq-server rabbitmqctl",
      },
    ],
    folders: ["/var/lib/rabbitmq"],
    open: ["/", "/opt", "/usr/local", "/usr/local/bin"],
    packages: "unlisted",
  });
}
