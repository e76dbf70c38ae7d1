// Debian packages for what the tests need and the machine lacks.

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { run } from "./run.mjs";

/** Whether this process may install packages: root on Debian, Ubuntu or a child of theirs. */
export function mayInstall() {
  if (process.platform !== "linux" || process.getuid() !== 0 || !has("apt-get")) return false;
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

/** Installs the packages of those programs that are not there: `{ program: package }`. */
export async function install(programs, log) {
  const missing = Object.keys(programs).filter((program) => !has(program));
  const names = missing.map((program) => programs[program]);
  if (names.length === 0) return;
  log(`installing ${names.join(", ")}`);
  await withoutServices(async () => {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", ...names);
  });
}

/** Whether a program is on PATH or where system programs live. */
export function has(program) {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(`${folder}/${program}`));
}

function apt(...words) {
  // Another process may be installing at the same time.
  const options = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return run("apt-get", [...options, ...words], { env });
}

// docker.io starts an engine for the whole machine when it is installed; a private one is wanted.
// policy-rc.d is Debian's own switch for that: https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
async function withoutServices(work) {
  const policy = "/usr/sbin/policy-rc.d";
  if (existsSync(policy)) return work();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policy);
  }
}
