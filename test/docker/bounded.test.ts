import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TargetRequest } from "../../client/src/docker/engine.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import { type Bench, failing, folder, image, onEngine } from "./engine.ts";

const run = promisify(execFile);
const script = "#!/bin/sh\necho up\nexec sleep 60\n";

/** Nobody's editor should need more for it, and nobody should wait longer. */
const most = { megabytes: 200, seconds: 50, characters: 300_000 };

/** Diagnoses in a process of its own, and asserts that it stays within the limits. */
async function alone({ engine }: Bench, target: TargetRequest): Promise<Evidence> {
  const here = import.meta.dirname;
  const bundle = join(here, "..", "..", "dist", "docker.js");
  const env = { ...process.env, DOCKER_HOST: engine.description.replace(/^.* at /, "") };
  const words = [join(here, "alone.mjs"), bundle, JSON.stringify(target)];
  const { stdout } = await run(process.execPath, words, { env, maxBuffer: 64 * 1024 ** 2 });
  const told: { evidence: Evidence; ms: number; megabytes: number } = JSON.parse(stdout);
  assert.ok(told.megabytes < most.megabytes, `${told.megabytes} MB`);
  assert.ok(told.ms < most.seconds * 1000, `${told.ms} ms`);
  assert.ok(JSON.stringify(told.evidence).length < most.characters, "the evidence is too long");
  return told.evidence;
}

/** Fills the log for a moment, so that there is more of it than fits into any limit. */
async function printing(bench: Bench, command: string, options: object = {}) {
  const Image = await image(bench, "FROM busybox:latest");
  return failing(bench, { Image, Cmd: ["sh", "-c", command], ...options });
}

for (const [how, command, options] of [
  ["in lines", "yes no end in sight", {}],
  ["without a line break", "yes | tr -d '\\n'", {}],
  ["on a terminal, in colours", "yes \"$(printf '\\033[31mred')\"", { Tty: true }],
] as const) {
  onEngine(`a container that prints without end, ${how}`, async (bench) => {
    const container = await printing(bench, command, options);
    const evidence = await alone(bench, { kind: "container", name: container.id });
    await container.kill();
    assert.equal(evidence.container?.status, "running");
    assert.ok((evidence.logs?.length ?? 0) <= 60);
  });
}

onEngine("a program that prints without end as soon as an experiment starts it", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": "#!/bin/sh\nexec yes no end in sight\n",
  });
  const source = await folder();
  const HostConfig = { Binds: [`${source}:/app`] };
  const { id } = await failing(bench, { Image: tag, Cmd: ["/app/run.sh"], HostConfig });
  const evidence = await alone(bench, { kind: "container", name: id });
  assert.equal(evidence.experiments?.[0]?.outcome.kind, "running");
  assert.match(evidence.experiments?.[0]?.outcome.text ?? "", /no end in sight/);
});

onEngine("a shell that is answered without end", async (bench) => {
  // `command -v`, `id` and `ls` are asked of the image, which may hold anything under those names.
  const tag = await image(bench, "FROM busybox:latest\nCOPY yes.sh /bin/id\nCOPY yes.sh /bin/ls", {
    "yes.sh": "#!/bin/sh\nexec yes it is me\n",
  });
  const { id } = await failing(bench, { Image: tag, Cmd: ["/nothing"] });
  const evidence = await alone(bench, { kind: "container", name: id });
  assert.equal(evidence.files?.image?.["/nothing"]?.kind, "absent");
});

onEngine("a file of 5 GB on the way to the program", async (bench) => {
  const source = await folder({ "run.sh": script });
  await truncate(join(source, "run.sh"), 5 * 1024 ** 3);
  const { id } = await failing(bench, {
    Image: "busybox:latest",
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${source}:/app`] },
  });
  const evidence = await alone(bench, { kind: "container", name: id });
  const fact = evidence.files?.container?.["/app/run.sh"];
  assert.equal(fact?.kind === "file" && fact.size, 5 * 1024 ** 3);
  assert.equal(fact?.kind === "file" && fact.head?.kind, "script");
});

onEngine(
  "a file of 5 GB that is itself the mount, and says nothing at its beginning",
  async (bench) => {
    const source = await folder({ program: "" });
    await truncate(join(source, "program"), 5 * 1024 ** 3);
    const { id } = await failing(bench, {
      Image: "busybox:latest",
      Cmd: ["/usr/bin/program"],
      HostConfig: { Binds: [`${join(source, "program")}:/usr/bin/program`] },
    });
    const evidence = await alone(bench, { kind: "container", name: id });
    const fact = evidence.files?.container?.["/usr/bin/program"];
    assert.equal(fact?.kind === "file" && fact.size, 5 * 1024 ** 3);
  },
);

onEngine("links that lead in a circle, in the image and in a mount", async (bench) => {
  const tag = await image(
    bench,
    "FROM busybox:latest\nRUN mkdir /app && ln -s /app/two /app/one && ln -s /app/one /app/two",
  );
  const source = await folder();
  await symlink("two", join(source, "one"));
  await symlink("one", join(source, "two"));
  for (const Binds of [[], [`${source}:/app`]]) {
    const { id } = await failing(bench, { Image: tag, Cmd: ["/app/one"], HostConfig: { Binds } });
    const evidence = await alone(bench, { kind: "container", name: id });
    assert.equal(evidence.files?.container?.["/app/one"]?.kind, "symlink");
  }
});

onEngine("names with control characters, markup and no end", async (bench) => {
  const names = [
    "/app/\u001b[31mred\u0007<img src=x onerror=alert(1)>`|\n# heading",
    `/${"deep/".repeat(700)}program`,
    `/app/${"long".repeat(3000)}`,
    "/app/../../%2e%2e/etc/passwd?path=/etc&x=\u0000",
  ];
  for (const name of names) {
    const { id } = await failing(bench, { Image: "busybox:latest", Cmd: [name.replace("\0", "")] });
    const evidence = await alone(bench, { kind: "container", name: id });
    assert.equal(evidence.container?.argv.length, 1);
  }
});

onEngine("an image of 120 layers", async (bench) => {
  const layers = Array.from({ length: 119 }, (_, i) => `COPY run.sh /layers/${i}`);
  const dockerfile = ["FROM busybox:latest", ...layers, 'CMD ["/layers/0/nothing"]'].join("\n");
  const tag = await image(bench, dockerfile, { "run.sh": script });
  const { id } = await failing(bench, { Image: tag });
  const evidence = await alone(bench, { kind: "container", name: id });
  assert.equal(evidence.files?.image?.["/layers/0"]?.kind, "file");
  assert.deepEqual(evidence.gaps, []);
});

onEngine(
  "a folder of ten thousand files in the way, and as many variables and mounts as fit",
  async (bench) => {
    const source = await folder();
    const names = Array.from({ length: 10_000 }, (_, i) => `file-${i}`);
    for (const name of names) await writeFile(join(source, name), "");
    const { id } = await failing(bench, {
      Image: "busybox:latest",
      Cmd: ["/app/run.sh"],
      Env: Array.from({ length: 1000 }, (_, i) => `VARIABLE_${i}_TOKEN=value-of-${i}`),
      HostConfig: { Binds: Array.from({ length: 40 }, (_, i) => `${source}:/app${i || ""}`) },
    });
    const evidence = await alone(bench, { kind: "container", name: id });
    assert.equal(evidence.files?.container?.["/app/run.sh"]?.kind, "absent");
    assert.equal(evidence.container?.mounts.length, 40);
  },
);
