import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pack } from "tar-stream";
import { demand } from "../../client/src/docker/api.ts";
import type { Engine, TargetRequest } from "../../client/src/docker/engine.ts";
import { connect } from "../../client/src/docker/main.ts";
import { client } from "../../client/src/docker/transport.ts";
import type { Evidence } from "../../server/src/evidence.ts";

type Docker = ReturnType<typeof client>;
type ContainerOptions = Parameters<Docker["createContainer"]>[0];

/** Everything that a test makes is named for this run, and removed after it. */
const run = `dockwright-test-${randomUUID().slice(0, 8)}`;
const made = { images: new Set<string>(), volumes: new Set<string>(), folders: new Set<string>() };

export interface Bench {
  readonly engine: Engine;
  readonly docker: Docker;
}

/** A test on the engine that DOCKER_HOST or the machine names. Without one it is skipped, but not in CI. */
export function onEngine(name: string, body: (bench: Bench, test: TestContext) => Promise<void>) {
  test(name, async (context) => {
    if (!bench) return context.skip("no Docker engine answers");
    await body(bench, context);
  });
}

let bench: Bench | undefined;

before(async () => {
  try {
    const engine = await connect({ environment: process.env, home: homedir() });
    bench = { engine, docker: client({ host: engine.description.replace(/^.* at /, "") }) };
  } catch (error) {
    if (process.env.CI === "true") throw error;
    return;
  }
  await ensureBusybox(bench.docker);
});

after(async () => {
  if (!bench) return;
  const { docker } = bench;
  const filters = { label: [`dockwright.test=${run}`] };
  for (const { Id } of await docker.listContainers({ all: true, filters })) {
    await docker.getContainer(Id).remove({ force: true, v: true });
  }
  for (const image of made.images) await docker.getImage(image).remove({ force: true });
  for (const volume of made.volumes) await docker.getVolume(volume).remove();
  for (const folder of made.folders) await rm(folder, { recursive: true, force: true });
});

async function ensureBusybox(docker: Docker): Promise<void> {
  const there = await docker
    .getImage("busybox:latest")
    .inspect()
    .catch(() => undefined);
  if (there) return;
  const progress: NodeJS.ReadableStream = await docker.pull("busybox:latest");
  await new Promise((resolve, reject) => {
    docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve(undefined)));
  });
}

export type ImageFiles = Readonly<Record<string, string | { text: string; mode: number }>>;

/** Builds an image from a Dockerfile; files beside it are executable unless they say otherwise. */
export async function image(
  { docker }: Bench,
  dockerfile: string,
  files: ImageFiles = {},
  buildargs: Readonly<Record<string, string>> = {},
) {
  const context = pack();
  context.entry({ name: "Dockerfile" }, dockerfile);
  for (const [name, file] of Object.entries(files)) {
    const { text, mode } = typeof file === "string" ? { text: file, mode: 0o755 } : file;
    context.entry({ name, mode }, text);
  }
  context.finalize();
  const tag = `${run}:${made.images.size + 1}`;
  const output = await docker.buildImage(Readable.from(context), {
    t: tag,
    forcerm: true,
    buildargs,
  });
  let said = "";
  for await (const chunk of output) said += chunk;
  assert.ok(!said.includes('"error"'), said);
  made.images.add(tag);
  return tag;
}

/** Makes a container, starts it if it can be started, and waits a moment for its end. */
export async function failing(bench: Bench, options: ContainerOptions) {
  const container = await created(bench, options);
  const started = await container.start().then(
    () => true,
    () => false,
  );
  // The list of containers lags behind what `wait` tells.
  for (let left = 1500; started && left > 0; left -= 50) {
    if (!(await isRunning(bench, container.id))) break;
    await sleep(50);
  }
  return container;
}

async function isRunning({ docker }: Bench, id: string): Promise<boolean> {
  const listed = await docker.listContainers({ all: true, filters: { id: [id] } });
  return listed.some(({ State }) => State === "running" || State === "created");
}

/** A container that was never started. */
export async function created({ docker }: Bench, options: ContainerOptions) {
  const Labels = { ...options.Labels, "dockwright.test": run };
  const name = `${run}-${randomUUID().slice(0, 8)}`;
  return docker.createContainer({ name, ...options, Labels });
}

export async function volume({ docker }: Bench): Promise<string> {
  const Name = `${run}-${randomUUID().slice(0, 8)}`;
  await docker.createVolume({ Name });
  made.volumes.add(Name);
  return Name;
}

/** A folder on this machine, which is the engine's too. */
export async function folder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), `${run}-`));
  made.folders.add(path);
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

export interface Collecting {
  readonly experiments?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (step: string) => void;
  /** Folders on this machine that have to stay as they are. */
  readonly folders?: readonly string[];
}

/** Collects, and asserts that the engine and the folders are afterwards what they were before. */
export async function collected(
  { engine, docker }: Bench,
  target: TargetRequest,
  options: Collecting = {},
): Promise<Evidence> {
  const { experiments = false, progress = () => {}, folders = [] } = options;
  const signal = options.signal ?? new AbortController().signal;
  const before = await everything(docker, folders);
  try {
    return await engine.collect(target, { experiments, progress, signal });
  } finally {
    assert.deepEqual(await everything(docker, folders), before, "something was left or changed");
  }
}

/** What the engine holds and the folders list. */
export async function everything(docker: Docker, folders: readonly string[]) {
  const containers = await docker.listContainers({ all: true });
  const volumes = (await docker.listVolumes()).Volumes ?? [];
  const networks = await docker.listNetworks();
  const images = await docker.listImages({ all: true });
  const listings = folders.map((path) => readdir(path, { recursive: true }));
  return {
    containers: containers.map(({ Id, State }) => `${Id} ${State}`).toSorted(),
    volumes: volumes.map(({ Name }) => Name).toSorted(),
    networks: networks.map(({ Id }) => Id).toSorted(),
    images: images.map(({ Id }) => Id).toSorted(),
    folders: (await Promise.all(listings)).map((names) => names.toSorted()),
  };
}

/** The names in a folder of a container, as the engine packs it. */
export async function listing({ docker }: Bench, id: string, path: string): Promise<string> {
  const call = { method: "GET", path: `/containers/${id}/archive`, query: { path } } as const;
  let bytes = "";
  for await (const chunk of await demand(docker, call, AbortSignal.timeout(5000))) {
    bytes += chunk.toString("latin1");
  }
  return bytes;
}
