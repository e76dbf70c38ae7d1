import { normalize, resolve } from "../../server/src/base/path.ts";
import type {
  Assignments,
  ComposeFile,
  FileDefinition,
  FileGrant,
  Mount,
  Override,
  PathValue,
  Service,
  Value,
} from "../../server/src/compose/model.ts";
import { needsOf } from "../../server/src/project/dependencies.ts";
import {
  byTarget,
  bytes,
  hosts,
  type NormalMount,
  type NormalProject,
  type NormalService,
  type Plain,
  settings,
  sizes,
  switched,
  unknown,
} from "./normal-form.ts";

/** What our model says of a project, of the services whose profile is active. */
export function ofModel(file: ComposeFile): NormalProject {
  const { services, activeProfiles } = file;
  const active = services.filter(
    ({ profiles }) =>
      profiles.length === 0 ||
      activeProfiles.includes("*") ||
      profiles.some(({ text }) => activeProfiles.includes(text)),
  );
  const name = file.project ?? unknown;
  const called = (key: string, external: boolean, own: Value | undefined): Plain => {
    if (own) return plain(own);
    return external ? key : name === unknown ? unknown : `${String(name)}_${key}`;
  };
  return {
    name,
    services: Object.fromEntries(active.map((one) => [one.name.text, ofService(one, file)])),
    volumes: byKey(
      file.volumes,
      (key, { external, called: own, driver, driverOptions, bound }) => ({
        name: called(key, external, own),
        external,
        driver: plain(driver),
        driver_opts: {
          ...Object(assigned(driverOptions)),
          ...(bound?.resolved && { device: hostPath(bound.device) }),
        },
      }),
    ),
    networks: byKey(file.networks, (key, { external, called: own, driver, subnets }) => ({
      name: called(key, external, own),
      external,
      driver: plain(driver),
      subnets: subnets.map(plain),
    })),
    configs: byKey(file.configs, (key, one) =>
      definition(called(key, one.external, one.called), one),
    ),
    secrets: byKey(file.secrets, (key, one) =>
      definition(called(key, one.external, one.called), one),
    ),
  };
}

function definition(name: Plain, { external, file, content, environment }: FileDefinition): Plain {
  return {
    name,
    external,
    file: hostPath(file),
    content: plain(content),
    environment: plain(environment),
  };
}

function ofService(service: Service, { folder }: ComposeFile): NormalService {
  const { options, build } = service;
  return {
    ...Object.fromEntries(
      settings.map((path): [string, Plain] => [path, setting(options.settings.get(path))]),
    ),
    ...Object.fromEntries(
      sizes.map((path): [string, Plain] => [path, size(options.settings.get(path))]),
    ),
    image: plain(service.image),
    command: words(service.command),
    entrypoint: words(service.entrypoint),
    build: build && {
      context: build.context ? contextOf(build.context) : folder,
      dockerfile: build.inline ? undefined : (plain(build.dockerfile) ?? "Dockerfile"),
      dockerfile_inline: plain(build.inline),
      target: plain(build.target),
      args: assigned(build.args),
      additional_contexts: Object.fromEntries(
        [...build.contexts].map(([name, value]) => [name, value ? contextOf(value) : unknown]),
      ),
    },
    environment: service.environmentComplete ? assigned(service.environment) : unknown,
    mounts: byTarget(service.mounts.map(mounted)),
    depends_on: Object.fromEntries(
      needsOf(service)
        .toReversed()
        .map(({ service, condition, required }) => [
          service.unknown ? "?" : service.text,
          { condition, required },
        ]),
    ),
    profiles: service.profiles.map(plain),
    healthcheck: words(service.healthcheckTest),
    watch: service.watch.map(({ path, action, target, ignore }) => ({
      path: hostPath(path),
      action: plain(action),
      target: plain(target),
      ignore: ignore.map(plain),
    })),
    configs: service.configs.map((grant) => granted(grant, undefined)),
    secrets: service.secrets.map((grant) => granted(grant, "/run/secrets/")),
    volumes_from: service.volumesFrom.map(plain),
    ports: options.ports.map(({ hostIp, published, target, protocol, unknown: some }) => ({
      host_ip: hostIp ?? (some ? unknown : undefined),
      published: published ?? (some ? unknown : undefined),
      target,
      protocol,
    })),
    networks: Object.fromEntries(
      options.networks.map(({ network, aliases, ipv4, ipv6 }) => [
        network.text,
        { aliases: aliases.map(plain), ipv4_address: plain(ipv4), ipv6_address: plain(ipv6) },
      ]),
    ),
    cap_add: options.capAdd.map(plain),
    cap_drop: options.capDrop.map(plain),
    security_opt: options.securityOpt.map(plain),
    group_add: options.groupAdd.map(plain),
    dns: options.dns.map(plain),
    links: options.links.map(plain),
    devices: options.devices.map(({ source, target, permissions }) =>
      source.unknown || target.unknown ? unknown : `${source.text}:${target.text}:${permissions}`,
    ),
    sysctls: assigned(options.sysctls),
    labels: assigned(options.labels),
    ulimits: Object.fromEntries(
      options.ulimits.map(({ name, soft, hard }) => [name.text, [plain(soft), plain(hard)]]),
    ),
    extra_hosts: options.extraHosts.some((value) => value.unknown)
      ? unknown
      : hosts(options.extraHosts.map(({ text }) => text)),
  };
}

function mounted({ type, source, target, readOnly }: Mount): NormalMount {
  return {
    type: type === "other" ? unknown : type,
    source: type === "bind" ? hostPath(source) : plain(source),
    target: target.unknown ? unknown : normalize(target.text),
    read_only: readOnly,
  };
}

function plain(value: Value | undefined): Plain {
  return value?.unknown ? unknown : value?.text;
}

function setting(value: Value | undefined): Plain {
  return value?.unknown ? unknown : switched(value?.text);
}

function size(value: Value | undefined): Plain {
  return value === undefined || value.unknown ? plain(value) : bytes(value.text);
}

function words(override: Override | undefined): Plain {
  return override?.unknown ? unknown : override?.words?.map(plain);
}

/** What no value is given for comes from where compose runs, if it is there. */
function assigned(values: Assignments): Plain {
  return Object.fromEntries(
    [...values].map(([name, value]) => [name, value ? plain(value) : unknown]),
  );
}

/** A home folder is somebody's own. */
function hostPath(path: PathValue | undefined): Plain {
  if (path === undefined) return undefined;
  return path.unknown || path.text.startsWith("~")
    ? unknown
    : resolve(path.folder, path.text.replaceAll("\\", "/"));
}

function contextOf(path: PathValue): Plain {
  const remote = /:\/\/|^(git@|github\.com\/|service:)/.test(path.text);
  return remote && !path.unknown ? path.text : hostPath(path);
}

function granted({ source, target }: FileGrant, folder: string | undefined): Plain {
  const usual = folder === undefined || source.unknown ? undefined : folder + source.text;
  return { source: plain(source), target: target ? plain(target) : usual };
}

function byKey<T>(definitions: ReadonlyMap<string, T>, of: (key: string, one: T) => Plain): Plain {
  return Object.fromEntries([...definitions].map(([key, one]) => [key, of(key, one)]));
}
