import { normalize } from "../../server/src/base/path.ts";
import {
  byTarget,
  bytes,
  hosts,
  type NormalProject,
  type NormalService,
  type Plain,
  settings,
  sizes,
  switched,
} from "./normal-form.ts";

interface Json {
  readonly [key: string]: unknown;
}

/** What `docker compose config --format json` printed. */
export function ofOracle(printed: string): NormalProject {
  const project = unescaped(JSON.parse(printed));
  return {
    name: text(project.name),
    services: Object.fromEntries(
      entries(project.services).map(([name, service]) => [name, ofService(service)]),
    ),
    volumes: byKey(project.volumes, ({ name, external, driver, driver_opts }) => ({
      name: text(name),
      external: external === true,
      driver: text(driver),
      driver_opts: texts(driver_opts),
    })),
    networks: byKey(project.networks, ({ name, external, driver, ipam }) => ({
      name: text(name),
      external: external === true,
      driver: text(driver),
      subnets: list(map(ipam).config).map((one) => text(map(one).subnet)),
    })),
    configs: byKey(project.configs, definition),
    secrets: byKey(project.secrets, definition),
  };
}

function definition({ name, external, file, content, environment }: Json): Plain {
  return {
    name: text(name),
    external: external === true,
    file: text(file),
    content: text(content),
    environment: text(environment),
  };
}

function ofService(service: Json): NormalService {
  const build = service.build ? map(service.build) : undefined;
  return {
    ...Object.fromEntries(settings.map((path): [string, Plain] => [path, setting(service, path)])),
    ...Object.fromEntries(
      sizes.map((path): [string, Plain] => [path, size(valueAt(service, path))]),
    ),
    image: text(service.image),
    command: words(service.command),
    entrypoint: words(service.entrypoint),
    build: build && {
      context: text(build.context),
      dockerfile: text(build.dockerfile),
      dockerfile_inline: text(build.dockerfile_inline),
      target: text(build.target),
      args: texts(build.args),
      additional_contexts: texts(build.additional_contexts),
    },
    environment: texts(service.environment),
    mounts: byTarget([
      ...list(service.volumes).map((one) => {
        const { type, source, target, read_only } = map(one);
        return {
          type: text(type),
          source: withoutSlash(text(source)),
          target: normalize(String(target)),
          read_only: read_only === true,
        };
      }),
      ...list(service.tmpfs).map((one) => ({
        type: "tmpfs",
        source: undefined,
        target: normalize(String(one).split(":")[0] ?? ""),
        read_only: false,
      })),
    ]),
    depends_on: Object.fromEntries(
      entries(service.depends_on).map(([name, { condition, required }]) => [
        name,
        { condition: text(condition), required: required === true },
      ]),
    ),
    profiles: words(service.profiles),
    healthcheck: words(map(service.healthcheck).test),
    watch: list(map(service.develop).watch).map((one) => {
      const { path, action, target, ignore } = map(one);
      return {
        path: text(path),
        action: text(action),
        target: text(target),
        ignore: words(ignore),
      };
    }),
    configs: list(service.configs).map(granted),
    secrets: list(service.secrets).map(granted),
    volumes_from: words(service.volumes_from),
    ports: list(service.ports).map((one) => {
      const { host_ip, published, target, protocol } = map(one);
      return {
        host_ip: text(host_ip),
        published: text(published),
        target: Number(target),
        protocol: text(protocol) ?? "tcp",
      };
    }),
    networks: Object.fromEntries(
      entries(service.networks).map(([name, { aliases, ipv4_address, ipv6_address }]) => [
        name,
        {
          aliases: words(aliases),
          ipv4_address: text(ipv4_address),
          ipv6_address: text(ipv6_address),
        },
      ]),
    ),
    cap_add: words(service.cap_add),
    cap_drop: words(service.cap_drop),
    security_opt: words(service.security_opt),
    group_add: words(service.group_add),
    dns: words(service.dns),
    links: words(service.links),
    devices: list(service.devices).map((one) => {
      const { source, target, permissions } = map(one);
      return `${source}:${target}:${permissions}`;
    }),
    sysctls: texts(service.sysctls),
    labels: texts(service.labels),
    ulimits: Object.fromEntries(
      Object.entries(map(service.ulimits)).map(([name, limit]) => {
        const { soft, hard } =
          typeof limit === "object" ? map(limit) : { soft: limit, hard: limit };
        return [name, [text(soft) ?? "0", text(hard) ?? "0"]];
      }),
    ),
    extra_hosts: hosts(list(service.extra_hosts).map(String)),
  };
}

function withoutSlash(path: string | undefined): string | undefined {
  return path?.replaceAll("\\", "/").replace(/(?<=.)\/$/, "");
}

function setting(service: Json, path: string): Plain {
  return switched(text(valueAt(service, path)));
}

function valueAt(service: Json, path: string): unknown {
  return path.split(".").reduce<unknown>((node, key) => map(node)[key], service);
}

function granted(one: unknown): Plain {
  const { source, target } = map(one);
  return { source: text(source), target: text(target) };
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function size(value: unknown): Plain {
  return value === undefined ? undefined : bytes(String(value));
}

function words(value: unknown): Plain {
  return value === undefined || value === null ? undefined : list(value).map(text);
}

function texts(value: unknown): Plain {
  return Object.fromEntries(Object.entries(map(value)).map(([key, one]) => [key, text(one)]));
}

function byKey(value: unknown, of: (one: Json) => Plain): Plain {
  return Object.fromEntries(entries(value).map(([key, one]) => [key, of(one)]));
}

function entries(value: unknown): [string, Json][] {
  return Object.entries(map(value)).map(([key, one]) => [key, map(one)]);
}

function map(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Compose prints each dollar twice, so that what it prints could be read once more. */
function unescaped(value: Json): Json {
  return JSON.parse(JSON.stringify(value).replaceAll("$$", "$"));
}
