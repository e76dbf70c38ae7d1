import type { Span } from "../base/text.ts";
import type { Service } from "../compose/model.ts";
import { get } from "../compose/tree.ts";
import type { Evidence, Quote } from "../evidence.ts";
import { ancestry } from "../project/ancestry.ts";
import type { Container } from "../project/project.ts";
import { takeOut } from "../refusals/edits.ts";
import { defineCause, type Fix } from "./cause.ts";
import { complaint } from "./words.ts";

const sysctl = "net.ipv4.ip_unprivileged_port_start";

export const portPrivileged = defineCause({
  id: "port-privileged",
  title: "A port below 1024 without the right to bind it",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const { service } = container;
      const limit = service && limitOf(service);
      const user = userOf(container);
      const port = limit && portBelow(limit.from, container);
      if (!service || !limit || !port || user === undefined || mayBind(container)) continue;
      yield {
        at: limit.at,
        certainty: "likely",
        message: `"${service.name.text}" runs as user ${user} and listens on port ${port}, and ${limit.why}: bind: permission denied`,
        containers: [container],
        fixes: withoutLimit(limit.at, container),
      };
    }
  },

  *confirm(evidence) {
    const quotes = refusedBind(evidence);
    const { uid, asked } = evidence.user ?? {};
    if (quotes.length === 0 || uid === 0) return;
    const port = /(?:[:\s]|listening on )(\d{1,3}|10[01]\d|102[0-3])(?!\d|\.\d)/.exec(
      quotes.map(({ text }) => text).join("\n"),
    )?.[1];
    yield {
      certainty: port ? "certain" : "likely",
      message: `user ${asked || uid} may not bind ${port ? `port ${port}` : "the port that the program asks for"}: below net.ipv4.ip_unprivileged_port_start, which is 1024 on the host and in networks where nobody lowers it, only root may`,
      quotes,
    };
  },
});

interface Limit {
  /** The first port that everybody may bind. */
  readonly from: number;
  readonly at: Span;
  readonly why: string;
}

/** Engines since 20.10 let everybody bind any port, in a network of the container's own. */
function limitOf({ options }: Service): Limit | undefined {
  const value = options.sysctls.get(sysctl);
  const from = value && !value.unknown ? Number(value.text) : 0;
  if (value && from > 0) {
    return { from, at: value, why: `${sysctl} leaves the ports below ${from} to root` };
  }
  const mode = options.settings.get("network_mode");
  if (!mode || mode.unknown || mode.text !== "host") return undefined;
  return { from: 1024, at: mode, why: "in the host's network the ports below 1024 are root's" };
}

/** As it is called; undefined for root, and where it is not known. */
function userOf({ service, config }: Container): string | undefined {
  const own = service?.user;
  if (own?.unknown) return undefined;
  const user = own?.text ?? (config.user.kind === "set" ? config.user.value.text : "");
  const [name = ""] = user.split(":");
  return name === "" || name === "root" || /^0+$/.test(name) || /[$]/.test(name) ? undefined : name;
}

/** A port that its own words say it listens on. */
function portBelow(from: number, { service, environment, image }: Container): number | undefined {
  const exposed = image
    ? ancestry(image.stage, image.dockerfile.stages).flatMap(({ instructions }) =>
        instructions.flatMap((instruction) => {
          const { span } = instruction;
          const text = image.dockerfile.text.slice(span.start, span.end);
          return /^EXPOSE\s/i.test(text) ? (text.match(/\b\d+\b/g) ?? []).map(Number) : [];
        }),
      )
    : [];
  const said = [...environment].flatMap(([name, value]) =>
    /^((HTTP|HTTPS|SERVER|LISTEN|APP|WEB)_)?PORT$/.test(name) && /^\d+$/.test(value ?? "")
      ? [Number(value)]
      : [],
  );
  const published = service?.options.ports.map(({ target }) => target) ?? [];
  // What the variable says goes before what is merely declared.
  const all = said.length > 0 ? said : [...published, ...exposed];
  return all.find((port) => port > 0 && port < from);
}

/** A file capability, or a server that starts as root by other means. */
function mayBind({ image, service }: Container): boolean {
  if (image && /\bsetcap\b|\bsudo\b|\bauthbind\b/.test(image.dockerfile.text)) return true;
  const base = image?.base?.family;
  return base === "caddy" || service?.options.settings.get("privileged")?.text === "true";
}

function withoutLimit(at: Span, { service, composeFile }: Container): Fix[] {
  const holder = service && get(service.body, "sysctls");
  const key = service?.body.entries.find(({ value }) => value === holder)?.key;
  if (!service || !composeFile || !holder || !key) return [];
  const own =
    holder.kind === "map" ? holder.entries.find((entry) => entry.key.text === sysctl) : undefined;
  const one = own ? { ...own.key, end: Math.max(own.key.end, own.value.end) } : at;
  const edits = takeOut(one, { holder, key }, composeFile);
  return edits ? [{ title: `Take ${sysctl} out`, edits }] : [];
}

// nginx, Go, Node, Apache, BusyBox: in one line.
const bind =
  /bind\(?\)?.*(?:\(13|[Pp]ermission denied)|[Pp]ermission denied.*(?:could not bind|make_sock)|listen EACCES|[Ee]rrno 13.*(?:bind|listen|address)/;

/** What the program said of a port that it did not get. */
function refusedBind(evidence: Evidence): Quote[] {
  const line = complaint(evidence, bind);
  if (line) return [line];
  // Python says at the end what it was refused, and above where it asked.
  const last = complaint(evidence, /^PermissionError: \[Errno 13\] Permission denied$/);
  const where = evidence.logs?.findLast((text) =>
    /server_bind|\.bind\(|create_server\(|sock\.listen|bind_sockets/.test(text),
  );
  const said = evidence.logs?.findLast((text) => /\b(?:port|listening)\b.*\b\d{1,4}\b/i.test(text));
  if (!last || !where) return [];
  return [...(said ? [said] : []), where].map((text) => ({ probe: "log", text })).concat(last);
}
