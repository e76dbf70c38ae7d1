import type { BoundFolder, FileDefinition, NetworkDefinition, VolumeDefinition } from "./model.ts";
import { assignments } from "./parse-environment.ts";
import { type Entry, flag, get, items, type Node, path, scalar, spanOf } from "./tree.ts";

/** A volume of the top level. */
export function volumeDefinition({ key: name, value }: Entry): VolumeDefinition {
  return {
    name,
    external: isExternal(value),
    driven: get(value, "driver_opts") !== undefined || get(value, "driver") !== undefined,
    driver: scalar(get(value, "driver")),
    driverOptions: assignments(get(value, "driver_opts")),
    body: value,
    bound: boundFolder(value),
    called: calledOf(value),
  };
}

/** Compose resolves the device only where the driver is named and bind is the only option (compose-go, `paths`). */
function boundFolder(node: Node): BoundFolder | undefined {
  const driver = scalar(get(node, "driver"));
  const options = scalar(get(get(node, "driver_opts"), "o"));
  const device = path(get(get(node, "driver_opts"), "device"));
  if (!device || !options || options.unknown || driver?.unknown) return undefined;
  if (driver && driver.text !== "local") return undefined;
  if (!options.text.split(",").some((option) => /^r?bind$/.test(option))) return undefined;
  return { device, resolved: driver !== undefined && options.text === "bind" };
}

/** A network of the top level. */
export function networkDefinition({ key: name, value }: Entry): NetworkDefinition {
  return {
    name,
    external: isExternal(value),
    driver: scalar(get(value, "driver")),
    driverOptions: assignments(get(value, "driver_opts")),
    called: calledOf(value),
    subnets: items(get(get(value, "ipam"), "config")).flatMap(
      ({ item }) => scalar(get(item, "subnet")) ?? [],
    ),
    body: value,
  };
}

/** A config or a secret of the top level. */
export function fileDefinition({ key: name, value }: Entry): FileDefinition {
  return {
    name,
    span: { ...spanOf(value), start: name.start },
    external: isExternal(value),
    file: path(get(value, "file")),
    content: scalar(get(value, "content")),
    environment: scalar(get(value, "environment")),
    called: calledOf(value),
  };
}

/** `external: true`, or the old form `external: { name: … }`. */
function isExternal(node: Node): boolean {
  const external = get(node, "external");
  return external !== undefined && flag(external) !== false;
}

function calledOf(node: Node) {
  return scalar(get(node, "name")) ?? scalar(get(get(node, "external"), "name"));
}
