// The few words of Docker's HTTP API that these scripts speak. Without dependencies, so that they run
// before `npm install` has.

import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { homedir } from "node:os";
import path from "node:path";

/**
 * One request to the engine at `host` (as in DOCKER_HOST), its answer as text.
 * An answer of 400 and more throws an Error with `status` and the engine's own message.
 */
export async function request(host, method, url, options = {}) {
  const response = await send(host, method, url, options);
  const text = await textOf(response);
  if (response.statusCode < 400) return text;
  throw Object.assign(new Error(messageIn(text)), { status: response.statusCode });
}

/**
 * A request that is answered by lines of progress (build, pull, import), which go to `log` as they come.
 * A line that tells of an error throws, with what was said before as `output`.
 */
export async function progress(host, method, url, { body, headers, log = () => {} } = {}) {
  const response = await send(host, method, url, { body, headers });
  if (response.statusCode >= 400) throw new Error(messageIn(await textOf(response)));
  const lines = [];
  for await (const line of linesOf(response)) {
    lines.push(line);
    if (line.stream?.trim()) log(line.stream.trimEnd());
  }
  const failed = lines.find((line) => line.error);
  if (!failed) return lines;
  const output = lines.map((line) => line.stream ?? "").join("");
  throw Object.assign(new Error(failed.error), { output });
}

/** The version of the engine at `host`, or undefined where none answers. */
export async function versionOf(host, timeout = 3000) {
  try {
    await request(host, "GET", "/_ping", { timeout });
    return JSON.parse(await request(host, "GET", "/version", { timeout })).Version;
  } catch {
    return undefined;
  }
}

function send(host, method, path, { body, headers, timeout }) {
  const { client, ...where } = endpoint(host);
  return new Promise((resolve, reject) => {
    // Without an agent: Node's own gives up after 5 s of silence, which a build is welcome to.
    const options = { ...where, method, path, headers, timeout, agent: false };
    const request = client.request(options, resolve);
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error(`${host} does not answer`)));
    if (body?.pipe) body.on("error", reject).pipe(request);
    else request.end(body);
  });
}

function endpoint(host) {
  if (host.startsWith("unix://")) return { client: http, socketPath: host.slice("unix://".length) };
  const url = new URL(host);
  if (url.protocol === "npipe:")
    return { client: http, socketPath: url.pathname.replaceAll("/", "\\") };
  const where = { host: url.hostname, port: url.port || 2375 };
  if (url.protocol !== "tcp:" && url.protocol !== "http:")
    throw new Error(`no way to speak to an engine at ${host}`);
  if (!process.env.DOCKER_TLS_VERIFY) return { client: http, ...where };
  const folder = process.env.DOCKER_CERT_PATH ?? path.join(homedir(), ".docker");
  const file = (name) => readFileSync(path.join(folder, name));
  return {
    client: https,
    ...where,
    port: url.port || 2376,
    ca: file("ca.pem"),
    cert: file("cert.pem"),
    key: file("key.pem"),
  };
}

async function textOf(response) {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return text;
}

async function* linesOf(response) {
  let rest = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    yield* lines.filter((line) => line.trim()).map(parse);
  }
}

function messageIn(text) {
  return parse(text).message ?? text.trim();
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
