import type { ComposeFile, Override, Value } from "../compose/model.ts";
import { flag, get, type Node } from "../compose/tree.ts";
import { bytesOf, known, numberOf } from "../refusals/values.ts";
import { volumeName } from "./engine-names.ts";
import type { Container, ContainerMount } from "./project.ts";

/** The body of a create call of the Engine API, but for the image. */
export type CreateRequest = Readonly<Record<string, unknown>>;

/**
 * What compose asks of the engine for a service: what it overrides of its image, its mounts, rights and limits.
 * Left out is what begins to count when the container is started: ports, networks, restarts. Undefined where
 * parts of the service are not known.
 */
export function createRequest(container: Container): CreateRequest | undefined {
  const { service, composeFile, environment, mounts } = container;
  if (!service || !composeFile || service.partial) return undefined;
  const { body } = service;
  const Env = [...environment].flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return {
    ...wordsOf("Entrypoint", service.entrypoint),
    ...wordsOf("Cmd", service.command),
    ...textOf("User", service.user),
    ...textOf("WorkingDir", service.workingDir),
    ...textOf("Hostname", known(body, "hostname")),
    ...(flag(get(body, "tty")) && { Tty: true }),
    ...(flag(get(body, "stdin_open")) && { OpenStdin: true }),
    Env,
    HostConfig: {
      ...rights(container),
      ...limits(container),
      Mounts: mounts.flatMap((mount) => mountRequest(mount, composeFile)),
    },
  };
}

function rights({ service }: Container) {
  if (!service) return {};
  const { body, options } = service;
  const { capAdd, capDrop, securityOpt, groupAdd } = options;
  const sysctls = [...options.sysctls].flatMap(([name, value]) =>
    value && !value.unknown ? [[name, value.text] as const] : [],
  );
  return {
    CapAdd: texts(capAdd),
    CapDrop: texts(capDrop),
    SecurityOpt: texts(securityOpt),
    GroupAdd: texts(groupAdd),
    Sysctls: Object.fromEntries(sysctls),
    ...(flag(get(body, "read_only")) && { ReadonlyRootfs: true }),
    ...(flag(get(body, "init")) && { Init: true }),
    ...textOf("IpcMode", known(body, "ipc")),
    ...textOf("Runtime", known(body, "runtime")),
    ...textOf("UsernsMode", known(body, "userns_mode")),
    ...logging(service.body),
  };
}

function logging(body: Node) {
  const driver = known(body, "logging", "driver");
  return driver ? { LogConfig: { Type: driver.text, Config: {} } } : {};
}

function limits({ service }: Container) {
  if (!service) return {};
  const { body, options } = service;
  const deployed = ["deploy", "resources", "limits"] as const;
  const cpus = numberOf(known(body, "cpus") ?? known(body, ...deployed, "cpus"));
  const Ulimits = options.ulimits.flatMap(({ name, soft, hard }) => {
    const [Soft, Hard] = [numberOf(soft), numberOf(hard)];
    return Soft === undefined || Hard === undefined ? [] : [{ Name: name.text, Soft, Hard }];
  });
  return {
    ...sizeOf("Memory", known(body, "mem_limit") ?? known(body, ...deployed, "memory")),
    ...sizeOf("MemorySwap", known(body, "memswap_limit")),
    ...sizeOf("MemoryReservation", known(body, "mem_reservation")),
    ...sizeOf("ShmSize", known(body, "shm_size")),
    ...(cpus !== undefined && { NanoCpus: Math.round(cpus * 1e9) }),
    ...textOf("CpusetCpus", known(body, "cpuset")),
    ...textOf("CgroupParent", known(body, "cgroup_parent")),
    ...(Ulimits.length > 0 && { Ulimits }),
  };
}

function mountRequest({ mount, target, hostPath }: ContainerMount, composeFile: ComposeFile) {
  const ReadOnly = mount.readOnly;
  switch (mount.type) {
    case "bind":
    case "config":
    case "secret": {
      if (!hostPath) return [];
      // Where the source is missing, Docker makes a folder; of configs and secrets compose makes none.
      const made = mount.type === "bind" && { BindOptions: { CreateMountpoint: true } };
      return [{ Type: "bind", Source: hostPath, Target: target, ReadOnly, ...made }];
    }
    case "tmpfs":
      return [{ Type: "tmpfs", Target: target }];
    case "volume": {
      const Source = mount.source && volumeName(mount.source, composeFile);
      return [{ Type: "volume", ...(Source && { Source }), Target: target, ReadOnly }];
    }
    case "other":
      return [];
  }
}

function wordsOf(name: string, override: Override | undefined) {
  if (!override?.words || override.unknown) return {};
  return { [name]: texts(override.words) };
}

function textOf(name: string, value: Value | undefined) {
  return value && !value.unknown ? { [name]: value.text } : {};
}

function sizeOf(name: string, value: Value | undefined) {
  const size = value?.text === "-1" ? -1 : value && bytesOf(value.text);
  return size === undefined ? {} : { [name]: size };
}

function texts(values: readonly Value[]): readonly string[] {
  return values.filter(({ unknown }) => !unknown).map(({ text }) => text);
}
