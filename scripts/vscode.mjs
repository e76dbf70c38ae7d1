import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ensureVSCode } from "./code-server.mjs";
import { run } from "./run.mjs";
import { quietSettings } from "./vscode-settings.mjs";

export { ensureBrowser } from "./browser.mjs";
export { ensureVSCode } from "./code-server.mjs";

/**
 * Starts VS Code for the browser on a folder, with one extension and with nothing of the user's:
 * home, settings, extensions and temporary files live in a new folder, which stop() removes, as
 * does the end of this process. With `trust: "enabled"` the folder opens in Restricted Mode.
 */
export async function startVSCode({
  folder,
  vsix,
  neighbours = [],
  settings = {},
  trust = "disabled",
  port = 0,
  env = {},
  log = console.log,
}) {
  const { node, entry } = await ensureVSCode({ log });
  const place = await makePlace();
  let server;
  const end = () => {
    process.off("exit", end);
    if (server) signalGroup(server, "SIGKILL");
    rmSync(place.base, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", end);
  try {
    const options = { cwd: place.base, env: { ...environment(place), ...env } };
    const program = [
      entry,
      ...["--user-data-dir", place.userDataDir],
      ...["--extensions-dir", place.extensionsDir],
    ];
    await writeFile(
      join(place.userDataDir, "User", "settings.json"),
      JSON.stringify({ ...quietSettings(trust), ...settings }, null, 2),
    );
    for (const file of [...(vsix ? [vsix] : []), ...neighbours]) {
      await run(node, [...program, "--install-extension", resolve(file)], options);
    }
    server = spawn(node, [...program, ...serverOptions({ port, trust })], {
      ...options,
      // A process group of its own, so that extension hosts and language servers end with it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const address = await serving(server);
    return {
      url: `${address}?${new URLSearchParams({ folder: await realpath(folder) })}`,
      userDataDir: place.userDataDir,
      async stop() {
        await terminate(server);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

async function makePlace() {
  // VS Code keeps its sockets here, and their paths may have only some 100 characters, of which
  // the temporary folder of macOS alone takes half.
  const base = await mkdtemp(
    join(process.platform === "darwin" ? "/tmp" : tmpdir(), "dockwright-"),
  );
  for (const name of ["user/User", "extensions", "home", "tmp", "run"]) {
    await mkdir(join(base, name), { recursive: true, mode: 0o700 });
  }
  // Engines that run without root listen here.
  for (const name of ["docker.sock", "podman"]) {
    const socket = join(process.env.XDG_RUNTIME_DIR ?? "/nowhere", name);
    if (existsSync(socket)) await symlink(socket, join(base, "run", name));
  }
  return { base, userDataDir: join(base, "user"), extensionsDir: join(base, "extensions") };
}

function environment({ base }) {
  const kept = Object.entries(process.env).filter(
    // Left by npm, or by a VS Code or code-server whose terminal we were started from.
    ([name]) => !/^(npm_|VSCODE_|CODE_SERVER_|ELECTRON_|XDG_|NODE_OPTIONS$|PORT$)/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: join(base, "home"),
    TMPDIR: join(base, "tmp"),
    XDG_RUNTIME_DIR: join(base, "run"),
    // The one thing of the user's that the extension has to read: which Docker they use.
    DOCKER_CONFIG: process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"),
  };
}

function serverOptions({ port, trust }) {
  return [
    ...["--bind-addr", `127.0.0.1:${port}`, "--auth", "none"],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
    ...(trust === "disabled" ? ["--disable-workspace-trust"] : []),
  ];
}

/** Resolves to the address once the workbench is served, not just when the port is open. */
async function serving(server) {
  const address = await listening(server);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`code-server answers ${answer.status}: ${await answer.text()}`);
  return address;
}

function listening(server) {
  return new Promise((resolveAddress, reject) => {
    let output = "";
    const read = (data) => {
      output = (output + data).slice(-10_000);
      const address = /HTTP server listening on (http:\S+)/.exec(output)?.[1];
      if (address) resolveAddress(address);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("error", reject);
    server.once("exit", (code, signal) => {
      reject(new Error(`code-server ended with ${code ?? signal}:\n${output}`));
    });
  });
}

/** Lets the server end by itself, which closes terminals and sockets; but not for ever. */
async function terminate(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  signalGroup(server, "SIGTERM");
  const timer = setTimeout(() => signalGroup(server, "SIGKILL"), 5000);
  await ended;
  clearTimeout(timer);
}

function signalGroup(server, signal) {
  try {
    if (server.pid) process.kill(-server.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
