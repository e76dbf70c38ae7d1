import { basename, join } from "../base/path.ts";
import { look } from "../image/filesystem.ts";
import { list } from "../image/names.ts";
import type { Asked } from "./addresses-asked.ts";
import type { Container } from "./project.ts";
import { startOf } from "./start.ts";

/**
 * Hosts that nginx has to resolve before it starts: those that its configuration names without a variable
 * (ngx_http_proxy_module, `proxy_pass`; ngx_http_upstream_module, `server`).
 */
export function nginxAddresses(container: Container): Asked[] {
  const worker = startOf(container)?.programs.at(-1);
  const argv = startOf(container)?.argv ?? [];
  if (!worker || basename(worker.word.text) !== "nginx" || argv.includes("-c")) return [];
  const texts = configurations(container);
  const upstreams = new Set(
    texts.flatMap(({ text }) =>
      [...text.matchAll(/\bupstream\s+([\w.-]+)\s*\{/g)].map(([, name]) => name),
    ),
  );
  return texts
    .flatMap(({ text, file }) => hostsIn(text, file))
    .filter(({ host }) => !upstreams.has(host));
}

interface Configuration {
  readonly text: string;
  /** On the host. */
  readonly file: string;
}

/** The main file, and what the image's own includes. */
function configurations({ filesystem }: Container): Configuration[] {
  const main = look(filesystem, "/etc/nginx/nginx.conf");
  const folder = "/etc/nginx/conf.d";
  const includes =
    main.host === undefined || /include\s+\S*conf\.d\/\*\.conf/.test(main.text ?? "");
  const others = list(filesystem, folder)
    .filter((name) => name.endsWith(".conf"))
    .map((name) => look(filesystem, join(folder, name)));
  return [main, ...(includes ? others : [])].flatMap(({ text, host }) =>
    text === undefined || host === undefined ? [] : [{ text, file: host }],
  );
}

function hostsIn(text: string, file: string): Asked[] {
  // Comments keep their length, so that what follows keeps its place.
  const plain = text.replace(/#[^\n]*/g, (comment) => " ".repeat(comment.length));
  return [...plain.matchAll(names)].flatMap((match): Asked[] => {
    const [said, before = "", host = "", port] = match;
    if (host === "localhost" || /^\d+$/.test(host)) return [];
    const start = match.index + before.length;
    return [
      {
        host,
        port: port === undefined ? undefined : Number(port),
        protocol: undefined,
        at: { file, start, end: start + host.length },
        said: said.replace(/\s+/g, " ").replace(/^[{;} ]+/, ""),
        resolved: "at the start",
      },
    ];
  });
}

/** A name without dots is one of this network; an address or a socket is none, and `$x` is resolved later. */
const names =
  /((?:^|[{;}\s])(?:(?:proxy|grpc)_pass\s+(?:https?|grpcs?):\/\/|(?:fastcgi|uwsgi|scgi|memcached)_pass\s+|server\s+))([a-z][\w-]*)(?::(\d+))?(?=[\s;/])/g;
