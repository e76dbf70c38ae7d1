import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";
import { eventually } from "../e2e/eventually.ts";
import type { Outcome, StartCase } from "./start-case.ts";

const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
export const docker = new Docker({ socketPath: host.replace(/^unix:\/\//, "") });

/** For a project that has a Dockerfile alone. */
const alone = ".start.compose.yaml";

/**
 * Builds and starts a folder as `docker compose up` does, tells how that came out as soon as it is as awaited
 * or can no longer become so, and removes all that it made.
 */
export async function outcomeOfUp(
  program: string,
  folder: string,
  { services, file, classicBuilder }: StartCase,
  awaited: Outcome,
): Promise<Outcome> {
  const project = `dockwright-fixed-${randomUUID().slice(0, 8)}`;
  const compose = (...words: string[]) =>
    run(program, ["--project-name", project, ...fileWords(folder, file, services), ...words], {
      cwd: folder,
      env: {
        ...process.env,
        DOCKER_HOST: host,
        DOCKER_BUILDKIT: classicBuilder ? "0" : "1",
      },
    });
  try {
    const config = await compose("config", "--quiet");
    if (config.code !== 0) return { kind: "refused", words: config.output };
    const build = await compose("build", "--with-dependencies", ...services);
    if (build.code !== 0) return { kind: "not built", words: build.output };
    const names = services.length > 0 ? services : ["app"];
    for (const service of names) {
      const up = await compose("up", "--detach", "--no-build", "--pull=never", service);
      if (up.code !== 0) return { kind: "not started", words: up.output };
    }
    return await outcomeOfContainer(project, names.at(-1) ?? "", awaited);
  } finally {
    await remove(project);
  }
}

function fileWords(folder: string, file: string | undefined, services: readonly string[]) {
  if (services.length > 0) return file ? ["--file", file] : [];
  const build = { context: ".", dockerfile: file ?? "Dockerfile" };
  const path = join(folder, alone);
  if (!existsSync(path)) writeFileSync(path, JSON.stringify({ services: { app: { build } } }));
  return ["--file", alone];
}

async function outcomeOfContainer(project: string, service: string, awaited: Outcome) {
  const label = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const [listed] = await docker.listContainers({ all: true, filters: { label } });
  if (!listed) throw new Error(`compose made no container of ${service}`);
  const container = docker.getContainer(listed.Id);
  const what = `${service} to end, or: ${awaited.kind}: ${awaited.words}`;
  return eventually(what, () => outcomeNow(container, awaited), patience);
}

/** Without a network a name that nobody knows is looked up for a while. */
const patience = 120_000;

/** Undefined while it runs and may still become what is awaited. */
async function outcomeNow(
  container: Docker.Container,
  awaited: Outcome,
): Promise<Outcome | undefined> {
  const { State } = await container.inspect();
  const log = await logOf(container, State);
  if (!State.Running) return { kind: State.ExitCode === 0 ? "ends" : "fails", words: log };
  const { Status: kind = "none", Log = [] } = State.Health ?? {};
  if (/healthy$/.test(awaited.kind) && /healthy$/.test(kind)) {
    return { kind, words: Log.map(({ Output }) => Output).join("") };
  }
  if (awaited.kind === "says" && log.includes(awaited.words)) return { kind: "says", words: log };
  if (awaited.kind !== "runs") return undefined;
  const processes = await commandLines(container);
  const runs = processes.some((line) => line.startsWith(awaited.words));
  return runs ? { kind: "runs", words: processes.join("\n") } : undefined;
}

async function logOf(container: Docker.Container, { Error: error }: { Error: string }) {
  const frames = await container.logs({ stdout: true, stderr: true });
  return error + frames.toString("utf8");
}

/** Of the processes of a container; none once it has ended. */
async function commandLines(container: Docker.Container): Promise<string[]> {
  const top = await container.top({ ps_args: "-eo pid,args" }).catch(() => undefined);
  const processes: string[][] = top?.Processes ?? [];
  return processes.map(([, ...words]) => words.join(" "));
}

async function remove(project: string): Promise<void> {
  const filters = { label: [`com.docker.compose.project=${project}`] };
  for (const { Id } of await docker.listContainers({ all: true, filters })) {
    await docker.getContainer(Id).remove({ force: true, v: true });
  }
  for (const { Id } of await docker.listNetworks({ filters })) await docker.getNetwork(Id).remove();
  const { Volumes } = await docker.listVolumes({ filters });
  for (const { Name } of Volumes ?? []) await docker.getVolume(Name).remove();
  const images = await docker.listImages();
  const own = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  for (const tag of own.filter((name) => name.startsWith(`${project}-`))) {
    await docker.getImage(tag).remove({ force: true });
  }
}

/** What the engine holds: "image sha256:…", "container …", to compare. */
export async function everything(): Promise<string[]> {
  const [containers, images, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listImages(),
    docker.listNetworks(),
    docker.listVolumes(),
  ]);
  return [
    ...containers.map(({ Id }) => `container ${Id}`),
    ...images.map(({ Id }) => `image ${Id}`),
    ...networks.map(({ Id }) => `network ${Id}`),
    ...(volumes.Volumes ?? []).map(({ Name }) => `volume ${Name}`),
  ];
}

function run(
  program: string,
  words: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
