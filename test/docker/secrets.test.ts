import assert from "node:assert/strict";
import { collected, failing, image, onEngine } from "./engine.ts";

const secret = "pl4nted-S3cret-v4lue";

onEngine(
  "a secret in environment, log, argv and script leaves the machine nowhere",
  async (bench) => {
    const dockerfile = 'FROM busybox:latest\nCOPY run.sh /run.sh\nCMD ["/run.sh"]';
    const script = `#!/bin/sh ${secret}\necho "token $API_TOKEN at $DATABASE_URL"; exit 1\n`;
    const tag = await image(bench, dockerfile, { "run.sh": script });
    const { id } = await failing(bench, {
      Image: tag,
      Cmd: ["sh", "-c", 'env; echo "got $API_TOKEN"; exit 1', "--password", secret],
      Env: [`API_TOKEN=${secret}`, `DATABASE_URL=postgres://app:${secret}@db/app`],
    });
    const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
    const json = JSON.stringify(evidence);
    assert.ok(!json.includes(secret), json);
    assert.ok(evidence.container?.environment.includes("API_TOKEN"));
    assert.match(evidence.logs?.join("\n") ?? "", /got «redacted»/);
    assert.match(evidence.logs?.join("\n") ?? "", /postgres:\/\/app:«redacted»@db\/app/);
  },
);

onEngine("nor in what the engine says, a shell answers or an experiment prints", async (bench) => {
  const dockerfile = "FROM busybox:latest\nCOPY run.sh /app/run.sh";
  const script = `#!/bin/sh\necho "using $API_TOKEN"\nsleep 60\n`;
  const tag = await image(bench, dockerfile, { "run.sh": script });
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: [`/app/${secret}/run.sh`],
    Env: [`API_TOKEN=${secret}`],
  });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.match(evidence.container?.error ?? "", /\/app\/«redacted»\/run\.sh/);
  assert.ok(!JSON.stringify(evidence).includes(secret));
});

onEngine("nor in the list of candidates", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest");
  const Env = [`API_TOKEN=${secret}`];
  const { id } = await failing(bench, { Image: tag, Cmd: [`/${secret}`], Env });
  const candidates = await bench.engine.candidates();
  const candidate = candidates.find((each) => each.id === id);
  assert.equal(candidate?.status, "created");
  assert.match(candidate?.error ?? "", /«redacted»/);
  assert.ok(!JSON.stringify(candidates).includes(secret));
});
