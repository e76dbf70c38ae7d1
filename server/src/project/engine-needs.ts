import type { Span, Word } from "../base/text.ts";
import type { ComposeFile, Service, Value } from "../compose/model.ts";
import { get, items, scalar } from "../compose/tree.ts";
import type { Need } from "../evidence.ts";
import { networkName, volumeName } from "./engine-names.ts";
import type { Container } from "./project.ts";

/** Something that a service wants of the engine, and where it says so. */
export interface PlacedNeed {
  readonly need: Need;
  readonly at: Span;
  /** Of another container: what is shared with it, behind the service's name. */
  readonly shares?: string;
}

/** What has to be there, or to be free, before compose can make and start the container of a service. */
export function engineNeeds({ service, composeFile }: Container): PlacedNeed[] {
  if (!service || !composeFile) return [];
  return [
    ...networks(service, composeFile),
    ...volumes(service, composeFile),
    ...partners(service),
    ...own(service),
  ];
}

function networks({ options }: Service, composeFile: ComposeFile): PlacedNeed[] {
  if (options.settings.has("network_mode")) return [];
  const joined = options.networks.map(({ network }) => network);
  const standard = composeFile.networks.get("default")?.name;
  const all: readonly Value[] = joined.length > 0 || !standard ? joined : [standard];
  return all.flatMap((network): PlacedNeed[] => {
    const definition = composeFile.networks.get(network.text);
    const name = networkName(network, composeFile);
    if (!definition || name === undefined) return [];
    if (definition.external) {
      return [placed({ kind: "network", name }, definition.called ?? definition.name)];
    }
    // Other drivers hand out addresses in other places.
    if (definition.driver && definition.driver.text !== "bridge") return [];
    return definition.subnets
      .filter(({ unknown }) => !unknown)
      .map((subnet) => placed({ kind: "subnet", name: subnet.text, network: name }, subnet));
  });
}

function volumes({ mounts }: Service, composeFile: ComposeFile): PlacedNeed[] {
  return mounts.flatMap(({ type, source }): PlacedNeed[] => {
    const definition = source && composeFile.volumes.get(source.text);
    const name = source && volumeName(source, composeFile);
    if (type !== "volume" || !definition?.external || name === undefined) return [];
    return [placed({ kind: "volume", name }, definition.called ?? definition.name)];
  });
}

/** Containers of other projects, with which it shares something. */
function partners({ options, volumesFrom, body }: Service): PlacedNeed[] {
  const mode = (key: string) => [options.settings.get(key) ?? []].flat();
  const links = items(get(body, "external_links")).flatMap(({ item }) => scalar(item) ?? []);
  return [
    ...shared("partner", "uses the network of", mode("network_mode"), ofContainer),
    ...shared("partner", "shares the memory of", mode("ipc"), ofContainer),
    ...shared("partner", "shares the processes of", mode("pid"), ofContainer),
    ...shared("partner", "links to", links, /^([^:]+)/),
    ...shared("container", "uses the volumes of", volumesFrom, ofContainer),
  ];
}

const ofContainer = /^container:([^:]+)/;

function shared(
  kind: "partner" | "container",
  shares: string,
  values: readonly Value[],
  pattern: RegExp,
): PlacedNeed[] {
  return values.flatMap((value) => {
    const name = value.unknown ? undefined : pattern.exec(value.text)?.[1];
    return name === undefined ? [] : [{ ...placed({ kind, name }, value), shares }];
  });
}

/** What only one container can have: its name, its ports of the host. */
function own({ options: { settings, ports } }: Service): PlacedNeed[] {
  const name = settings.get("container_name");
  const published = settings.has("network_mode") ? [] : ports;
  return [
    ...(name && !name.unknown ? [placed({ kind: "name", name: name.text }, name)] : []),
    ...published.flatMap(({ published, unknown, protocol, hostIp, span }) =>
      // Of a range one that is free is taken, and port 0 is any.
      unknown || published === undefined || !/^[1-9]\d*$/.test(published)
        ? []
        : [
            {
              need: {
                kind: "port" as const,
                name: `${published}/${protocol}`,
                ...(hostIp && { address: hostIp }),
              },
              at: span,
            },
          ],
    ),
  ];
}

function placed(need: Need, { file, start, end }: Word): PlacedNeed {
  return { need, at: { file, start, end } };
}

/** Where a service says what it did not get. */
export function placeOfNeed({ kind, name }: Need, container: Container | undefined) {
  const all = container ? engineNeeds(container) : [];
  return all.find(({ need }) => need.kind === kind && need.name === name);
}
