import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { eventually } from "../e2e/eventually.ts";
import { type Story, story } from "../harness/story-container.ts";
import { dockwright } from "../harness/terminal.ts";

const mount = "./backend:/app";

test("the second state: the mount is guilty, proven, and nothing else is blamed", async (t) => {
  const { folder, build, up, everything } = story(t, "fastapi-poetry-mount-only");
  const { name, error } = await up(await build(), [mount]);
  assert.match(error ?? "", /exec: "\/app\/\.venv\/bin\/python".*no such file or directory/);

  const before = await everything();
  const { code, stdout, stderr } = await dockwright(folder, ["diagnose", name, "--format", "json"]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await everything(), before, "something was left or changed");

  const diagnosis = JSON.parse(stdout);
  assert.equal(diagnosis.version, 1);
  assert.deepEqual(
    diagnosis.findings.map(({ cause, certainty, file, line }: Record<string, unknown>) => [
      cause,
      certainty,
      file,
      line,
    ]),
    [["mount-hides-program", "certain", "docker-compose.yml", 7]],
  );
  const [finding] = diagnosis.findings;
  const probes = new Set(finding.quotes.map(({ probe }: { probe: string }) => probe));
  assert.deepEqual([...probes].toSorted(), ["container", "experiment", "image", "shell", "start"]);
  const start = finding.quotes.find(({ probe }: { probe: string }) => probe === "start");
  assert.ok(error?.includes(start.text), "the engine's words are quoted as they are");
  assert.equal(diagnosis.experiments.length, 1);
  assert.deepEqual(diagnosis.experiments[0].change, { kind: "without-mount", destination: "/app" });
  assert.equal(diagnosis.experiments[0].outcome.kind, "running");
  assert.equal(diagnosis.chains.image.at(-1).verdict, "ok");
  assert.equal(diagnosis.chains.container.at(-1).verdict, "missing");
  assert.deepEqual(diagnosis.gaps, []);
  const excluded = diagnosis.ruledOut.map(({ cause }: { cause: string }) => cause);
  for (const cause of ["script-has-crlf", "path-not-permitted", "interpreter-missing", "engine"]) {
    assert.ok(excluded.includes(cause), `${cause} is ruled out`);
  }
  // Not one word against what the user blamed, but as ruled out.
  const said = JSON.stringify(diagnosis.findings);
  assert.doesNotMatch(said, /docker desktop|line end|crlf|permission|architecture/i);
});

test("the same by the service's name, in the other formats, and without experiments", async (t) => {
  const { folder, build, up, everything } = story(t, "fastapi-poetry-mount-only");
  await up(await build(), [mount]);
  const before = await everything();
  const service = ["--service", "backend", "-f", "docker-compose.yml"];

  const markdown = await dockwright(folder, ["diagnose", ...service, "--format", "markdown"]);
  assert.equal(markdown.code, 0, markdown.stderr);
  assert.match(markdown.stdout, /^# /);
  assert.match(markdown.stdout, /the same image starts without/);

  const text = await dockwright(folder, ["diagnose", ...service, "--no-experiments"]);
  assert.equal(text.code, 0, text.stderr);
  assert.match(text.stdout, /A mount hides the program that the image starts/);
  assert.doesNotMatch(text.stdout, /proven/);
  assert.deepEqual(await everything(), before);
});

test("an image by itself that starts has no cause, and what is not there is said", async (t) => {
  const { folder, build, everything } = story(t, "fastapi-poetry-mount-only");
  const image = await build();
  const before = await everything();
  const healthy = await dockwright(folder, ["diagnose", "--image", image]);
  assert.equal(healthy.code, 3, healthy.stdout + healthy.stderr);

  const missing = await dockwright(folder, ["diagnose", "no-such-container"]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /no-such-container/);
  const nobody = { DOCKER_HOST: `unix://${folder}/no.sock` };
  const alone = await dockwright(folder, ["diagnose", "backend"], nobody);
  assert.equal(alone.code, 2);
  assert.match(alone.stderr, /no\.sock/);
  assert.deepEqual(await everything(), before);
});

test("the first state, mended by --fix alone, is silent and really starts", async (t) => {
  const { folder, docker, build, up }: Story = story(t, "fastapi-poetry");
  const fix = await dockwright(folder, ["check", "--fix", "."]);
  assert.equal(fix.code, 0, fix.stdout);
  assert.match(fix.stdout, /nothing found/);

  const compose = readFileSync(join(folder, "docker-compose.yml"), "utf8");
  const volumes = [...compose.matchAll(/^ {6}- (\.?\/\S+)$/gm)].map(([, volume = ""]) => volume);
  assert.deepEqual(volumes, [mount, "/app/.venv"]);
  const { name, error } = await up(await build(), volumes);
  assert.equal(error, undefined);
  const container = docker.getContainer(name);
  await eventually("uvicorn to listen", async () => {
    const log = await container.logs({ stdout: true, stderr: true });
    return /Uvicorn running on/.test(log.toString("latin1"));
  });
  assert.equal((await container.inspect()).State.Running, true);
});

test("the first state as it is started with only --from mended: the host's own environment", async (t) => {
  const { folder, docker, build, up } = story(t, "fastapi-poetry");
  const dockerfile = join(folder, "backend/Dockerfile");
  const text = readFileSync(dockerfile, "utf8");
  writeFileSync(
    dockerfile,
    text.replace(
      "COPY --chown=appuser:appgroup /app",
      "COPY --from=builder --chown=appuser:appgroup /app",
    ),
  );
  const { name } = await up(await build(), [mount]);
  await docker.getContainer(name).wait();
  const { code, stdout, stderr } = await dockwright(folder, ["diagnose", name, "--format", "json"]);
  assert.equal(code, 0, stderr);
  const causes = JSON.parse(stdout).findings.map(({ cause }: { cause: string }) => cause);
  assert.equal(causes[0], "copy-overwrites-dependencies");
  for (const next of ["mount-hides-program", "module-missing"])
    assert.ok(causes.includes(next), next);
});
