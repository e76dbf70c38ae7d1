import { createHash } from "node:crypto";

/** Where an engine may answer. */
export interface Address {
  /** In the form of DOCKER_HOST: unix://, npipe://, tcp://, ssh://. */
  readonly host: string;
  /** What named it; undefined for the places where engines usually stand. */
  readonly named?: string;
  readonly tls?: Tls;
}

export interface Tls {
  /** A folder that holds ca.pem, cert.pem and key.pem, as far as they are needed. */
  readonly folder: string;
  readonly verify: boolean;
}

export interface Surroundings {
  /** From the user's settings. */
  readonly host?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Undefined on Windows. */
  readonly uid?: number | undefined;
  /** The text of a file, undefined where there is none. */
  readonly read: (path: string) => string | undefined;
}

/**
 * The addresses to try, first come first served, in the order of the docker client. An address that
 * somebody named stands alone: a diagnosis of another engine's containers would only mislead.
 */
export function addresses(surroundings: Surroundings): readonly Address[] {
  const { environment, host } = surroundings;
  if (host?.trim()) return [named(host.trim(), "the setting", environmentTls(surroundings))];
  if (environment.DOCKER_HOST) {
    return [named(environment.DOCKER_HOST, "DOCKER_HOST", environmentTls(surroundings))];
  }
  const usual = usualSockets(surroundings).map((host) => ({ host }));
  const asked = environment.DOCKER_CONTEXT;
  if (asked) {
    if (asked === "default") return usual;
    const address = contextAddress(surroundings, asked);
    return [{ ...(address ?? { host: "" }), named: `DOCKER_CONTEXT ${asked}` }];
  }
  const current = currentContext(surroundings);
  const address = current ? contextAddress(surroundings, current) : undefined;
  if (!address) return usual;
  return [address, ...usual.filter(({ host }) => host !== address.host)];
}

function named(host: string, by: string, tls: Tls | undefined): Address {
  const full = host.includes("://") ? host : `tcp://${host}`;
  return { host: full, named: by, ...(tls && full.startsWith("tcp:") && { tls }) };
}

function environmentTls({ environment, home }: Surroundings): Tls | undefined {
  const { DOCKER_TLS_VERIFY: verify, DOCKER_TLS: tls, DOCKER_CERT_PATH: folder } = environment;
  if (!verify && !tls) return undefined;
  return { folder: folder || `${home}/.docker`, verify: Boolean(verify) };
}

function currentContext(surroundings: Surroundings): string | undefined {
  const config = json(surroundings.read(`${configFolder(surroundings)}/config.json`));
  const name = property(config, "currentContext");
  return typeof name === "string" && name !== "default" ? name : undefined;
}

/** docker stores contexts below the SHA-256 of their names (docker/cli, cli/context/store). */
function contextAddress(surroundings: Surroundings, name: string): Address | undefined {
  const id = createHash("sha256").update(name).digest("hex");
  const folder = `${configFolder(surroundings)}/contexts`;
  const meta = json(surroundings.read(`${folder}/meta/${id}/meta.json`));
  const endpoint = property(property(meta, "Endpoints"), "docker");
  const host = property(endpoint, "Host");
  if (typeof host !== "string" || host === "") return undefined;
  const tlsFolder = `${folder}/tls/${id}/docker`;
  const hasTls = ["ca.pem", "cert.pem"].some((file) => surroundings.read(`${tlsFolder}/${file}`));
  const verify = property(endpoint, "SkipTLSVerify") !== true;
  return { host, ...(hasTls && { tls: { folder: tlsFolder, verify } }) };
}

function configFolder({ environment, home }: Surroundings): string {
  return environment.DOCKER_CONFIG || `${home}/.docker`;
}

function usualSockets({ platform, home, uid, environment }: Surroundings): readonly string[] {
  if (platform === "win32") {
    return ["docker_engine", "dockerDesktopLinuxEngine", "podman-machine-default"].map(
      (pipe) => `npipe:////./pipe/${pipe}`,
    );
  }
  const run = environment.XDG_RUNTIME_DIR || (uid === undefined ? undefined : `/run/user/${uid}`);
  return [
    "/var/run/docker.sock",
    // Docker Desktop, on macOS and on Linux.
    `${home}/.docker/run/docker.sock`,
    `${home}/.docker/desktop/docker.sock`,
    `${home}/.colima/default/docker.sock`,
    `${home}/.config/colima/default/docker.sock`,
    `${home}/.orbstack/run/docker.sock`,
    `${home}/.rd/docker.sock`,
    ...(run ? [`${run}/docker.sock`, `${run}/podman/podman.sock`] : []),
    "/run/podman/podman.sock",
    `${home}/.local/share/containers/podman/machine/podman.sock`,
    // Podman 5 on macOS.
    ...(platform === "darwin" && environment.TMPDIR
      ? [`${environment.TMPDIR.replace(/\/$/, "")}/podman/podman-machine-default-api.sock`]
      : []),
  ].map((path) => `unix://${path}`);
}

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
