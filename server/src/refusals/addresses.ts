import type { ComposeFile, NetworkDefinition, Value } from "../compose/model.ts";
import { get, items } from "../compose/tree.ts";
import { isIpv4 } from "./names.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { known } from "./values.ts";

/** Fixed addresses that their network does not have, and subnets that are none. */
export const addresses: Rule = function* (service, composeFile) {
  for (const { network, ipv4 } of service.options.networks) {
    const definition = composeFile.networks.get(network.text);
    if (definition?.external || definition?.called?.unknown) continue;
    // The default network is there without a word.
    if (!definition && network.text !== "default") continue;
    if (definition) yield* definitionRefused(definition, composeFile);
    if (!ipv4 || ipv4.unknown) continue;
    const refusal = addressRefused(ipv4, network.text, definition);
    // What is only started when it is asked for need not run beside the others.
    const shared = service.profiles.length === 0 && addressShared(ipv4, network.text, composeFile);
    if (refusal) yield refusal;
    else if (shared) yield shared;
  }
};

function addressRefused(
  address: Value,
  network: string,
  definition: NetworkDefinition | undefined,
): Refusal | undefined {
  if (!isIpv4(address.text)) {
    return {
      at: address,
      message: `${address.text} is no IPv4 address`,
      said: `invalid IPv4 address: ${address.text}`,
    };
  }
  const subnets = definition?.subnets ?? [];
  if (subnets.length === 0) {
    // A driver of one's own may have its own ways.
    if (definition?.driver && definition.driver.text !== "bridge") return undefined;
    return {
      at: address,
      message: `the network "${network}" has no subnet of its own (ipam), so Docker chooses the addresses in it`,
      said: "user specified IP address is supported only when connecting to networks with user configured subnets",
    };
  }
  // Of IPv6 subnets nothing is said here, and a broken one is told by itself.
  const ranges = subnets.filter(({ text }) => !text.includes(":")).map(rangeOf);
  if (subnets.some(({ unknown }) => unknown) || ranges.length === 0) return undefined;
  if (ranges.some((range) => !range)) return undefined;
  const own = number(address.text);
  const range = ranges.find((one) => one && one.first <= own && own <= one.last);
  if (!range) {
    return {
      at: address,
      message: `${address.text} is outside of ${subnets.map(({ text }) => text).join(", ")}, the subnet of "${network}"`,
      said: "no configured subnet or ip-address range contain the IP address",
    };
  }
  const whose = definition?.driver ? undefined : takenBy(own, range, gatewaysOf(definition));
  if (!whose) return undefined;
  return {
    at: address,
    message: `${address.text} is for ${whose}`,
    said: "Address already in use",
  };
}

/** Who has an address of a bridge before any container gets one. */
function takenBy(
  own: number,
  { first, last }: { readonly first: number; readonly last: number },
  gateways: readonly Value[],
): string | undefined {
  if (last - first < 3) return undefined;
  if (gateways.some(({ text }) => isIpv4(text) && number(text) === own)) return "the gateway";
  if (own === first) return "the network itself";
  if (own === last) return "its broadcasts";
  return gateways.length === 0 && own === first + 1
    ? "the gateway, which takes the first address"
    : undefined;
}

function addressShared(
  address: Value,
  network: string,
  { services }: ComposeFile,
): Refusal | undefined {
  const other = services
    .filter(({ profiles }) => profiles.length === 0)
    .flatMap(({ name, options }) => options.networks.map((one) => ({ ...one, name })))
    .find((one) => one.network.text === network && one.ipv4?.text === address.text);
  if (!other?.ipv4 || other.ipv4.unknown || other.ipv4.start >= address.start) return undefined;
  return {
    at: address,
    message: `"${other.name.text}" has the address ${address.text} too`,
    said: "Address already in use",
  };
}

function* definitionRefused(
  definition: NetworkDefinition,
  composeFile: ComposeFile,
): Generator<Refusal> {
  for (const subnet of definition.subnets) {
    if (subnet.unknown || subnet.text.includes(":")) continue;
    const range = rangeOf(subnet);
    if (!range) {
      yield {
        at: subnet,
        message: `a subnet is an address and a length such as 172.28.0.0/16, not ${subnet.text}`,
        said: `invalid CIDR address: ${subnet.text}`,
      };
      continue;
    }
    for (const other of composeFile.networks.values()) {
      if (other === definition || other.external || !isUsed(other, composeFile)) continue;
      // Only Docker's own bridges share one pool of addresses.
      if (other.driver || definition.driver) continue;
      if (other.name.start > definition.name.start) continue;
      const clash = other.subnets.find((one) => {
        const their = one.unknown ? undefined : rangeOf(one);
        return their && their.first <= range.last && range.first <= their.last;
      });
      if (!clash) continue;
      yield {
        at: subnet,
        message: `${subnet.text} overlaps with ${clash.text} of the network "${other.name.text}"`,
        said: "Pool overlaps with other one on this address space",
      };
    }
  }
  const ranges = definition.subnets.map(rangeOf);
  if (ranges.length === 0 || ranges.some((range) => !range)) return;
  for (const gateway of gatewaysOf(definition)) {
    const own = number(gateway.text);
    if (!isIpv4(gateway.text)) continue;
    if (ranges.some((range) => range && range.first <= own && own <= range.last)) continue;
    yield {
      at: gateway,
      message: `the gateway ${gateway.text} is outside of ${definition.subnets.map(({ text }) => text).join(", ")}`,
      said: "Requested address is out of range",
    };
  }
}

/** Compose makes only the networks that a service joins. */
function isUsed({ name }: NetworkDefinition, { services }: ComposeFile): boolean {
  return services.some(
    ({ options, profiles }) =>
      profiles.length === 0 && options.networks.some(({ network }) => network.text === name.text),
  );
}

function gatewaysOf(definition: NetworkDefinition | undefined): Value[] {
  if (!definition) return [];
  return items(get(get(definition.body, "ipam"), "config")).flatMap(
    ({ item }) => known(item, "gateway") ?? [],
  );
}

function rangeOf({ text }: Value): { readonly first: number; readonly last: number } | undefined {
  const [, address = "", length = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  if (!isIpv4(address) || Number(length) > 32) return undefined;
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(number(address) / size) * size;
  return { first, last: first + size - 1 };
}

function number(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
