import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "../../scripts/engine.mjs";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import { positionAt } from "../../server/src/base/text.ts";
import { createRequest } from "../../server/src/project/create-request.ts";
import { engineNeeds } from "../../server/src/project/engine-needs.ts";
import type { Container } from "../../server/src/project/project.ts";
import { expectFile } from "../harness/expect-file.ts";
import { projectOf, readRepository } from "../harness/repository.ts";
import { type Bench, onEngine } from "./engine.ts";

/**
 * Each folder is a project that is built and started for real. Beside it stands what a diagnosis finds: the
 * causes, surest first, with the place in the source, whether the editor warns of it, and the first fix.
 */
const root = join(import.meta.dirname, "failures");

describe("why it does not start", { concurrency: availableParallelism() }, () => {
  for (const name of readdirSync(root).filter((name) => !name.endsWith(".txt"))) {
    onEngine(name, async (bench, test) => {
      // In a place of its own, so that nothing that a start may write is left in the repository.
      const folder = realpathSync(mkdtempSync(join(tmpdir(), "dockwright-failures-")));
      test.after(() => rmSync(folder, { recursive: true, force: true }));
      cpSync(join(root, name), folder, { recursive: true, verbatimSymlinks: true });
      const found = await diagnosed(bench, folder, `${name}-${randomUUID().slice(0, 8)}`);
      assert.equal(found.length === 0, name.startsWith("healthy-"), found.join(""));
      expectFile(join(root, `${name}.txt`), found.join(""));
    });
  }
});

async function diagnosed(bench: Bench, folder: string, name: string): Promise<string[]> {
  const project = projectOf(await readRepository(folder));
  const [container] = project.containers;
  assert.ok(container, "there is a container to start");
  const host = bench.engine.description.replace(/^.* at /, "");
  await build({ host, context: folder, tag: name });
  const { docker } = bench;
  try {
    const created = await createdAsByCompose(bench, container, folder, name);
    if (created) await endOf(created, name.startsWith("healthy-") ? 1000 : 10_000);
    const image = { kind: "image", reference: name } as const;
    const target = created
      ? ({ kind: "container", name } as const)
      : (plannedTarget(container, name) ?? image);
    const signal = AbortSignal.timeout(60_000);
    const options = { experiments: true, progress: () => {}, signal };
    const evidence = await bench.engine.collect(target, options);
    const { findings } = diagnose(evidence, project);
    return findings.flatMap(({ cause, certainty, at, warned, fixes = [] }) => {
      const file = at?.file.slice(folder.length + 1);
      const line = at && file && positionAt(readFileSync(at.file, "utf8"), at.start).line + 1;
      return [
        `${cause.id} (${certainty})${line ? ` ${file}:${line}` : ""}${warned ? ", the editor warns" : ""}\n`,
        ...fixes.slice(0, 1).map(({ title }) => `  fix: ${title}\n`),
      ];
    });
  } finally {
    await docker
      .getContainer(name)
      .remove({ force: true, v: true })
      .catch(() => {}); // Some are refused before there is a container.
    await docker.getImage(name).remove({ force: true });
  }
}

/** Undefined where the engine refuses to make it. */
async function createdAsByCompose(
  { docker }: Bench,
  container: Container,
  folder: string,
  name: string,
) {
  const { HostConfig, ...body } = createRequest(container) ?? {};
  const file = container.composeFile?.file;
  const labels = file && {
    "com.docker.compose.project": "failures",
    "com.docker.compose.service": container.name,
    "com.docker.compose.project.working_dir": folder,
    "com.docker.compose.project.config_files": file,
  };
  const options = {
    name,
    Image: name,
    ...body,
    Labels: { ...labels },
    HostConfig: withBinds(HostConfig),
  };
  return docker.createContainer(options).catch(() => undefined);
}

/** Compose writes short volumes as binds, of which the engine makes sources that are not there. */
function withBinds(hostConfig: unknown): object {
  const { Mounts = [], ...rest } = (hostConfig ?? {}) as {
    Mounts?: readonly Record<string, unknown>[];
  };
  const isBind = ({ BindOptions }: Record<string, unknown>) => BindOptions !== undefined;
  return {
    ...rest,
    Mounts: Mounts.filter((mount) => !isBind(mount)),
    Binds: Mounts.filter(isBind).map(({ Source, Target }) => `${Source}:${Target}`),
  };
}

function plannedTarget(container: Container, image: string) {
  const create = createRequest(container);
  if (!container.composeFile || !create) return undefined;
  return {
    kind: "service",
    name: container.name,
    project: "failures",
    image,
    planned: {
      composeFile: container.composeFile.file,
      builds: true,
      create,
      needs: engineNeeds(container).map(({ need }) => need),
    },
  } as const;
}

/** Starts it, and waits until it has failed; one that is well is left running. */
async function endOf(
  container: NonNullable<Awaited<ReturnType<typeof createdAsByCompose>>>,
  patience: number,
) {
  const isStarted = await container.start().then(
    () => true,
    () => false,
  );
  for (let left = patience; isStarted && left > 0; left -= 100) {
    const { State } = await container.inspect();
    if (!State.Running || State.Health?.Status === "unhealthy") break;
    await sleep(100);
  }
}
