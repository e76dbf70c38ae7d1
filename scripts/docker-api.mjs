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
export async function request(host, method, url, { body, headers, timeout } = {}) {
  const response = await send(host, method, url, { body, headers, timeout });
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  if (response.statusCode < 400) return text;
  const error = new Error(`${method} ${url}: ${messageIn(text)}`);
  throw Object.assign(error, { status: response.statusCode });
}

/** A request that is answered by lines of progress (build, pull, import); an error among them throws. */
export async function progress(host, method, url, { body, headers, log = () => {} } = {}) {
  const text = await request(host, method, url, { body, headers });
  const lines = text.split("\n").filter(Boolean).map(parse);
  for (const line of lines) if (line.stream?.trim()) log(line.stream.trimEnd());
  const failed = lines.find((line) => line.error);
  if (!failed) return lines;
  const said = lines.map((line) => line.stream ?? "").join("");
  throw Object.assign(new Error(failed.error), { output: said.slice(-4000) });
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
    const request = client.request({ ...where, method, path, headers, timeout }, resolve);
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error(`${host} does not answer`)));
    if (body?.pipe) body.on("error", reject).pipe(request);
    else request.end(body);
  });
}

function endpoint(host) {
  const url = new URL(host);
  if (url.protocol === "unix:") return { client: http, socketPath: url.pathname };
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
