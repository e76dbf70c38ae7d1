import type { ComposeFile, Service, Value } from "../compose/model.ts";

/** What the top level of a compose file defines, for its services to name. */
export type ResourceKind = "network" | "volume" | "config" | "secret";

export interface NamedResource {
  readonly kind: ResourceKind;
  readonly name: Value;
}

/** Everything of the top level that a service names. */
export function resourcesNamed({ options, mounts, configs, secrets }: Service): NamedResource[] {
  const named = (kind: ResourceKind) => (name: Value) => ({ kind, name });
  return [
    ...options.networks.map(({ network }) => network).map(named("network")),
    ...mounts
      // What is no name of a volume is refused for that.
      .flatMap(({ type, source }) => (type === "volume" && source ? [source] : []))
      .filter(({ text }) => /^[A-Za-z0-9][\w.-]*$/.test(text))
      .map(named("volume")),
    ...configs.map(({ source }) => source).map(named("config")),
    ...secrets.map(({ source }) => source).map(named("secret")),
  ];
}

/** The names of one kind that a compose file defines, those that compose adds included. */
export function resourcesDefined(composeFile: ComposeFile, kind: ResourceKind): string[] {
  const { networks, volumes, configs, secrets } = composeFile;
  const definitions = { network: networks, volume: volumes, config: configs, secret: secrets };
  return [...definitions[kind].keys(), ...(kind === "network" ? ["default"] : [])];
}
