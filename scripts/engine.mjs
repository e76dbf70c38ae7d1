// A Docker Engine for the tests: the one that is there, or a private one of this checkout.
//
//   node scripts/engine.mjs         starts it in the background where none answers, prints DOCKER_HOST=…
//   node scripts/engine.mjs stop    ends the private one

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { install, mayInstall } from "./apt.mjs";
import { versionOf } from "./docker-api.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

export { baseImages, build } from "./base-images.mjs";

/**
 * An engine that answers: the one that DOCKER_HOST, the docker context or the default socket names,
 * else the private one of this checkout, which is started if need be. `stop` ends only an engine
 * that this very call has started.
 */
export async function engine({ log = console.error } = {}) {
  for (const host of [namedHost(), PRIVATE.host]) {
    const version = await versionOf(host);
    if (version) return { host, started: false, version, stop: async () => {} };
  }
  if (!mayInstall())
    throw new Error(
      `no Docker Engine answers at ${namedHost()}: start Docker, or name a running engine in DOCKER_HOST ` +
        "(one is set up by itself only for root on Debian or Ubuntu)",
    );
  const programs = { dockerd: "docker.io", iptables: "iptables", ip: "iproute2" };
  await install(programs, log);
  const started = await start(log);
  const version = await versionOf(PRIVATE.host);
  return { host: PRIVATE.host, started, version, stop: async () => started && stop() };
}

// Where the docker client would look, in its order.
function namedHost() {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const folder = process.env.DOCKER_CONFIG ?? path.join(homedir(), ".docker");
  const name = process.env.DOCKER_CONTEXT ?? json(path.join(folder, "config.json")).currentContext;
  const id = createHash("sha256")
    .update(name ?? "")
    .digest("hex");
  const context = json(path.join(folder, "contexts", "meta", id, "meta.json"));
  const socket =
    process.platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";
  return context.Endpoints?.docker?.Host ?? socket;
}

function json(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

const PRIVATE = privatePlaces();

function privatePlaces() {
  const id = createHash("sha256").update(root).digest("hex");
  const folder = path.join(root, ".cache", "engine");
  // The path of a Unix socket has at most 107 bytes (unix(7)), and containerd adds 40 to ours.
  const inside = path.join(folder, "run");
  const runtime =
    inside.length <= 65 ? inside : path.join(tmpdir(), `dockwright-${id.slice(0, 8)}`);
  return {
    data: path.join(folder, "data"),
    log: path.join(folder, "dockerd.log"),
    runtime,
    pidfile: path.join(runtime, "docker.pid"),
    host: `unix://${path.join(runtime, "docker.sock")}`,
    bridge: `dw-${id.slice(0, 8)}`,
    // From the networks that RFC 2544 sets aside for tests, so that no real one is hidden.
    address: `198.18.${parseInt(id.slice(8, 10), 16)}.1/24`,
  };
}

/** True once dockerd runs; false if another process was faster, and its engine answers. */
async function start(log) {
  const { data, runtime, pidfile, host, bridge } = PRIVATE;
  log(`starting a private Docker Engine at ${host}`);
  for (const folder of [data, runtime]) mkdirSync(folder, { recursive: true });
  if (!runningPid()) rmSync(PRIVATE.log, { force: true });
  if (existsSync(pidfile) && !runningPid()) rmSync(pidfile, { force: true });
  await makeBridge();

  const words = [
    // With mounts of its own, which end when it ends, however that may be.
    ...["--mount", "--propagation", "slave", "dockerd"],
    ...["--host", host, "--data-root", data, "--exec-root", path.join(runtime, "exec")],
    ...["--pidfile", pidfile, "--label", "dockwright.engine=private"],
    // A bridge of its own, and no firewall rules: those of several engines would undo each other.
    ...["--bridge", bridge, "--iptables=false", "--ip-masq=false", "--ip-forward=false"],
  ];
  const output = openSync(PRIVATE.log, "a");
  const stdio = ["ignore", output, output];
  const dockerd = spawn("unshare", words, { detached: true, env: withSystemPath(), stdio });
  let ended = false;
  for (const event of ["error", "exit"])
    dockerd.on(event, () => {
      ended = true;
    });
  dockerd.unref();
  const deadline = Date.now() + 60_000;
  while (!(await versionOf(host))) {
    // dockerd refuses to run beside another one with the same pidfile: then that one is waited for.
    const isGone = ended && !runningPid();
    if (isGone || Date.now() > deadline) throw new Error(`dockerd did not start:\n${logTail()}`);
    await sleep(50);
  }
  return runningPid() === dockerd.pid;
}

async function makeBridge() {
  const { bridge, address } = PRIVATE;
  const add = system("ip", "link", "add", bridge, "type", "bridge");
  await add.catch(() => {}); // There already, else the next command says so.
  await system("ip", "address", "replace", address, "dev", bridge);
  await system("ip", "link", "set", bridge, "up");
  // Another engine on this machine may have told the firewall to drop what it does not know, which takes
  // in what containers of one network say to each other. A kernel without this match needs no rule.
  const rule = ["FORWARD", "-m", "physdev", "--physdev-is-bridged", "-j", "ACCEPT"];
  const isThere = system("iptables", "--check", ...rule);
  await isThere.catch(() => system("iptables", "--insert", ...rule)).catch(() => {});
}

function system(program, ...words) {
  return run(program, words, { env: withSystemPath() });
}

/** Ends the private engine and waits until it is gone. */
async function stop() {
  const pid = runningPid();
  if (!pid) return false;
  process.kill(pid, "SIGTERM");
  while (existsSync(`/proc/${pid}`)) await sleep(50);
  await system("ip", "link", "delete", PRIVATE.bridge);
  rmSync(PRIVATE.runtime, { recursive: true });
  return true;
}

// A pidfile may outlive its process, and its number may be another process's by now.
function runningPid() {
  try {
    const pid = readFileSync(PRIVATE.pidfile, "utf8").trim();
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return words.includes(PRIVATE.pidfile) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

function logTail() {
  return readFileSync(PRIVATE.log, "utf8").trimEnd().split("\n").slice(-15).join("\n");
}

function withSystemPath() {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const work = process.argv[2] === "stop" ? stop() : engine();
  await work.then(
    (result) => result.host && console.log(`DOCKER_HOST=${result.host}`),
    (error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
