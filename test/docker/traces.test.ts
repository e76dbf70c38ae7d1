import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmdir } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, collected, created, failing, folder, image, onEngine } from "./engine.ts";

const script = "#!/bin/sh\necho up\nexec sleep 60\n";
const hidden = "FROM busybox:latest\nVOLUME /data\nCOPY run.sh /app/run.sh";

/** A container with everything to ask about, so that no step is left out. */
async function everythingWrong(bench: Bench) {
  const tag = await image(bench, hidden, { "run.sh": script });
  const source = await folder({ "README.md": "" });
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${source}:/app`] },
  });
  return { target: { kind: "container", name: id } as const, source };
}

onEngine("cancelled as any of its steps begins, it leaves nothing", async (bench) => {
  const { target, source } = await everythingWrong(bench);
  const steps: string[] = [];
  const progress = (step: string) => void steps.push(step);
  await collected(bench, target, { experiments: true, progress, folders: [source] });
  assert.ok(steps.length >= 5, steps.join(", "));

  for (const wanted of steps) {
    for (const delay of [0, 60]) {
      const controller = new AbortController();
      let cancelled = 0;
      const cancel = () => {
        cancelled = performance.now();
        controller.abort();
      };
      const progress = (step: string) => {
        if (step === wanted) setTimeout(cancel, delay);
      };
      const { signal } = controller;
      const options = { experiments: true, progress, signal, folders: [source] };
      const cancelling = collected(bench, target, options);
      await assert.rejects(cancelling, { name: "AbortError" }, wanted);
      assert.ok(performance.now() - cancelled < 3000, `slow to end while ${wanted}`);
    }
  }
});

onEngine("cancelled before it began", async (bench) => {
  const { target } = await everythingWrong(bench);
  await assert.rejects(collected(bench, target, { signal: AbortSignal.abort() }), {
    name: "AbortError",
  });
});

onEngine("what a killed diagnosis left is swept, what belongs to others is not", async (bench) => {
  const Image = await image(bench, hidden, { "run.sh": script });
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const probe = (host: string, pid: number | undefined) => ({
    "dockwright.probe": "1",
    "dockwright.host": host,
    "dockwright.pid": String(pid),
  });
  const make = async (Labels: Record<string, string>) =>
    (await created(bench, { Image, Cmd: ["/app/run.sh"], Labels })).id;
  const left = await make(probe(hostname(), dead));
  const alive = await make(probe(hostname(), process.pid));
  const elsewhere = await make(probe("another-machine", dead));
  const foreign = await make({ "com.example.probe": "1" });

  await bench.engine.collect(
    { kind: "image", reference: Image },
    { experiments: false, progress: () => {}, signal: new AbortController().signal },
  );
  const there = await bench.docker.listContainers({ all: true });
  const ids = new Set(there.map(({ Id }) => Id));
  assert.ok(!ids.has(left));
  for (const id of [alive, elsewhere, foreign]) assert.ok(ids.has(id));
});

onEngine("probes that are at work are no candidates", async (bench) => {
  const { target } = await everythingWrong(bench);
  const signal = new AbortController().signal;
  const collecting = bench.engine.collect(target, {
    experiments: true,
    progress: () => {},
    signal,
  });
  const seen = new Set<string>();
  let busy = true;
  const done = collecting.finally(() => {
    busy = false;
  });
  while (busy) {
    for (const { name } of await bench.engine.candidates()) seen.add(name);
    await sleep(20);
  }
  await done;
  assert.deepEqual(
    [...seen].filter((name) => /^dockwright-[0-9a-f]{8}-[0-9a-f]{4}/.test(name)),
    [],
  );
});

onEngine("the missing source of a bind is not made by asking", async (bench) => {
  const tag = await image(bench, hidden, { "run.sh": script });
  const source = await folder();
  const { id } = await created(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${join(source, "missing")}:/app`] },
  });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected(bench, target, { experiments: true, folders: [source] });
  const gap = evidence.gaps.find(({ probe }) => probe === "files in the container");
  assert.match(gap?.why ?? "", /bind source path does not exist/);
  assert.equal(evidence.files?.image?.["/app/run.sh"]?.kind, "file");
});

onEngine("nor is one made again that was there at the start", async (bench) => {
  const { target, source } = await everythingWrong(bench);
  const parent = await folder();
  const { id } = await failing(bench, {
    Image: await image(bench, hidden, { "run.sh": script }),
    Cmd: ["/nothing"],
    HostConfig: { Binds: [`${join(parent, "made")}:/app`, `${source}:/other`] },
  });
  await rmdir(join(parent, "made"));
  const folders = [parent, source];
  const evidence = await collected(bench, { kind: "container", name: id }, { folders });
  assert.ok(evidence.gaps.some(({ probe }) => probe === "files in the container"));
  assert.ok(target);
});

onEngine("the mount point of a volume inside a bind is not made by asking", async (bench) => {
  const tag = await image(bench, hidden, { "run.sh": script });
  const source = await folder({ "package.json": "{}" });
  const { id } = await created(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    Volumes: { "/app/node_modules": {} },
    HostConfig: { Binds: [`${source}:/app`] },
  });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected(bench, target, { experiments: true, folders: [source] });
  const gap = evidence.gaps.find(({ probe }) => probe === "files in the container");
  assert.match(gap?.why ?? "", /mount point of \/app\/node_modules/);
});

onEngine("a mount of the wrong kind: the engine's words, and the proof", async (bench) => {
  const tag = await image(bench, hidden, { "run.sh": script });
  const source = await folder({ config: "" });
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${join(source, "config")}:/app`] },
  });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected(bench, target, { experiments: true, folders: [source] });
  assert.match(evidence.container?.error ?? "", /not a directory/i);
  assert.ok(evidence.gaps.some(({ probe }) => probe === "files in the container"));
  assert.deepEqual(evidence.experiments?.[0]?.change, {
    kind: "without-mount",
    destination: "/app",
  });
  assert.equal(evidence.experiments?.[0]?.outcome.kind, "running");
});

onEngine("no experiment hands the program a socket of the host", async (bench) => {
  const tag = await image(bench, hidden, { "run.sh": script });
  const source = await folder({ "README.md": "" });
  const server = createServer();
  await new Promise<void>((done) => server.listen(join(source, "engine"), done));
  try {
    const { id } = await failing(bench, {
      Image: tag,
      Cmd: ["/app/run.sh"],
      HostConfig: { Binds: [`${source}:/app`, `${join(source, "engine")}:/engine`] },
    });
    const target = { kind: "container", name: id } as const;
    const evidence = await collected(bench, target, { experiments: true, folders: [source] });
    assert.deepEqual(evidence.experiments, []);
    assert.ok(
      evidence.gaps.some(({ probe, why }) => probe === "experiments" && /engine/.test(why)),
    );
  } finally {
    server.close();
  }
});
