import { lineStart } from "../base/lines.ts";
import { nearest } from "../base/nearest.ts";
import type { ComposeFile, Service } from "../compose/model.ts";
import { type Asked, addressesAsked } from "../project/addresses-asked.ts";
import type { ServiceOf } from "../project/compose-projects.ts";
import { nginxAddresses } from "../project/nginx-addresses.ts";
import type { Container, Project } from "../project/project.ts";
import { containersOf, startTogether } from "../project/together.ts";
import { rewritePart } from "../refusals/edits.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import { complaint } from "./words.ts";

const said =
  /ECONNREFUSED|[Cc]onnection ?[Rr]efused|Name or service not known|Temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|could not translate host name|no such host|host not found in upstream|Cannot assign requested address/;
const name =
  /(?:host name|getaddrinfo \w+|upstream|lookup|host) "?([\w.-]+)"?|(127\.0\.0\.1|localhost|::1)/;

export const serviceUnreachable = defineCause({
  id: "service-unreachable",
  title: "It calls a name or an address where nothing answers",
  severity: "error",

  *predict(project) {
    for (const of of project.services) {
      const containers = containersOf(of.service, project);
      const [container] = containers;
      const told = new Set<string>();
      const all = addressesAsked(of.service, container);
      const needed = container ? nginxAddresses(container) : [];
      for (const asked of [...all, ...needed]) {
        const prediction =
          apart(asked, of) ??
          (isElsewhere(asked, all) ? undefined : atHome(asked, of, container)) ??
          nobody(asked, of, project);
        if (!prediction || told.has(asked.host)) continue;
        told.add(asked.host);
        yield { ...prediction, containers };
      }
    }
  },

  *confirm(evidence) {
    const quote = complaint(evidence, said);
    if (!quote) return;
    const [, host, local] = name.exec(quote.text) ?? [];
    const who = local
      ? `${local}, which inside a container is the container itself`
      : (host ?? "another service");
    yield {
      certainty: "likely",
      message: `the program gave up when it could not reach ${who}: it was not ready, has another name, or is in another network`,
      quotes: [quote],
    };
  },
});

/** The name of another service, in networks of which none is shared. */
function apart(asked: Asked, { service, composeFile }: ServiceOf): Prediction | undefined {
  const other = composeFile.services.find(({ name }) => name.text === asked.host);
  const own = networksOf(service, composeFile);
  const theirs = other && networksOf(other, composeFile);
  if (!other || other === service || !own || !theirs || meet(own, theirs)) return undefined;
  // Something else may answer to the name.
  const also = [...service.options.extraHosts, ...service.options.links].some(({ text }) =>
    text.includes(asked.host),
  );
  const aliased = composeFile.services.some((one) => {
    const networks = networksOf(one, composeFile);
    return one !== service && (!networks || meet(networks, own)) && answersTo(one, asked.host);
  });
  if (also || aliased) return undefined;
  const entry = service.body.entries.find(({ key }) => key.text === "networks");
  const at = entry ? { ...entry.key, end: entry.value.end } : (asked.at ?? service.name);
  const [network = ""] = theirs.keys();
  return {
    at,
    certainty: "likely",
    message: `"${service.name.text}" calls "${asked.host}" (${asked.said}), and the two share no network: "${service.name.text}" is in ${[...own.keys()].join(", ")}, "${asked.host}" in ${[...theirs.keys()].join(", ")}: Name or service not known`,
    related: [
      ...(asked.at && asked.at.start !== at.start
        ? [{ at: asked.at, message: "called here" }]
        : []),
      { at: other.name, message: `"${asked.host}" is defined here` },
    ],
    fixes: join(service, network, composeFile),
  };
}

/** The networks of a service by their keys, with the names that Docker knows; undefined where they are not known. */
function networksOf(
  { options }: Service,
  { networks }: ComposeFile,
): ReadonlyMap<string, string> | undefined {
  if (options.settings.has("network_mode")) return undefined;
  const keys = options.networks.map(({ network }) => network);
  if (keys.some(({ unknown }) => unknown)) return undefined;
  const names = keys.length === 0 ? ["default"] : keys.map(({ text }) => text);
  const all = names.map((key) => [key, networks.get(key)] as const);
  // One that is not defined here is what another file says it is.
  if (all.some(([key, definition]) => !definition && key !== "default")) return undefined;
  if (all.some(([, definition]) => definition?.called?.unknown)) return undefined;
  return new Map(
    all.map(([key, definition]) => [
      key,
      definition?.called?.text ?? (definition?.external ? key : `\0${key}`),
    ]),
  );
}

function meet(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return [...one.values()].some((name) => [...other.values()].includes(name));
}

function answersTo({ name, options }: Service, host: string): boolean {
  const { settings, networks } = options;
  return (
    name.text === host ||
    settings.get("container_name")?.text === host ||
    settings.get("hostname")?.text === host ||
    networks.some(({ aliases }) => aliases.some(({ text, unknown }) => unknown || text === host))
  );
}

function join({ body }: Service, network: string, { texts }: ComposeFile): Fix[] {
  const title = `Join the network "${network}"`;
  const entry = body.entries.find(({ key }) => key.text === "networks");
  const node = entry?.value;
  const text = node && texts.get(node.file);
  if (!node || text === undefined) return [];
  if (node.kind === "list" && text[node.end - 1] === "]") {
    return [insert(node.file, node.end - 1, `, ${network}`, title)];
  }
  const last = node.kind === "list" ? node.items.at(-1)?.item : undefined;
  if (!last) return [];
  const start = lineStart(text, last.start);
  const dash = text.slice(start, last.start);
  return /^\s*- +$/.test(dash) ? [insert(node.file, last.end, `\n${dash}${network}`, title)] : [];
}

/** Another variable calls a server of this kind by its name: this one is for tests, or for the host. */
function isElsewhere({ protocol }: Asked, all: readonly Asked[]): boolean {
  return all.some((one) => one.protocol === protocol && !isLocal(one.host));
}

function isLocal(host: string): boolean {
  return /^(localhost|127\.0\.0\.1)$/.test(host);
}

/** A name that is needed at the start, and that nothing in its networks has. */
function nobody(
  asked: Asked,
  { service, composeFile }: ServiceOf,
  project: Project,
): Prediction | undefined {
  const { at, host, said } = asked;
  const { services, networks } = composeFile;
  const own = networksOf(service, composeFile);
  if (!asked.resolved || !at || !own || project.parts(composeFile)) return undefined;
  // Other projects may have joined a network that is not this one's.
  const shared = [...own.keys()].some(
    (key) => networks.get(key)?.external || networks.get(key)?.called,
  );
  const { extraHosts, links } = service.options;
  if (shared || [...extraHosts, ...links].some(({ text }) => text.includes(host))) return undefined;
  if (services.some((one) => answersTo(one, host))) return undefined;
  const names = services.filter((one) => one !== service).map(({ name }) => name.text);
  const meant = nearest(host, names);
  return {
    at,
    certainty: "likely",
    message: `no service in the networks of "${service.name.text}" answers to "${host}"${meant ? `; did you mean "${meant}"?` : names.length > 0 ? `, but ${names.join(", ")} ${names.length > 1 ? "are" : "is"} there` : ""}: host not found in upstream "${host}"`,
    related: [{ at: service.name, message: `"${service.name.text}" reads it: ${said}` }],
    fixes: meant ? [{ title: `Call "${meant}"`, edits: [{ span: at, newText: meant }] }] : [],
  };
}

/** A server at localhost, which another service is. */
function atHome(
  asked: Asked,
  { service, composeFile }: ServiceOf,
  container: Container | undefined,
): Prediction | undefined {
  const { protocol, at } = asked;
  if (!at || !protocol) return undefined;
  if (!isLocal(asked.host)) return undefined;
  if (service.options.settings.has("network_mode") || isServer(service, protocol)) return undefined;
  // It may run one of its own, or lend its network to one.
  if (servers[protocol]?.test(container?.image?.dockerfile.text ?? "")) return undefined;
  const lent = composeFile.services.some(
    ({ options }) => options.settings.get("network_mode")?.text === `service:${service.name.text}`,
  );
  const candidates = composeFile.services.filter(
    (one) => one !== service && startTogether(one, service) && isServer(one, protocol),
  );
  const [other] = candidates.length === 1 ? candidates : [];
  if (lent || !other) return undefined;
  const place = asked.port === undefined ? asked.host : `${asked.host}:${asked.port}`;
  const edits = rewritePart(asked.host, other.name.text, at, composeFile);
  return {
    at,
    certainty: "likely",
    message: `"${service.name.text}" calls ${place}, which inside of a container is the container itself, and "${other.name.text}" is another: ECONNREFUSED`,
    related: [{ at: other.name, message: `"${other.name.text}" is defined here` }],
    fixes: edits ? [{ title: `Call "${other.name.text}"`, edits }] : [],
  };
}

/** How a server is named in an image's reference, or in what a Dockerfile installs. */
const servers: Readonly<Record<string, RegExp>> = {
  postgres: /postg(res|is)|timescaledb|pgvector/,
  mysql: /mysql|mariadb|percona/,
  redis: /redis|valkey|dragonfly/,
  mongo: /mongo/,
  rabbitmq: /rabbitmq/,
  memcached: /memcached/,
};

function isServer({ image, build }: Service, protocol: string): boolean {
  if (build || !image || image.unknown) return false;
  const repository = image.text.replace(/[:@].*$/, "");
  // Exporters and consoles are called after what they look at.
  return (
    servers[protocol]?.test(repository) === true &&
    !/exporter|admin|express|commander|insight|backup|ui\b/.test(repository)
  );
}
