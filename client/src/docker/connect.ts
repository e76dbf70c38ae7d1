import { readFileSync } from "node:fs";
import type Docker from "dockerode";
import { redactor } from "../../../server/src/redact.ts";
import { type Address, addresses } from "./addresses.ts";
import { demand, json, reason } from "./api.ts";
import { candidates, images } from "./candidates.ts";
import { collect } from "./collect.ts";
import type { ConnectOptions, Engine, NoEngine } from "./engine.ts";
import { abortError, within } from "./limits.ts";
import { openShell } from "./open-shell.ts";
import { client } from "./transport.ts";
import { watch } from "./watch.ts";

/** Milliseconds for an engine to answer; one behind ssh first has to log in. */
const patience = { near: 3000, ssh: 15_000 };

export async function connect(options: ConnectOptions): Promise<Engine> {
  const tried: { address: string; why: string }[] = [];
  const signal = options.signal ?? new AbortController().signal;
  for (const address of surroundingAddresses(options)) {
    try {
      return await engineAt(address, signal);
    } catch (error) {
      if (signal.aborted) throw abortError();
      tried.push({ address: redact(nameOf(address)), why: redact(whyNot(error, address)) });
    }
  }
  throw noEngine(tried);
}

/** An address may hold a password. */
const redact = redactor([]);

/** What the rest of this folder knows of the engine that answered. */
export interface Connection {
  readonly docker: Docker;
  readonly name: "Docker Engine" | "Podman";
  readonly version: string;
  readonly architecture: string;
  readonly operatingSystem: string;
}

async function engineAt(address: Address, signal: AbortSignal): Promise<Engine> {
  const docker = client(address);
  const ms = address.host.startsWith("ssh:") ? patience.ssh : patience.near;
  const version = await within(ms, signal, async (signal) => {
    (await demand(docker, { method: "GET", path: "/_ping" }, signal)).resume();
    return json<Docker.DockerVersion>(docker, { method: "GET", path: "/version" }, signal);
  });
  const podman = version.Components?.find(({ Name }) => Name === "Podman Engine");
  const connection: Connection = {
    docker,
    name: podman ? "Podman" : "Docker Engine",
    version: podman?.Version ?? version.Version,
    architecture: version.Arch,
    operatingSystem: version.Os,
  };
  return {
    description: redact(`${connection.name} ${connection.version} at ${address.host}`),
    candidates: (signal) => candidates(docker, signal),
    images: (signal) => images(docker, signal),
    shell: (target, program, screen, signal) =>
      openShell(connection, target, program, screen, signal),
    watch: (tell, signal) => watch(docker, tell, signal),
    collect: (target, options) => collect(connection, target, options),
  };
}

function surroundingAddresses({ host, environment, home }: ConnectOptions): readonly Address[] {
  const { platform } = process;
  return addresses({ host, environment, home, platform, uid: process.getuid?.(), read });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function nameOf({ host, named }: Address): string {
  if (!named) return host;
  return host ? `${host} (from ${named})` : named;
}

function whyNot(error: unknown, address: Address): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return nothing;
    case "EACCES":
      return "permission denied";
    case "ECONNREFUSED":
      return "nothing listens there";
    default:
      return (hasEnded(code) && hungUp(address)) || reason(error);
  }
}

/** Which of these it is hangs on how far the handshake got. */
function hasEnded(code: unknown): boolean {
  return typeof code === "string" && /^(ECONNRESET|EPIPE|EPROTO|ERR_SSL_.*)$/.test(code);
}

/** A server that wants another TLS than it got ends the connection without a word. */
function hungUp({ host, tls }: Address): string | undefined {
  if (tls) return `it does not accept the certificate in ${tls.folder}, or wants one`;
  if (!host.startsWith("tcp:")) return undefined;
  return "it hangs up; does it want TLS (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH)?";
}

function noEngine(tried: NoEngine["tried"]): NoEngine {
  const there = tried.filter(({ why }) => why !== nothing);
  const [first] = there.length > 0 ? there : tried;
  const message =
    there.length === 0 && tried.length > 1
      ? "no Docker engine answers: nothing stands where engines usually do"
      : `no Docker engine answers at ${first?.address}: ${first?.why}`;
  return Object.assign(new Error(message), { name: "NoEngine" as const, tried });
}

const nothing = "nothing is there";
