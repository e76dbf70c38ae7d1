import type { Value } from "../compose/model.ts";
import { get, type Node } from "../compose/tree.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { known } from "./values.ts";

/** What goes along with another's network, with the host's, or with none. */
export const namespaces: Rule = function* ({ name, body }, composeFile) {
  const mode = known(body, "network_mode");
  if (mode && get(body, "networks")) {
    yield {
      at: mode,
      message: `"${name.text}" has network_mode and networks, and only one of them can say where it is`,
      said: "declares mutually exclusive `network_mode` and `networks`",
    };
  }
  if (mode && /^(service|container):/.test(mode.text)) yield* ofAnother(mode, body);
  if (mode && /^(container|service):?$/.test(mode.text)) {
    yield {
      at: mode,
      message: `network_mode "${mode.text}" does not say whose network: ${mode.text.replace(/:?$/, ":")}NAME`,
      said: "invalid container format container:<name|id>",
    };
  }
  const own = mode && /^(service|container):|^host$/.test(mode.text);
  const mac = known(body, "mac_address");
  if (own && mac) yield beside(mac, mode, "conflicting options: mac-address and the network mode");
  const hostname = known(body, "hostname");
  const uts = known(body, "uts");
  if (uts?.text === "host" && hostname) {
    yield {
      at: hostname,
      message: `"${name.text}" has the host's name (uts: host) and cannot have one of its own`,
      said: "conflicting options: hostname and the UTS mode",
    };
  }
  const ipc = known(body, "ipc");
  if (ipc && !/^(|none|private|shareable|host|(container|service):.+)$/.test(ipc.text)) {
    yield {
      at: ipc,
      message: `ipc is none, private, shareable, host, service:NAME or container:NAME, not "${ipc.text}"`,
      said: `Invalid IPC mode: ${ipc.text}`,
    };
  }
  const isolation = known(body, "isolation");
  const onWindows = /^[A-Za-z]:/.test(composeFile.file);
  if (isolation && !onWindows && !/^(|default)$/.test(isolation.text)) {
    yield {
      at: isolation,
      message: `isolation "${isolation.text}" is for Windows containers`,
      said: `Invalid isolation: "${isolation.text}" - linux only supports 'default'`,
      certainty: "likely",
    };
  }
};

/** moby, runconfig/hostconfig.go: what belongs to the network belongs to whom it is borrowed from. */
const ofNetwork = [
  ["hostname", "hostname and the network mode"],
  ["ports", "port publishing and the container type network mode"],
  ["expose", "port exposing and the container type network mode"],
  ["dns", "dns and the network mode"],
  ["extra_hosts", "custom host-to-IP mapping and the network mode"],
  ["links", "container type network can't be used with links"],
] as const;

function* ofAnother(mode: Value, body: Node): Generator<Refusal> {
  for (const [key, words] of ofNetwork) {
    const entry = body.kind === "map" && body.entries.find((one) => one.key.text === key);
    if (!entry || isEmpty(entry.value)) continue;
    yield beside({ ...entry.key, text: key }, mode, `conflicting options: ${words}`);
  }
}

function beside(at: Value, mode: Value, said: string): Refusal {
  const other = mode.text.replace(/^\w+:/, "");
  const owner = mode.text === "host" ? "the host's" : `that of "${other}"`;
  const key = /mac/.test(said) ? "mac_address" : at.text;
  const hint = /:/.test(mode.text) ? `: say ${key} there` : "";
  return {
    at,
    message: `its network is ${owner} (network_mode: ${mode.text}), so it cannot have ${key} of its own${hint}`,
    said,
  };
}

function isEmpty(node: Node): boolean {
  if (node.kind === "list") return node.items.length === 0;
  if (node.kind === "map") return node.entries.length === 0;
  return node.text === undefined;
}
