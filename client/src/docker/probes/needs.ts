import { BlockList, isIP } from "node:net";
import type Docker from "dockerode";
import type { Need, Unmet } from "../../../../server/src/evidence.ts";
import { json, statusOf } from "../api.ts";
import { containersOf } from "../candidates.ts";
import type { Session } from "../scratch.ts";
import type { Subject } from "../subject.ts";

/**
 * What a service without a container wants of the engine and will not get: things that are not there, and
 * things that another one has.
 */
export async function unmetOf(
  { docker }: Pick<Session, "docker">,
  { needs = [], target }: Pick<Subject, "needs" | "target">,
  signal: AbortSignal,
): Promise<readonly Unmet[]> {
  if (needs.length === 0) return [];
  const [containers, networks] = await Promise.all([
    containersOf(docker, signal),
    docker.listNetworks({ abortSignal: signal }),
  ]);
  const unmet = await Promise.all(
    needs.map(async (need): Promise<Unmet | undefined> => {
      switch (need.kind) {
        case "network":
          return unlessThere(need, await hasNetwork(docker, need.name, networks, signal));
        case "volume":
          return unlessThere(need, await hasVolume(docker, need.name, signal));
        case "container":
          return unlessThere(need, containers.some(called(need.name)));
        case "partner":
          return unlessRunning(need, containers.find(called(need.name)));
        case "name":
          return heldBy(need, nameOf(containers.find(hasName(need.name))));
        case "port":
          return heldBy(need, nameOf(containers.find((one) => publishes(one, need))));
        case "subnet":
          return heldBy(need, overlapping(need, networks)?.Name);
      }
    }),
  );
  return unmet.flatMap((one) => (one && one.holder !== target.name ? [one] : []));
}

function unlessThere(need: Need, there: boolean): Unmet | undefined {
  return there ? undefined : { need };
}

function unlessRunning(need: Need, partner: Docker.ContainerInfo | undefined): Unmet | undefined {
  if (!partner) return { need };
  return partner.State === "running" ? undefined : { need, holder: partner.State };
}

function heldBy(need: Need, holder: string | undefined): Unmet | undefined {
  return holder === undefined ? undefined : { need, holder };
}

function hasName(name: string) {
  return ({ Names }: Docker.ContainerInfo) => Names.includes(`/${name}`);
}

/** By its name, or by how its id begins. */
function called(name: string) {
  return (one: Docker.ContainerInfo) => hasName(name)(one) || one.Id.startsWith(name);
}

function nameOf(container: Docker.ContainerInfo | undefined): string | undefined {
  return container?.Names[0]?.replace(/^\//, "") ?? container?.Id.slice(0, 12);
}

/** The workers of a swarm do not list the networks of the others before one of their tasks uses them. */
async function hasNetwork(
  docker: Docker,
  name: string,
  networks: readonly Docker.NetworkInspectInfo[],
  signal: AbortSignal,
): Promise<boolean> {
  if (networks.some(({ Name, Id }) => Name === name || Id.startsWith(name))) return true;
  const { Swarm } = await json<{ Swarm?: { LocalNodeState?: string; ControlAvailable?: boolean } }>(
    docker,
    { method: "GET", path: "/info" },
    signal,
  );
  return Swarm?.LocalNodeState === "active" && !Swarm.ControlAvailable;
}

async function hasVolume(docker: Docker, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    await json(docker, { method: "GET", path: `/volumes/${encodeURIComponent(name)}` }, signal);
    return true;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return false;
  }
}

/** Whether a container that runs has a port of the host. */
function publishes(
  { State, Ports }: Docker.ContainerInfo,
  { name, address }: Need & { readonly kind: "port" },
): boolean {
  return (
    State === "running" &&
    (Ports ?? []).some(
      ({ PublicPort, Type, IP }) => `${PublicPort}/${Type}` === name && meets(IP, address),
    )
  );
}

/** 0.0.0.0 and nothing are all addresses of IPv4; what listens on IPv6 only is another port. */
function meets(one = "", other = ""): boolean {
  const [a, b] = [one, other].map((ip) => (ip === "" ? "0.0.0.0" : ip));
  return a === b || ((a === "0.0.0.0" || b === "0.0.0.0") && isIP(a ?? "") === isIP(b ?? ""));
}

function overlapping(
  { name, network }: Need & { readonly kind: "subnet" },
  networks: readonly Docker.NetworkInspectInfo[],
): Docker.NetworkInspectInfo | undefined {
  // It is made only once.
  if (networks.some(({ Name }) => Name === network)) return undefined;
  return networks.find(
    ({ Scope, IPAM }) =>
      Scope === "local" && (IPAM?.Config ?? []).some(({ Subnet }) => overlap(Subnet ?? "", name)),
  );
}

/** Two ranges of addresses overlap if one holds the first address of the other. Pure; exported for its test. */
export function overlap(one: string, other: string): boolean {
  return holds(one, other) || holds(other, one);
}

function holds(range: string, other: string): boolean {
  const [address = "", length = ""] = range.split("/");
  const [first = ""] = other.split("/");
  const family = isIP(address);
  const bits = Number(length);
  if (family === 0 || family !== isIP(first) || length === "" || !(bits >= 0)) return false;
  if (bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, bits, type);
  return list.check(first, type);
}
