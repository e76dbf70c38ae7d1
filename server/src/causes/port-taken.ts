import { positionAt } from "../base/text.ts";
import type { ComposeFile, Service } from "../compose/model.ts";
import type { Port } from "../compose/options.ts";
import type { Need } from "../evidence.ts";
import { placeOfNeed } from "../project/engine-needs.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { containersOf, startTogether, withEarlier } from "../project/together.ts";
import { defineCause, type Finding, type Fix, type Prediction } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const onHost =
  /(?:Bind for|listen tcp\d?) (\S+?)(?: failed)?: (?:port is already allocated|bind: address already in use)|port is already allocated|address already in use/;
const inside = /EADDRINUSE|[Aa]ddress already in use/;

export const portTaken = defineCause({
  id: "port-taken",
  title: "The port is already in use",
  severity: "error",

  *predict(project) {
    const free = freePorts(project);
    const all = clashes(project);
    const menus = project.composeFiles.filter((file) =>
      isMenu(all.filter(({ composeFile }) => composeFile === file)),
    );
    for (const { port, clash, composeFile } of all) {
      if (menus.includes(composeFile) && clash.service !== port.service) continue;
      const containers = containersOf(port.service, project);
      yield { ...twice(port, clash, composeFile, free), containers };
    }
    for (const { service } of project.services) {
      for (const one of severalTimes(service)) {
        yield { ...one, containers: containersOf(service, project) };
      }
    }
  },

  *confirm(evidence, project) {
    for (const { need, holder } of evidence.unmet ?? []) {
      if (need.kind !== "port") continue;
      yield takenBy(need, holder ?? "", containerOf(evidence, project), freePorts(project));
    }
    const refused = refusal(evidence, onHost);
    const complained = refused ? undefined : complaint(evidence, inside);
    const quote = refused ?? complained;
    if (!quote) return;
    const place = onHost.exec(quote.text)?.[1];
    yield {
      certainty: "certain",
      message: refused
        ? `the port ${place ?? "that it publishes"} is in use on the host: stop what listens there, or publish another`
        : "the program wants a port that something in the same network namespace already listens on",
      quotes: [quote],
    };
  },
});

/** What another container of the engine has that a service without one wants. */
function takenBy(
  need: Need & { readonly kind: "port" },
  holder: string,
  own: Container | undefined,
  free: (taken: string) => string | undefined,
): Finding {
  const at = placeOfNeed(need, own)?.at;
  const [number = ""] = need.name.split("/");
  const port =
    own?.service && published(own.service).find(({ port }) => port.span.start === at?.start);
  return {
    ...(at && { at }),
    certainty: "certain",
    message: `port ${number} of the host is the container ${holder}'s as long as that runs: Bind for ${need.address ?? "0.0.0.0"}:${number} failed: port is already allocated`,
    quotes: [{ probe: "inspect", text: `${holder} publishes ${need.name}` }],
    fixes: port && own?.composeFile ? otherPort(port.port, own.composeFile, free) : [],
  };
}

interface Clash {
  readonly composeFile: ComposeFile;
  readonly port: Published;
  /** Who has it already. */
  readonly clash: Published;
}

/** Every port that is published once more, by another service or by the same. */
function clashes(project: Project): Clash[] {
  return [...withEarlier(project)].flatMap(({ of: { service, composeFile }, earlier }) => {
    const others = earlier.filter((other) => startTogether(other.service, service));
    const before = others.flatMap((other) => published(other.service));
    const told = new Set<number>();
    return published(service).flatMap((port, i, all) => {
      const own = all.slice(0, i).filter((one) => one.port.target !== port.port.target);
      const clash = [...before, ...own].find((one) => sameOnHost(one.port, port.port));
      if (!clash || told.has(port.port.span.start)) return [];
      told.add(port.port.span.start);
      return [{ composeFile, port, clash }];
    });
  });
}

/** So many services want each other's ports that nobody starts them all: one picks some by name. */
function isMenu(all: readonly Clash[]): boolean {
  const ports = new Set(all.map(({ port: { port } }) => `${port.published}/${port.protocol}`));
  const services = new Set(all.flatMap(({ port, clash }) => [port.service, clash.service]));
  return ports.size >= 3 && services.size >= 4;
}

interface Published {
  readonly service: Service;
  readonly port: Port & { readonly published: string };
}

/** The ports of the host that a service takes for sure. With the host's network none is published. */
function published(service: Service): Published[] {
  const { settings, ports } = service.options;
  if (settings.has("network_mode")) return [];
  return ports.flatMap((port) => {
    const { published, unknown } = port;
    // Of a range one that is free is taken, and port 0 is any.
    if (unknown || published === undefined || !/^[1-9]\d*$/.test(published)) return [];
    return [{ service, port: { ...port, published } }];
  });
}

function sameOnHost(one: Published["port"], other: Published["port"]): boolean {
  if (one.published !== other.published || one.protocol !== other.protocol) return false;
  // What two services take from one anchor is often a server and the job that prepares it.
  if (one.span.file === other.span.file && one.span.start === other.span.start) return false;
  const any = (ip: string | undefined) => ip === undefined || ip === "" || ip === "0.0.0.0";
  if (any(one.hostIp) && any(other.hostIp)) return true;
  if (one.hostIp === other.hostIp) return true;
  const single = any(one.hostIp) ? other.hostIp : any(other.hostIp) ? one.hostIp : undefined;
  return single !== undefined && !single.includes(":");
}

function twice(
  { service, port }: Published,
  first: Published,
  composeFile: ComposeFile,
  free: (taken: string) => string | undefined,
): Prediction {
  const { file, start } = first.port.span;
  const text = composeFile.texts.get(file);
  const same = text !== undefined && file === port.span.file;
  const where = same ? ` on line ${positionAt(text, start).line + 1}` : "";
  const who = first.service === service ? "the same service" : `"${first.service.name.text}"`;
  return {
    at: port.span,
    // Somebody may start one of them alone.
    certainty: first.service === service ? "certain" : "likely",
    message: `port ${port.published} of the host is published twice, by "${service.name.text}" and${where} by ${who}: Bind for 0.0.0.0:${port.published} failed: port is already allocated`,
    related: [{ at: first.port.span, message: `${who} publishes ${port.published} here` }],
    fixes: otherPort(port, composeFile, free),
  };
}

/** The next port that nothing in this project publishes, another one each time. */
function freePorts({ services }: Project): (taken: string) => string | undefined {
  const all = new Set(
    services.flatMap(({ service }) => published(service).map(({ port }) => port.published)),
  );
  return (taken) => {
    let free = Number(taken) + 1;
    while (all.has(String(free))) free++;
    all.add(String(free));
    return free > 65535 ? undefined : String(free);
  };
}

function otherPort(
  { span, published: taken }: Published["port"],
  { texts }: ComposeFile,
  free: (taken: string) => string | undefined,
): Fix[] {
  const { file } = span;
  const source = texts.get(file)?.slice(span.start, span.end) ?? "";
  const place = source.search(new RegExp(`(?<![\\d-])${taken}(?![\\d-])`));
  const other = place < 0 ? undefined : free(taken);
  if (!other) return [];
  const start = span.start + place;
  const edits = [{ span: { file, start, end: start + taken.length }, newText: other }];
  return [{ title: `Publish on ${other}`, edits }];
}

/** `scale` starts several containers, which want one and the same port. */
function* severalTimes(service: Service): Generator<Prediction> {
  const scale = service.options.settings.get("scale");
  const count = scale && !scale.unknown ? Number(scale.text) : 1;
  const [first] = count > 1 ? published(service) : [];
  if (!scale || !first) return;
  yield {
    at: first.port.span,
    certainty: "certain",
    message: `"${service.name.text}" is started ${count} times, and only one container can have port ${first.port.published} of the host: Bind for 0.0.0.0:${first.port.published} failed: port is already allocated`,
    related: [{ at: scale, message: `started ${count} times` }],
  };
}
