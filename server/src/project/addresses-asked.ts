import type { Span } from "../base/text.ts";
import type { Service } from "../compose/model.ts";
import { look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { startOf } from "./start.ts";

/** A host that a container calls, in its own words. */
export interface Asked {
  readonly host: string;
  readonly port: number | undefined;
  /** The protocol of a server, as the scheme of an address names it: "postgres". */
  readonly protocol: string | undefined;
  /** The value or the file that says so; undefined for a file of the image. */
  readonly at: Span | undefined;
  /** As it is written. */
  readonly said: string;
  /** A name that nobody answers to keeps it from starting. */
  readonly resolved?: "at the start";
}

/** Schemes that no browser reads: who says them calls a server from inside of the container. */
const schemes: Readonly<Record<string, string>> = {
  postgres: "postgres",
  postgresql: "postgres",
  mysql: "mysql",
  mysql2: "mysql",
  mariadb: "mysql",
  redis: "redis",
  rediss: "redis",
  mongodb: "mongo",
  amqp: "rabbitmq",
  amqps: "rabbitmq",
  memcached: "memcached",
};

/** The ports on which servers listen unless they are told otherwise. */
const ports: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  mongo: 27017,
  rabbitmq: 5672,
  memcached: 11211,
};

/** Hosts in the environment that compose sets, and in the file that is started. */
export function addressesAsked(service: Service, container: Container | undefined): Asked[] {
  const found = [...service.environment].flatMap(([name, value]): Asked[] =>
    value && !value.unknown ? inVariable(name, value) : [],
  );
  const file = container && startOf(container)?.file;
  const text = file && look(container.filesystem, file.path).text;
  return text ? [...found, ...inProgram(text)] : found;
}

function inVariable(name: string, value: Span & { readonly text: string }): Asked[] {
  const url =
    /^(?:jdbc:)?([a-z0-9]+)(?:\+\w+)?:\/\/(?:[^@/\s]*@)?([\w.-]+)(?::(\d+))?(?:[/?]|$)/i.exec(
      value.text,
    );
  const protocol = url && schemes[url[1]?.toLowerCase() ?? ""];
  if (url?.[2] && protocol) {
    const port = url[3] === undefined ? ports[protocol] : Number(url[3]);
    return [
      { host: url[2], port, protocol, at: value, said: value.text.replace(/\/\/[^@/]*@/, "//…@") },
    ];
  }
  const kind = hostName.exec(name)?.[1];
  if (!kind || !/^[\w.-]+$/.test(value.text)) return [];
  const said = `${name}=${value.text}`;
  return [{ host: value.text, port: undefined, protocol: kinds[kind], at: value, said }];
}

/** Variables that hold the host of a server, by what they are called. */
const hostName =
  /^(?:\w+_)?(POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|REDIS|MONGO|MONGODB|RABBITMQ|AMQP|DB|DATABASE)_?(?:HOST|HOSTNAME|SERVER)$/;

/** A database may be of any kind. */
const kinds: Readonly<Record<string, string>> = {
  POSTGRES: "postgres",
  POSTGRESQL: "postgres",
  PG: "postgres",
  MYSQL: "mysql",
  MARIADB: "mysql",
  REDIS: "redis",
  MONGO: "mongo",
  MONGODB: "mongo",
  RABBITMQ: "rabbitmq",
  AMQP: "rabbitmq",
};

/** `("db", 5432)`, `"db:5432"` and addresses of servers in the source of a program. */
function inProgram(text: string): Asked[] {
  const pairs = text.matchAll(/\(\s*["']([a-z][\w-]*)["']\s*,\s*(\d{2,5})\b/g);
  const joined = text.matchAll(/["']([a-z][\w-]*):(\d{2,5})["']/g);
  return [...pairs, ...joined].flatMap(([said, host = "", port]) => [
    {
      host,
      port: Number(port),
      protocol: undefined,
      at: undefined,
      said: said.replace(/^\(\s*/, ""),
    },
  ]);
}
