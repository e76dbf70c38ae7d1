import { resolve } from "../base/path.ts";
import { merge, settled } from "./merge.ts";
import { entries, get, type MapNode, type Node, path, scalar } from "./tree.ts";

/** The settled tree of another file, its paths relative to its own folder; undefined where it cannot be read. */
export type OtherFile = (file: string) => Node | undefined;

/** A file whose services say all that those say which they extend. Where one cannot be found, `extends` stays. */
export function withExtends(root: Node, file: string, other: OtherFile): Node {
  const services = get(root, "services");
  if (root.kind !== "map" || services?.kind !== "map") return root;
  if (!services.entries.some(({ value }) => get(value, "extends"))) return root;
  const extended: MapNode = {
    ...services,
    entries: services.entries.map(({ key, value }) => ({
      key,
      value: extend(value, services, { file, name: key.text, other, above: [] }),
    })),
  };
  return {
    ...root,
    entries: root.entries.map((entry) =>
      entry.key.text === "services" ? { key: entry.key, value: extended } : entry,
    ),
  };
}

interface Place {
  readonly file: string;
  readonly name: string;
  readonly other: OtherFile;
  /** The services that extend this one: none of them can be its base. */
  readonly above: readonly string[];
}

function extend(service: Node, services: Node, { file, name, other, above }: Place): Node {
  const asked = get(service, "extends");
  if (!asked || service.kind !== "map") return service;
  const base = scalar(asked.kind === "scalar" ? asked : get(asked, "service"));
  const elsewhere = path(get(asked, "file"));
  if (!base || base.unknown || elsewhere?.unknown) return service;
  const from = elsewhere ? resolve(elsewhere.folder, elsewhere.text) : file;
  const here = `${file}\n${name}`;
  if (above.includes(here) || above.length > 50) return service;
  const siblings = elsewhere ? get(other(from), "services") : services;
  const found = get(siblings, base.text);
  if (!siblings || found?.kind !== "map") return service;
  const whole = extend(found, siblings, {
    file: from,
    name: base.text,
    other,
    above: [...above, here],
  });
  // What could not be found for the base is not known of this one either.
  const rest = entries(service).filter(({ key }) => key.text !== "extends");
  const { start, end } = service;
  const both = merge(settled(whole), { ...service, entries: rest }, "services.*");
  return { ...both, file: service.file, start, end };
}
