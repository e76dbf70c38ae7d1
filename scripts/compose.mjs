// Docker Compose for the tests that compare with it: the one that is there, or Debian's.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { install, mayInstall } from "./apt.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { which } from "./which.mjs";

/** The path of a Docker Compose, version 2 or later, that is installed; undefined where there is none. */
export function composeProgram() {
  return [which("docker-compose"), ...plugins(), OWN].find(isRecent);
}

/** The same; it is installed where it is missing and this process may do so, else an error says what is. */
export async function compose({ log = console.error } = {}) {
  const found = composeProgram();
  if (found) return found;
  if (!mayInstall())
    throw new Error(
      "Docker Compose is not installed: `docker compose version` has to answer with 2.0 or later " +
        "(it is set up by itself only for root on Debian or Ubuntu)",
    );
  const name = await packageHere();
  if (name) await install({ [OWN]: name }, log);
  else await unpackDebians(log);
  const installed = composeProgram();
  if (!installed) throw new Error("Docker Compose was installed, but it does not answer");
  return installed;
}

const CACHE = path.join(root, ".cache", "compose");
const OWN = path.join(CACHE, "usr/libexec/docker/cli-plugins/docker-compose");

/** Where the docker client looks for its plugins. */
function plugins() {
  const folders = [
    path.join(process.env.DOCKER_CONFIG ?? path.join(homedir(), ".docker"), "cli-plugins"),
    ...["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"].map(
      (folder) => `${folder}/docker/cli-plugins`,
    ),
  ];
  return folders.map((folder) => path.join(folder, "docker-compose"));
}

/** Version 1 was another program. */
function isRecent(program) {
  if (!program || !existsSync(program)) return false;
  const { stdout } = spawnSync(program, ["version", "--short"], { encoding: "utf8" });
  return Number.parseInt(/\d+/.exec(stdout ?? "")?.[0] ?? "0", 10) >= 2;
}

/** The package of this distribution that brings it. */
async function packageHere() {
  await run("apt-get", ["-qq", "update"]);
  for (const name of ["docker-compose", "docker-compose-v2"]) {
    const listed = await run("apt-cache", ["policy", name]);
    if (/Candidate: (?:\d+:)?[2-9]/.test(listed)) return name;
  }
  return undefined;
}

/** Debian 13's package, unpacked here: older releases have version 1, and keep it. */
async function unpackDebians(log) {
  log("fetching the docker-compose package of Debian 13");
  const lists = path.join(CACHE, "lists");
  mkdirSync(path.join(lists, "partial"), { recursive: true });
  mkdirSync(path.join(CACHE, "archives", "partial"), { recursive: true });
  const sources = path.join(CACHE, "sources.list");
  const key = "/usr/share/keyrings/debian-archive-keyring.gpg";
  writeFileSync(sources, `deb [signed-by=${key}] ${await mirror()} trixie main\n`);
  const options = [
    ...[`Dir::Etc::SourceList=${sources}`, "Dir::Etc::SourceParts=-", `Dir::State::lists=${lists}`],
    ...[`Dir::Cache=${CACHE}`, "APT::Sandbox::User=root", "Acquire::Languages=none"],
    "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
  ].flatMap((option) => ["-o", option]);
  await run("apt-get", ["-qq", ...options, "update"]);
  await run("apt-get", ["-qq", ...options, "download", "docker-compose"], { cwd: CACHE });
  const archive = readdirSync(CACHE).find((name) => name.endsWith(".deb"));
  if (!archive) throw new Error("apt-get downloaded no docker-compose package");
  await run("dpkg-deb", ["--extract", archive, "."], { cwd: CACHE });
  for (const name of [archive, "lists", "archives", "sources.list"])
    rmSync(path.join(CACHE, name), { recursive: true, force: true });
}

/** Where this machine takes Debian's packages from. */
async function mirror() {
  const asked = ["Identifier: Packages", "Component: main", "Label: Debian"];
  const listed = await run("apt-get", ["indextargets", "--format", "$(REPO_URI)", ...asked]);
  const [first] = listed.split("\n").filter(Boolean);
  if (!first) throw new Error("apt knows no source of Debian's packages");
  return first;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compose().then(console.log, (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
