import assert from "node:assert/strict";
import type { TargetRequest } from "../../client/src/docker/engine.ts";
import { type Bench, collected, failing, folder, image, onEngine } from "./engine.ts";
import { engineBehind } from "./proxy.ts";

/** What a program that is started once more is watched for, in milliseconds. */
const watched = 1500;

/** A start that fails for a mount, so that every step has something to do. */
async function hidden(bench: Bench): Promise<{ target: TargetRequest; Image: string }> {
  const Image = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": "#!/bin/sh\necho up\nexec sleep 60\n",
  });
  const HostConfig = { Binds: [`${await folder()}:/app`] };
  const { id } = await failing(bench, { Image, Cmd: ["/app/run.sh"], HostConfig });
  return { target: { kind: "container", name: id }, Image };
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    await work();
    all.push(performance.now() - began);
  }
  return Math.min(...all);
}

onEngine("a diagnosis takes a few times as long as one plain start of the image", async (bench) => {
  const { target, Image } = await hidden(bench);
  const plain = await fastest(async () => {
    const HostConfig = { NetworkMode: "none" };
    const container = await bench.docker.createContainer({ Image, Cmd: ["true"], HostConfig });
    await container.start();
    await container.remove({ force: true });
  });
  const signal = new AbortController().signal;
  const diagnosis = (experiments: boolean) =>
    fastest(() => bench.engine.collect(target, { experiments, progress: () => {}, signal }));
  const [without, with_] = [await diagnosis(false), await diagnosis(true)];
  const told = `plain ${plain}, without experiments ${without}, with ${with_} ms`;
  assert.ok(without < 6 * plain + 500, told);
  assert.ok(with_ < 8 * plain + 500 + watched, told);
});

onEngine("each step tells how long it took, in order, and no step is left out", async (bench) => {
  const { target } = await hidden(bench);
  const began = performance.now();
  const { timing = [] } = await collected(bench, target, { experiments: true });
  const most = performance.now() - began;
  assert.deepEqual(
    timing
      .map(({ step }) => step)
      .filter((step) => !["engine", "history", "configs"].includes(step)),
    [
      "inspect",
      "what it needs",
      "clean-up",
      "logs",
      "files in the image",
      "mounts",
      "files in the container",
      "shell",
      "experiments",
    ],
  );
  for (const { step, ms } of timing) {
    assert.ok(Number.isInteger(ms) && ms >= 0 && ms <= most, `${step}: ${ms}`);
  }
});

onEngine("the engine is asked a few dozen questions, and starts two containers", async (bench) => {
  const { target } = await hidden(bench);
  const calls: string[] = [];
  const { engine, close } = await engineBehind(bench, (method, path) => {
    calls.push(`${method} ${path.replace(/\?.*/, "")}`);
    return "pass";
  });
  try {
    await collected({ ...bench, engine }, target, { experiments: true });
  } finally {
    await close();
  }
  assert.equal(calls.filter((call) => call.endsWith("/start")).length, 2);
  assert.ok(calls.length < 50, calls.join("\n"));
});
