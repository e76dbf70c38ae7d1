import type { Value } from "./model.ts";
import type { Attachment, Device, Options, Reservation, Ulimit } from "./options.ts";
import { assignments } from "./parse-environment.ts";
import { ports } from "./parse-port.ts";
import { partsOf } from "./parts.ts";
import { entries, get, items, type Node, path, scalar, scalars, spanOf } from "./tree.ts";
import { lastOfEach } from "./unique.ts";

/** What a service's body asks of the engine and the kernel. */
export function options(body: Node): Options {
  return {
    settings: new Map(settings(body, "", 0)),
    ports: ports(get(body, "ports")),
    networks: attachments(get(body, "networks")),
    capAdd: each(get(body, "cap_add")),
    capDrop: each(get(body, "cap_drop")),
    securityOpt: scalars(get(body, "security_opt")),
    groupAdd: scalars(get(body, "group_add")),
    devices: items(get(body, "devices")).flatMap(({ item }) => device(item) ?? []),
    dns: each(get(body, "dns")),
    extraHosts: extraHosts(get(body, "extra_hosts")),
    links: each(get(body, "links")),
    sysctls: assignments(get(body, "sysctls")),
    labels: assignments(get(body, "labels")),
    ulimits: entries(get(body, "ulimits")).map(ulimit),
    reservations: reservations(body),
  };
}

/** Scalars inside of maps, by the names on the way to them. */
function settings(node: Node, prefix: string, depth: number): [string, Value][] {
  return entries(node).flatMap(({ key, value }): [string, Value][] => {
    const name = `${prefix}${key.text}`;
    if (value.kind === "map") return depth < 5 ? settings(value, `${name}.`, depth + 1) : [];
    const one = scalar(value);
    return one ? [[name, one]] : [];
  });
}

/** A list of names, or a map from names to what is asked of each. */
function attachments(node: Node | undefined): Attachment[] {
  const none = { aliases: [], ipv4: undefined, ipv6: undefined };
  const named = scalars(node).map((network) => ({ ...none, network }));
  const mapped = entries(node).map(({ key, value }) => ({
    network: key,
    aliases: each(get(value, "aliases")),
    ipv4: scalar(get(value, "ipv4_address")),
    ipv6: scalar(get(value, "ipv6_address")),
  }));
  return [...named, ...mapped];
}

function device(node: Node): Device | undefined {
  const span = spanOf(node);
  if (node.kind === "scalar") {
    const [source, target, permissions] = partsOf(node, /[^:]+/g);
    if (!source) return undefined;
    return {
      span,
      source: { ...source, folder: node.folder },
      target: target ?? source,
      permissions: permissions?.text ?? "rwm",
    };
  }
  const source = path(get(node, "source"));
  if (!source) return undefined;
  return {
    span,
    source,
    target: scalar(get(node, "target")) ?? source,
    permissions: scalar(get(node, "permissions"))?.text ?? "rwm",
  };
}

/** The texts of a list, each once. */
function each(node: Node | undefined): Value[] {
  return lastOfEach(scalars(node), ({ text, unknown }) => (unknown ? undefined : text));
}

function extraHosts(node: Node | undefined): Value[] {
  const mapped = entries(node).flatMap(({ key, value }) =>
    scalars(value).map((address) => ({ ...address, text: `${key.text}=${address.text}` })),
  );
  return [...scalars(node), ...mapped];
}

function ulimit({ key: name, value }: { key: Ulimit["name"]; value: Node }): Ulimit {
  if (value.kind === "scalar") return { name, soft: scalar(value), hard: scalar(value) };
  return { name, soft: scalar(get(value, "soft")), hard: scalar(get(value, "hard")) };
}

function reservations(body: Node): Reservation[] {
  const resources = get(get(get(body, "deploy"), "resources"), "reservations");
  const gpus = get(body, "gpus");
  const asked = items(get(resources, "devices")).map(({ item }) => reservation(item));
  if (gpus?.kind === "list") return [...asked, ...gpus.items.map(({ item }) => reservation(item))];
  return gpus ? [...asked, reservation(gpus)] : asked;
}

function reservation(node: Node): Reservation {
  return {
    span: spanOf(node),
    driver: scalar(get(node, "driver")),
    capabilities: scalars(get(node, "capabilities")),
  };
}
