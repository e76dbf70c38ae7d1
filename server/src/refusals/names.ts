import { entries, get, scalar } from "../compose/tree.ts";
import { rewrite } from "./edits.ts";
import type { Rule } from "./refusal.ts";
import { known, numberOf } from "./values.ts";

/** Names of containers and hosts, and addresses that are looked up by name. */
export const names: Rule = function* ({ name, body, options }, composeFile) {
  const own = known(body, "container_name");
  const bare = own?.text.replace(/^\//, "");
  // moby, daemon/names: one character to begin with, at least one more behind it.
  if (own && bare && !/^[A-Za-z0-9][A-Za-z0-9_.-]+$/.test(bare)) {
    const better = bare.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
    yield {
      at: own,
      message: `a container cannot be called ${JSON.stringify(own.text)}: two or more letters, digits, _ . and -, the first a letter or digit`,
      said: `Invalid container name (${bare}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
      ...(better.length > 1 && {
        fix: { title: `Call it ${better}`, edits: rewrite(own, better, composeFile) },
      }),
    };
  }
  const replicas = known(body, "scale") ?? known(body, "deploy", "replicas");
  if (own && replicas && (numberOf(replicas) ?? 0) > 1) {
    yield {
      at: own,
      message: `"${name.text}" is started ${replicas.text} times, and only one container can be called ${own.text}`,
      said: "as container name must be unique",
    };
  }
  const host = known(body, "hostname");
  // sethostname(2): HOST_NAME_MAX.
  if (host && new TextEncoder().encode(host.text).length > 64) {
    yield {
      at: host,
      message: `the host name has ${host.text.length} characters, and Linux allows 64`,
      said: "sethostname: invalid argument",
    };
  }
  for (const value of options.extraHosts) {
    const [, address = ""] = /^[^=:]+[=:](.*)$/.exec(value.text) ?? [];
    if (value.unknown || address === "" || isAddress(address) || address === "host-gateway") {
      continue;
    }
    yield {
      at: value,
      message: `extra_hosts gives a name an IP address, and ${address} is none`,
      said: `invalid IP address in add-host: "${address}"`,
    };
  }
  const macs = [known(body, "mac_address")];
  for (const { value } of entries(get(body, "networks"))) {
    const mac = scalar(get(value, "mac_address"));
    if (!mac?.unknown) macs.push(mac);
  }
  for (const mac of macs) {
    if (!mac || /^([\da-f]{2}[:-]){5}([\da-f]{2}[:-]?){1,15}$/i.test(mac.text)) continue;
    if (/^([\da-f]{4}\.){2,}[\da-f]{4}$/i.test(mac.text)) continue;
    yield {
      at: mac,
      message: `${mac.text} is no MAC address: six pairs of hexadecimal digits`,
      said: `address ${mac.text}: invalid MAC address`,
    };
  }
};

/** An IPv4 or IPv6 address, in brackets or not. */
export function isAddress(text: string): boolean {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%\w+$/, "");
  return isIpv4(bare) || (bare.includes(":") && /^[\da-f:]*(\d+(\.\d+){3})?$/i.test(bare));
}

export function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}
