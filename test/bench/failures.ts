// node --import tsx test/bench/failures.ts CASES [--keep EVIDENCE] [NAME…]: builds and starts each case of
// the folder CASES on the engine that DOCKER_HOST names, asks why it failed, and prints a table.
// A case is a folder with its sources, an expected.json and a script `run.sh build|run|cleanup`.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { TargetRequest } from "../../client/src/docker/engine.ts";
import { connect } from "../../client/src/docker/main.ts";
import { createRequest } from "../../server/src/project/create-request.ts";
import { engineNeeds } from "../../server/src/project/engine-needs.ts";
import { projectOf, readRepository } from "../harness/repository.ts";
import { isCase, score } from "./score.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "string" } },
});
const [casesFolder = ".", ...chosen] = positionals;
/** Milliseconds for a case to fail; one that runs is left running, and asked about all the same. */
const patience = 12_000;

const engine = await connect({ environment: process.env, home: homedir() });
console.log(engine.description);
const total = score();
for (const name of readdirSync(casesFolder)) {
  const folder = resolve(casesFolder, name);
  if (!isCase(folder) || (chosen.length > 0 && !chosen.includes(name))) continue;
  await runCase(folder, name);
}
total.print();

async function runCase(folder: string, name: string): Promise<void> {
  const tag = `failures/${name}`;
  const container = `failures-${name}`;
  const script = (verb: string, ms: number) =>
    run(join(folder, "run.sh"), [verb], { TAG: tag, NAME: container }, ms);
  try {
    await script("cleanup", 60_000);
    await script("build", 300_000);
    await script("run", patience);
    const began = performance.now();
    const evidence = await engine.collect(await targetOf(folder, container, tag), {
      experiments: true,
      progress: () => {},
      signal: new AbortController().signal,
    });
    const ms = Math.round(performance.now() - began);
    if (values.keep) {
      mkdirSync(values.keep, { recursive: true });
      writeFileSync(join(values.keep, `${name}.json`), JSON.stringify(evidence, null, 2));
    }
    await total.add(folder, name, evidence, `  ${ms} ms`);
  } catch (error) {
    console.log(`failed ${name}  ${error instanceof Error ? error.message : error}`);
  } finally {
    await script("cleanup", 60_000);
  }
}

/** What a person would choose: the container, one of its compose project, the service, the image. */
async function targetOf(folder: string, container: string, tag: string): Promise<TargetRequest> {
  const candidates = await engine.candidates();
  const own = candidates.find(({ name }) => name === container);
  const ofProject = candidates.find(({ project }) => project === container);
  const there = own ?? ofProject;
  if (there) return { kind: "container", name: there.name };
  const { containers } = projectOf(await readRepository(folder));
  const services = containers.filter(({ service }) => service);
  const chosen = services.find(({ name }) => name === "app") ?? services[0];
  if (!chosen?.composeFile) return { kind: "image", reference: tag };
  const create = createRequest(chosen);
  const needs = engineNeeds(chosen).map(({ need }) => need);
  return {
    kind: "service",
    name: chosen.name,
    project: container,
    image: tag,
    planned: {
      composeFile: chosen.composeFile.file,
      builds: true,
      needs,
      ...(create && { create }),
    },
  };
}

/** Ends with the program, or when its time is up. */
async function run(
  file: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  ms: number,
): Promise<void> {
  const env = { ...process.env, ...environment };
  const child = spawn(file, words, { env, stdio: "ignore", timeout: ms, killSignal: "SIGKILL" });
  await new Promise((done) => {
    child.once("close", done);
    child.once("error", done);
  });
}
