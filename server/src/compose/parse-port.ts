import { hole } from "./interpolate.ts";
import type { Port } from "./options.ts";
import { get, items, type Node, scalar, spanOf } from "./tree.ts";
import { lastOfEach } from "./unique.ts";

/** The entries of `ports`, in short and long form, one for each port of the container. */
export function ports(node: Node | undefined): Port[] {
  const all = items(node).flatMap(({ item }) =>
    item.kind === "scalar" ? shortPorts(item) : longPort(item),
  );
  return lastOfEach(all, ({ hostIp = "0.0.0.0", published, target, protocol, unknown }) =>
    unknown ? undefined : `${hostIp}:${published}:${target}/${protocol}`,
  );
}

/** `[[HOST:]PUBLISHED:]TARGET[/PROTOCOL]`, each of the two a port or a range. */
function shortPorts(node: Node & { kind: "scalar" }): Port[] {
  const text = node.outline ?? node.text ?? "";
  const [, host, published, target = "", protocol = "tcp"] =
    /^(?:(?:(\[[^\]]*\]|[^:[\]]*):)?([^:]*):)?([^:/]+)(?:\/(\w+))?$/.exec(text.trim()) ?? [];
  const inside = rangeOf(target);
  if (!inside) return [];
  const outside = published ? rangeOf(published) : undefined;
  const unknown = text.includes(hole);
  const common = {
    span: spanOf(node),
    hostIp: host && !host.includes(hole) ? host.replace(/^\[|\]$/g, "") : undefined,
    protocol: protocol.toLowerCase(),
    ...(unknown && { unknown: true as const }),
  };
  const length = inside.to - inside.from + 1;
  if (length > 1 && outside && outside.to - outside.from + 1 !== length) return [];
  return Array.from({ length }, (_, i) => ({
    ...common,
    target: inside.from + i,
    published: length === 1 || !outside ? known(published) : String(outside.from + i),
  }));
}

function known(text: string | undefined): string | undefined {
  return text === undefined || text === "" || text.includes(hole) ? undefined : text;
}

/** More ports than this are not looked at one by one. */
const maxRange = 70_000;

function rangeOf(text: string): { readonly from: number; readonly to: number } | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last);
  return first !== undefined && to >= from && to - from < maxRange ? { from, to } : undefined;
}

function longPort(node: Node): Port[] {
  const target = scalar(get(node, "target"));
  const published = scalar(get(node, "published"));
  const hostIp = scalar(get(node, "host_ip"));
  const protocol = scalar(get(node, "protocol"));
  if (!target || target.unknown || !/^\d+$/.test(target.text)) return [];
  const unknown = [published, hostIp, protocol].some((value) => value?.unknown);
  return [
    {
      span: spanOf(node),
      hostIp: hostIp?.unknown ? undefined : hostIp?.text,
      published: published?.unknown ? undefined : published?.text,
      target: Number(target.text),
      protocol: protocol?.unknown ? "tcp" : (protocol?.text ?? "tcp"),
      ...(unknown && { unknown: true as const }),
    },
  ];
}
