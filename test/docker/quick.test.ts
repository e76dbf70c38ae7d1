import assert from "node:assert/strict";
import type { TargetRequest } from "../../client/src/docker/engine.ts";
import { type Bench, collected, failing, folder, image, onEngine } from "./engine.ts";
import { engineBehind } from "./proxy.ts";

/** A start that fails for a mount, so that every step has something to do. */
async function hidden(bench: Bench): Promise<TargetRequest> {
  const Image = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": "#!/bin/sh\necho up\nexec sleep 60\n",
  });
  const HostConfig = { Binds: [`${await folder()}:/app`] };
  const { id } = await failing(bench, { Image, Cmd: ["/app/run.sh"], HostConfig });
  return { kind: "container", name: id };
}

onEngine("each step tells how long it took, in order, and no step is left out", async (bench) => {
  const target = await hidden(bench);
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
  const target = await hidden(bench);
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
