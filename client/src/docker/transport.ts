import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import { join } from "node:path";
import Docker from "dockerode";
import type { Address, Tls } from "./addresses.ts";
import { sshAgent } from "./ssh.ts";

/** A client for one address. Nothing is sent yet; throws where the address makes no sense. */
export function client({ host, tls }: Address): Docker {
  const [, scheme = "", rest = ""] = /^(\w+):\/\/(.*)$/.exec(host) ?? [];
  switch (scheme) {
    case "unix":
    case "npipe":
      return dockerode({ socketPath: rest, agent: plainAgent() });
    case "ssh":
      // The name is never looked up. VS Code leads requests to others than localhost through proxies.
      return dockerode({ host: "localhost", agent: sshAgent(host) });
    case "tcp":
    case "http":
    case "https":
      return overTcp(host, tls ?? (scheme === "https" ? { folder: "", verify: true } : undefined));
    default:
      throw new Error(`"${host}" is no address of an engine: unix://, npipe://, tcp:// or ssh://`);
  }
}

interface Options {
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: string;
  readonly protocol?: "http" | "https";
  readonly agent: Agent;
}

/**
 * Every option is named: what is missing docker-modem takes from DOCKER_HOST and its kin, which do not
 * count where an address was chosen already. dockerode's types forget the agent.
 */
function dockerode(options: Options): Docker {
  const { socketPath, host, port, protocol = "http", agent } = options;
  const modem = { socketPath, host, port, protocol, agent, pathPrefix: "/" };
  const unset = { username: undefined, ca: undefined, cert: undefined, key: undefined };
  return new Docker({ ...unset, timeout: undefined, sshOptions: {}, ...modem });
}

function overTcp(host: string, tls: Tls | undefined): Docker {
  const { hostname, port } = new URL(host.replace(/^\w+:/, "http:"));
  if (!tls) return dockerode({ host: hostname, port: port || "2375", agent: plainAgent() });
  const agent = new TlsAgent({ ...plain, ...certificates(tls), rejectUnauthorized: tls.verify });
  return dockerode({ host: hostname, port: port || "2376", protocol: "https", agent });
}

function certificates({ folder }: Tls) {
  if (!folder) return {};
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((file) => {
    try {
      return readFileSync(join(folder, file));
    } catch {
      return undefined;
    }
  });
  return { ca, cert, key };
}

const plain = { keepAlive: true, maxSockets: 8 };

function plainAgent(): Agent {
  return new Agent(plain);
}
