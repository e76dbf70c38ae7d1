// The base images that the sample projects start from.

import { spawn } from "node:child_process";
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { install, mayInstall } from "./apt.mjs";
import { progress, request } from "./docker-api.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

/** Of the stand-ins below and of base-images.sh; another number makes them anew. */
const RECIPE = "3";
const CACHE = path.join(root, ".cache", "base-images");
const DEBIAN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const PYTHON_PATH = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

const STAND_INS = {
  "debian:bookworm-slim": ["debian", `ENV PATH=${DEBIAN_PATH}`, 'CMD ["bash"]'],
  "python:3.11-slim": [
    "python",
    `ENV PATH=${PYTHON_PATH} LANG=C.UTF-8 PYTHON_VERSION=3.11`,
    `ENV POETRY_PYPI_MIRROR_URL=${packageIndex()}`,
    'CMD ["python3"]',
  ],
  "node:20-slim": [
    "node",
    `ENV PATH=${DEBIAN_PATH} NODE_VERSION=${process.versions.node}`,
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    'CMD ["node"]',
  ],
  "busybox:latest": ["busybox", `ENV PATH=${DEBIAN_PATH}`, 'CMD ["sh"]'],
  "alpine:3.20": ["alpine", `ENV PATH=${DEBIAN_PATH}`, 'CMD ["/bin/sh"]'],
};

/**
 * Makes sure that the base images are on the engine at `host`. On an engine that is not private the names
 * belong to its owner: what is there stays, what is missing is pulled. A private engine, and one whose
 * registry does not answer, gets stand-ins that are made here.
 */
export async function baseImages({ host, log = console.error }) {
  const info = JSON.parse(await request(host, "GET", "/info"));
  const isPrivate = info.Labels?.includes("dockwright.engine=private") ?? false;
  const accepted = isPrivate ? [RECIPE] : [RECIPE, undefined];
  let canPull = !isPrivate;
  const standIns = [];
  for (const name of Object.keys(STAND_INS)) {
    if (await isPresent(host, name, accepted)) continue;
    canPull &&= await pull(host, name, log);
    if (!canPull) standIns.push(name);
  }
  if (standIns.length > 0) await makeStandIns(host, standIns, log);
  await serverImages(host, log);
}

/** Whether the engine has an image of that name, made by one of the accepted recipes. */
async function isPresent(host, name, accepted) {
  try {
    const image = JSON.parse(await request(host, "GET", `/images/${name}/json`));
    return accepted.includes(image.Config.Labels?.["dockwright.test.recipe"]);
  } catch (error) {
    if (error.status === 404) return false;
    throw error;
  }
}

async function pull(host, name, log) {
  log(`pulling ${name}`);
  try {
    await progress(host, "POST", `/images/create?${query({ fromImage: name })}`);
    return true;
  } catch (error) {
    const problem = `${name} is not there and cannot be pulled (${error.message})`;
    if (!mayInstall()) throw new Error(problem);
    log(`${problem}: making stand-ins`);
    return false;
  }
}

async function makeStandIns(host, names, log) {
  const folder = path.join(CACHE, RECIPE);
  if (names.some((name) => !existsSync(path.join(folder, `${STAND_INS[name][0]}.tar`)))) {
    await install({ debootstrap: "debootstrap" }, log);
    log("making the base images, which takes a minute or two the first time");
    await run("sh", [path.join(root, "scripts", "base-images.sh"), folder]);
    for (const other of readdirSync(CACHE).filter((name) => name !== RECIPE))
      rmSync(path.join(CACHE, other), { recursive: true });
  }
  for (const name of names) {
    log(`importing ${name}`);
    const [file, ...changes] = STAND_INS[name];
    await importImage(host, name, path.join(folder, `${file}.tar`), [...changes, ...registries()]);
  }
}

// The certificates and proxies by which this machine reaches package registries, for builds that do.
function registries() {
  const bundle = "/etc/ssl/certs/ca-certificates.crt";
  const trusted = ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"];
  const variables = existsSync(bundle) ? trusted.map((name) => [name, bundle]) : [];
  const borrowed = /^((https?|no)_proxy|PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST))$/i;
  variables.push(...Object.entries(process.env).filter(([name]) => borrowed.test(name)));
  return variables.map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`);
}

function packageIndex() {
  const settings = existsSync("/etc/pip.conf") ? readFileSync("/etc/pip.conf", "utf8") : "";
  const [, configured] = /^\s*index[-_]url\s*=\s*(\S+)/m.exec(settings) ?? [];
  return process.env.PIP_INDEX_URL ?? configured ?? "https://pypi.org/simple/";
}

async function importImage(host, name, tar, changes) {
  const [repo, tag] = name.split(":");
  const options = new URLSearchParams({ fromSrc: "-", repo, tag });
  for (const change of [...changes, `LABEL dockwright.test.recipe=${RECIPE}`])
    options.append("changes", change);
  const headers = { "Content-Type": "application/x-tar" };
  const body = createReadStream(tar);
  await progress(host, "POST", `/images/create?${options}`, { body, headers });
}

// A static program and nothing else; a program with its C library and no shell.
async function serverImages(host, log) {
  const context = path.join(root, "scripts", "images", "server");
  const labels = { "dockwright.test.recipe": RECIPE };
  for (const target of ["static", "distroless"]) {
    const tag = `dockwright-test/${target}:latest`;
    if (await isPresent(host, tag, [RECIPE])) continue;
    log(`building ${tag}`);
    await build({ host, context, tag, target, labels, network: "host" });
  }
}

/**
 * `docker build` with the classic builder, without the docker client: resolves to the image's id.
 * A build that fails throws an Error with the builder's message, and what it had said as `output`.
 */
export async function build({ host, context, tag, dockerfile, network, target, labels, log }) {
  const options = { t: tag, dockerfile, networkmode: network, target };
  if (labels) options.labels = JSON.stringify(labels);
  const tar = await packContext(context);
  const headers = { "Content-Type": "application/x-tar" };
  const url = `/build?${query({ ...options, rm: "1", forcerm: "1" })}`;
  const lines = await progress(host, "POST", url, { body: tar, headers, log });
  return lines.findLast((line) => line.aux?.ID)?.aux.ID;
}

// The client, not the engine, leaves out what .dockerignore names.
async function packContext(context) {
  const entries = readdirSync(context, { recursive: true, withFileTypes: true })
    .map((entry) => path.relative(context, path.join(entry.parentPath, entry.name)))
    .map((entry) => entry.split(path.sep).join("/"));
  const sent = await notIgnored(context, entries);
  const words = ["--create", "--no-recursion", "--null", "--files-from=-", "--file=-"];
  const tar = spawn("tar", words, { cwd: context, stdio: ["pipe", "pipe", "inherit"] });
  tar.stdin.end(sent.join("\0"));
  return tar.stdout;
}

async function notIgnored(context, entries) {
  const file = path.join(context, ".dockerignore");
  if (!existsSync(file)) return entries;
  const { default: ignore } = await import("@balena/dockerignore");
  const ignored = ignore({ ignorecase: false }).add(readFileSync(file, "utf8"));
  const control = /^\.dockerignore$|dockerfile$/i;
  return entries.filter((entry) => control.test(entry) || !ignored.ignores(entry));
}

function query(options) {
  return new URLSearchParams(Object.entries(options).filter(([, value]) => value !== undefined));
}
