import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import type { TestContext } from "node:test";
import { folder } from "./engine.ts";

const searched = `${process.env.PATH}${delimiter}/usr/sbin`;

/**
 * An ssh server of this machine's own user on a free port, where `docker` speaks to the engine at `host`, and
 * an `ssh` in front of PATH for which "buildbox" is its name in the user's configuration.
 */
export async function sshServer(host: string, context: TestContext): Promise<void> {
  const path = await folder();
  const make = (name: string) =>
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(path, name)]);
  make("host-key");
  make("user-key");
  await copyFile(join(path, "user-key.pub"), join(path, "authorized"));
  const port = await freePort();
  await write(path, "sshd_config", [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${join(path, "host-key")}`,
    `AuthorizedKeysFile ${join(path, "authorized")}`,
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "PermitRootLogin prohibit-password",
    "StrictModes no",
    "PidFile none",
    `SetEnv DOCKER_HOST=${host} PATH=${process.env.PATH}`,
  ]);
  await write(path, "ssh_config", [
    "Host buildbox",
    "HostName 127.0.0.1",
    `Port ${port}`,
    `User ${userInfo().username}`,
    `IdentityFile ${join(path, "user-key")}`,
    "IdentitiesOnly yes",
    `UserKnownHostsFile ${join(path, "known")}`,
    "StrictHostKeyChecking accept-new",
  ]);
  // sshd(8) of root insists on this folder.
  if (process.getuid?.() === 0) await mkdir("/run/sshd", { recursive: true });
  await started(join(path, "sshd_config"), context);
  await mkdir(join(path, "bin"));
  const ssh = execFileSync("sh", ["-c", "command -v ssh"], { encoding: "utf8" }).trim();
  await write(join(path, "bin"), "ssh", [
    "#!/bin/sh",
    `exec ${ssh} -F ${join(path, "ssh_config")} "$@"`,
  ]);
  await chmod(join(path, "bin", "ssh"), 0o755);
  inFrontOfPath(join(path, "bin"), context);
}

/** Resolves when it listens. */
async function started(config: string, context: TestContext): Promise<void> {
  const sshd = execFileSync("sh", ["-c", "command -v sshd"], {
    encoding: "utf8",
    env: { ...process.env, PATH: searched },
  }).trim();
  const child = spawn(sshd, ["-D", "-e", "-f", config], { stdio: ["ignore", "ignore", "pipe"] });
  context.after(async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  });
  let said = "";
  await new Promise<void>((done, fail) => {
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.includes("Server listening")) done();
    });
    child.on("exit", () => fail(new Error(`sshd did not start: ${said}`)));
  });
}

/** Programs in a folder go before all others while a test runs. */
export function inFrontOfPath(path: string, context: TestContext): void {
  const before = process.env.PATH;
  process.env.PATH = `${path}${delimiter}${before}`;
  context.after(() => {
    process.env.PATH = before;
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== "object" || !address) throw new Error("there is no free port");
  return address.port;
}

function write(path: string, name: string, lines: readonly string[]): Promise<void> {
  return writeFile(join(path, name), `${lines.join("\n")}\n`);
}
