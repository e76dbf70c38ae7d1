import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { CollectOptions } from "../../client/src/docker/engine.ts";
import { renderMarkdown } from "../../client/src/report/markdown.ts";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import { diagnosisOf } from "../../server/src/lsp/diagnosis.ts";
import { parseSettings } from "../../server/src/lsp/settings.ts";
import { projectOf, repositoryOf } from "../harness/repository.ts";
import { program } from "../harness/terminal.ts";
import { type Bench, collected, everything, failing, folder, image, onEngine } from "./engine.ts";
import { engineBehind } from "./proxy.ts";

const script = "#!/bin/sh\necho up\nexec sleep 60\n";

function options(): CollectOptions {
  return { experiments: true, progress: () => {}, signal: new AbortController().signal };
}

/** A container with something for every question to ask about. */
async function hidden(bench: Bench) {
  const tag = await image(bench, "FROM busybox:latest\nVOLUME /data\nCOPY run.sh /app/run.sh", {
    "run.sh": script,
  });
  const source = await folder({ "README.md": "" });
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${source}:/app`] },
  });
  return { target: { kind: "container", name: id } as const, source };
}

async function probesOf({ docker }: Bench, status?: "running"): Promise<readonly string[]> {
  const filters = { label: ["dockwright.probe=1"], ...(status && { status: [status] }) };
  return (await docker.listContainers({ all: true, filters })).map(({ Id }) => Id);
}

function reportOf(evidence: Evidence): string {
  const judgement = diagnose(evidence, projectOf(repositoryOf({})));
  const settings = parseSettings(undefined);
  const diagnosis = diagnosisOf(evidence, judgement, settings, () => undefined, "docs");
  return renderMarkdown(diagnosis, { fileName: (uri) => uri });
}

onEngine(
  "an engine that dies in the middle: what was left is swept by the next run",
  async (bench) => {
    const { target, source } = await hidden(bench);
    const before = await everything(bench.docker, [source]);
    let made = 0;
    const { engine, close } = await engineBehind(bench, (method, path) => {
      if (method === "POST" && path.includes("/containers/create")) made++;
      // Dead as soon as the third container is there.
      return made > 3 || (made === 3 && method !== "POST") ? "cut" : "pass";
    });
    try {
      const evidence = await engine.collect(target, options());
      assert.ok(evidence.gaps.some(({ probe }) => probe === "clean-up"));
      assert.notDeepEqual(await probesOf(bench), []);
      await bench.engine.collect(target, options());
      assert.deepEqual(await everything(bench.docker, [source]), before);
    } finally {
      await close();
    }
  },
);

onEngine(
  "an engine that answers no more: every question has its time, and is a gap",
  async (bench) => {
    const { target, source } = await hidden(bench);
    const before = await everything(bench.docker, [source]);
    const { engine, close } = await engineBehind(bench, (method, path) =>
      method === "GET" && path.includes("/archive") ? "hang" : "pass",
    );
    try {
      const began = performance.now();
      const evidence = await engine.collect(target, options());
      assert.ok(performance.now() - began < 60_000);
      const gap = evidence.gaps.find(({ probe }) => probe === "files in the image");
      assert.match(gap?.why ?? "", /no answer within/);
      assert.match(evidence.container?.error ?? "", /no such file/);
      assert.deepEqual(await everything(bench.docker, [source]), before);
    } finally {
      await close();
    }
  },
);

for (const [when, wanted, status] of [
  ["as soon as it made a container", 1, undefined],
  ["while a shell and an experiment run", 2, "running"],
] as const) {
  onEngine(`a client that is killed ${when}: the next run sweeps what it left`, async (bench) => {
    const { target, source } = await hidden(bench);
    const before = await everything(bench.docker, [source]);
    const host = bench.engine.description.replace(/^.* at /, "");
    const env = { ...process.env, DOCKER_HOST: host };
    const words = [program, "diagnose", target.name];
    const child = spawn(process.execPath, words, { env, stdio: "ignore" });
    const ended = once(child, "exit");
    while ((await probesOf(bench, status)).length < wanted) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    assert.notDeepEqual(await probesOf(bench), []);
    await bench.engine.collect(target, options());
    assert.deepEqual(await everything(bench.docker, [source]), before);
  });
}

onEngine("links that lead in a circle", async (bench) => {
  const tag = await image(
    bench,
    "FROM busybox:latest\nRUN mkdir /app && ln -s /app/two /app/one && ln -s /app/one /app/two",
  );
  const { id } = await failing(bench, { Image: tag, Cmd: ["/app/one"] });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.match(reportOf(evidence), /dangling-link/);
});

onEngine("a file name with control characters and markup stays text", async (bench) => {
  const name = "/app/\u001b[31mred\u0007<img src=x onerror=alert(1)>`|\n# heading";
  const { id } = await failing(bench, { Image: "busybox:latest", Cmd: [name] });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  const report = reportOf(evidence);
  assert.ok(![...report].some((sign) => /\p{Cc}/u.test(sign) && sign !== "\n"), report);
  const outside = report.replace(/^```.*?^```$/gms, "").replace(/(`+)(?!`).+?(?<!`)\1(?!`)/g, "");
  assert.doesNotMatch(outside, /^# heading/m);
  assert.doesNotMatch(outside, /(?<!\\)<img/);
});
