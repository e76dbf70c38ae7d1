import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { halving } from "../../client/src/docker/experiments/halving.ts";
import type { Trial } from "../../client/src/docker/experiments/start.ts";
import type { Experiment, Mount } from "../../server/src/evidence.ts";
import { collected, failing, folder, image, onEngine } from "./engine.ts";
import { engineBehind, type Seen } from "./proxy.ts";

const script = "#!/bin/sh\necho up\nexec sleep 60\n";

function mounts(...destinations: readonly string[]): readonly Mount[] {
  return destinations.map((destination) => ({ type: "bind", destination, readOnly: false }));
}

/** A start that succeeds where none of the guilty mounts is left. */
function startWith(...guilty: readonly string[]) {
  return async ({ change, mounts }: Trial): Promise<Experiment> => {
    const fails = mounts.some(({ destination }) => guilty.includes(destination));
    return { change, outcome: { kind: fails ? "rejected" : "running", text: "" } };
  };
}

test("one of many mounts is found by leaving out halves", async () => {
  const all = mounts("/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h");
  const experiments = await halving(all, new Set(["/a"]), startWith("/f"));
  assert.deepEqual(experiments.at(-1)?.change, { kind: "without-mount", destination: "/f" });
  assert.ok(experiments.length <= 6, `${experiments.length} starts`);
});

test("two that are both to blame are not taken apart", async () => {
  const experiments = await halving(mounts("/a", "/b"), new Set(), startWith("/a", "/b"));
  assert.deepEqual(
    experiments.map(({ outcome }) => outcome.kind),
    ["rejected", "rejected"],
  );
});

onEngine("a script that only root may execute starts as root", async (bench) => {
  const dockerfile = "FROM busybox:latest\nCOPY run.sh /srv/run.sh\nUSER 1000";
  const tag = await image(bench, dockerfile, { "run.sh": { text: script, mode: 0o700 } });
  const { id } = await failing(bench, { Image: tag, Cmd: ["/srv/run.sh"] });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  const asRoot = evidence.experiments?.find(({ change }) => change.kind === "as-root");
  assert.equal(asRoot?.outcome.kind, "running");
});

onEngine("a command of the container's own: the image's would start", async (bench) => {
  const dockerfile = 'FROM busybox:latest\nCOPY run.sh /run.sh\nCMD ["/run.sh"]';
  const tag = await image(bench, dockerfile, { "run.sh": script });
  const { id } = await failing(bench, { Image: tag, Cmd: ["serve", "--port", "80"] });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.deepEqual(evidence.experiments, [
    { change: { kind: "own-command" }, outcome: { kind: "running", text: "up" } },
  ]);
});

onEngine("a mount that is to blame among many, far from the program", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": script,
  });
  const places = ["/one", "/two", "/three", "/bin", "/four"];
  const folders = await Promise.all(places.map(() => folder()));
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: places.map((place, i) => `${folders[i]}:${place}`) },
  });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected(bench, target, { experiments: true, folders });
  const proof = evidence.experiments?.find(({ outcome }) => outcome.kind === "running");
  assert.deepEqual(proof?.change, { kind: "without-mount", destination: "/bin" });
});

onEngine("a health check that fails, and what it said", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest", {});
  const second = 1_000_000_000;
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["sleep", "60"],
    Healthcheck: { Test: ["CMD-SHELL", "nothing-of-that-name"], Interval: second, Retries: 1 },
  });
  await bench.docker.getContainer(id).kill();
  const evidence = await collected(bench, { kind: "container", name: id });
  assert.deepEqual(evidence.container?.health?.test, ["CMD-SHELL", "nothing-of-that-name"]);
  const run = evidence.container?.health?.runs.at(-1);
  assert.equal(run?.exitCode, 127);
  assert.match(run?.output ?? "", /nothing-of-that-name: not found/);
});

onEngine("switched off, nothing of the user's is started: a shell at most", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": script,
  });
  const source = await folder();
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${source}:/app`] },
  });
  const entrypoints = async (experiments: boolean) => {
    const calls: Seen[] = [];
    const { engine, close } = await engineBehind(
      bench,
      () => "pass",
      (call) => calls.push(call),
    );
    try {
      const target = { kind: "container", name: id } as const;
      const evidence = await collected({ ...bench, engine }, target, { experiments });
      assert.equal(evidence.experiments === undefined, !experiments);
      return started(calls);
    } finally {
      await close();
    }
  };
  assert.deepEqual(await entrypoints(false), ["/bin/sh"]);
  assert.deepEqual((await entrypoints(true)).toSorted(), ["/app/run.sh", "/bin/sh"]);
});

onEngine("what ran and gave up is not started again, mounts or not", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": "#!/bin/sh\necho cannot reach db >&2\nexit 3\n",
  });
  const source = await folder({ "run.sh": "#!/bin/sh\necho permission denied: /data\nexit 126\n" });
  await Promise.all([source, join(source, "run.sh")].map((path) => chmod(path, 0o755)));
  for (const Binds of [[], [`${source}:/app`], [`${source}:/data`]]) {
    const { id } = await failing(bench, {
      Image: tag,
      Cmd: ["/app/run.sh"],
      User: "1000",
      HostConfig: { Binds },
    });
    const calls: Seen[] = [];
    const { engine, close } = await engineBehind(
      bench,
      () => "pass",
      (call) => calls.push(call),
    );
    try {
      const target = { kind: "container", name: id } as const;
      const evidence = await collected({ ...bench, engine }, target, { experiments: true });
      assert.deepEqual(evidence.experiments, []);
      assert.ok((evidence.logs ?? []).length > 0);
      assert.deepEqual(started(calls), ["/bin/sh"]);
    } finally {
      await close();
    }
  }
});

/** The programs of the containers that were made and started, none of the others. */
function started(calls: readonly Seen[]): readonly string[] {
  const starts = calls.filter(({ path }) => /^\/containers\/[0-9a-f]+\/start/.test(path)).length;
  const programs = calls
    .filter(({ path }) => path.startsWith("/containers/create"))
    .map(({ body }): string => JSON.parse(body).Entrypoint?.[0] ?? "")
    // Of those that are only looked at, and cannot be started.
    .filter((program) => program !== "x");
  assert.equal(programs.length, starts);
  return programs;
}
