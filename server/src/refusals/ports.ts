import { get, items, type Node, scalar } from "../compose/tree.ts";
import { isAddress } from "./names.ts";
import type { Refusal, Rule } from "./refusal.ts";

/** Ports that are none, ranges of unequal length, and names where an address is wanted. */
export const ports: Rule = function* ({ body }) {
  for (const { item } of items(get(body, "ports"))) {
    const refusal = item.kind === "map" ? ofLong(item) : ofShort(item);
    if (refusal) yield refusal;
  }
};

function ofShort(node: Node): Refusal | undefined {
  const at = scalar(node);
  if (!at || at.unknown) return undefined;
  const parts =
    /^(?:(?:(\[[^\]]*\]|[^:[\]]*):)?([^:]*):)?([^:/]+)(?:\/(\w+))?$/.exec(at.text) ?? undefined;
  if (!parts) return undefined;
  const [, host, published, target = "", protocol] = parts;
  if (host && !isAddress(host)) {
    const local = host === "localhost" ? ": 127.0.0.1" : "";
    return {
      at,
      message: `a port is published on an IP address, and ${host} is a name${local}`,
      said: `Invalid ip address: ${host}`,
      ...(host === "localhost" && {
        fix: {
          title: "Publish it on 127.0.0.1",
          edits: [{ span: at, newText: `"${at.text.replace("localhost", "127.0.0.1")}"` }],
        },
      }),
    };
  }
  if (protocol && !/^(tcp|udp|sctp)$/i.test(protocol)) {
    return {
      at,
      message: `a port is of tcp, udp or sctp, not of ${protocol}`,
      said: `Invalid proto: ${protocol}`,
    };
  }
  const inside = rangeOf(target);
  const outside = published ? rangeOf(published) : undefined;
  if (!inside) return { at, message: noPort(target), said: `Invalid containerPort: ${target}` };
  if (published && !outside) {
    return { at, message: noPort(published), said: `Invalid hostPort: ${published}` };
  }
  const length = inside.to - inside.from;
  if (outside && length > 0 && outside.to - outside.from !== length) {
    return {
      at,
      message: `${published} and ${target} are ranges of unequal length`,
      said: "Invalid ranges specified for container and host Ports",
    };
  }
  return undefined;
}

function noPort(text: string): string {
  return `${text} is no port: 1 to 65535, or a range of them`;
}

function rangeOf(text: string): { readonly from: number; readonly to: number } | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last);
  return first !== undefined && from <= to && to <= 65535 ? { from, to } : undefined;
}

function ofLong(node: Node): Refusal | undefined {
  for (const name of ["target", "published"]) {
    const at = scalar(get(node, name));
    if (!at || at.unknown || at.text === "" || rangeOf(at.text)) continue;
    return { at, message: noPort(at.text), said: `invalid port specification: "${at.text}"` };
  }
  const protocol = scalar(get(node, "protocol"));
  if (!protocol || protocol.unknown || /^(tcp|udp|sctp)?$/i.test(protocol.text)) return undefined;
  return {
    at: protocol,
    message: `a port is of tcp, udp or sctp, not of ${protocol.text}`,
    said: "invalid transport protocol",
  };
}
