import { basename } from "../base/path.ts";
import type { Value } from "../compose/model.ts";
import type { Container } from "./project.ts";
import { startScript } from "./script.ts";
import { startOf } from "./start.ts";

/** A capability that compose takes from a container whose start needs it. */
export interface Lacking {
  /** As capabilities(7) names it, without CAP_. */
  readonly capability: string;
  /** The entry of `cap_drop` that takes it away. */
  readonly dropped: Value;
  /** What needs it: "gosu", "chown in start.sh". */
  readonly for: string;
  readonly words: string;
}

/** The first capability that the start of root's surely needs, and that is dropped and not added again. */
export function lackingCapability(container: Container): Lacking | undefined {
  const { service } = container;
  if (!service || !isRoot(container)) return undefined;
  const { capAdd, capDrop, settings } = service.options;
  if (settings.has("privileged") || [...capAdd, ...capDrop].some(({ unknown }) => unknown))
    return undefined;
  const covers = (list: readonly Value[], name: string) =>
    list.find(({ text }) => [name, "ALL"].includes(text.toUpperCase().replace(/^CAP_/, "")));
  for (const need of needsOf(container)) {
    const dropped = covers(capDrop, need.capability);
    if (dropped && !covers(capAdd, need.capability)) return { ...need, dropped };
  }
  return undefined;
}

function isRoot({ service, config }: Container): boolean {
  const user = service?.user ?? (config.user.kind === "set" ? config.user.value : undefined);
  if (user && "unknown" in user && user.unknown) return false;
  return config.user.kind !== "unknown" && /^(root|0)?(:|$)/.test(user?.text ?? "");
}

type Need = Omit<Lacking, "dropped">;

function* needsOf(container: Container): Generator<Need> {
  const words = startOf(container)?.programs.map(({ word }) => basename(word.text)) ?? [];
  const [family, server] = [container.base?.family ?? "", words.at(-1) ?? ""];
  const [wrapper] = words;
  const own = switching[family];
  // The entrypoint of the image changes to the server's user by itself.
  if (own?.program.test(server) && /entrypoint\.sh$/.test(wrapper ?? "")) {
    yield {
      capability: "SETUID",
      for: `${wrapper}, which changes to ${own.user}`,
      words: own.words,
    };
    yield {
      capability: "SETGID",
      for: `${wrapper}, which changes to ${own.user}`,
      words: own.words,
    };
  }
  const changer = words.find((word) => word === "gosu" || word === "su-exec");
  if (changer) {
    const said = `${changer === "gosu" ? "error: failed switching to" : "su-exec: setgroups"}: operation not permitted`;
    for (const capability of ["SETUID", "SETGID"]) yield { capability, for: changer, words: said };
  }
  if (server === "nginx" && /^nginx$/.test(family)) {
    const said = 'chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)';
    for (const capability of ["CHOWN", "SETGID", "SETUID"])
      yield { capability, for: "nginx, whose workers are not root's", words: said };
  }
  const script = startScript(container);
  const stops = /^\s*set\s+-\w*e|^#!.*\s-\w*e/m.test(script?.text.text ?? "");
  const chown = /^chown\s[^\n|&;]*$/m.exec(script?.text.text ?? "");
  if (script?.path && stops && chown) {
    yield {
      capability: "CHOWN",
      for: `${chown[0].trim()} in ${basename(script.path)}`,
      words: "chown: changing ownership: Operation not permitted",
    };
  }
}

/** Images of docker-library whose entrypoint is root's and starts the server as another, by gosu or setpriv. */
const switching: Readonly<Record<string, { program: RegExp; user: string; words: string }>> = {
  postgres: {
    program: /^postgres$/,
    user: "postgres",
    words: 'error: failed switching to "postgres": operation not permitted',
  },
  mysql: {
    program: /^mysqld$/,
    user: "mysql",
    words: 'error: failed switching to "mysql": operation not permitted',
  },
  mariadb: {
    program: /^(mariadbd|mysqld)$/,
    user: "mysql",
    words: 'error: failed switching to "mysql": operation not permitted',
  },
  mongo: {
    program: /^mongod$/,
    user: "mongodb",
    words: 'error: failed switching to "mongodb": operation not permitted',
  },
};
