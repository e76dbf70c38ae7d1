import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { TestContext } from "node:test";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import { eventually } from "../e2e/eventually.ts";
import { projectOf, repositoryOf } from "../harness/repository.ts";
import { type Bench, collected, image, onEngine } from "./engine.ts";

const script = "#!/bin/sh\necho up\nexec sleep 60\n";

type Undo = (step: () => Promise<unknown>) => void;

/** Makes the engine a swarm of its own, unless it belongs to one. What a test did in it is undone backwards. */
async function swarm({ docker }: Bench, context: TestContext): Promise<Undo> {
  const steps: (() => Promise<unknown>)[] = [];
  context.after(async () => {
    for (const step of steps.toReversed()) await step();
  });
  const { Swarm } = await docker.info();
  if (Swarm?.LocalNodeState !== "active") {
    await docker.swarmInit({ ListenAddr: "127.0.0.1:0", AdvertiseAddr: "127.0.0.1" });
    steps.push(() => docker.swarmLeave({ force: true }));
  }
  return (step) => void steps.push(step);
}

interface Deployed {
  readonly stack: string;
  /** The container of its only task. */
  readonly id: string;
}

/** One service of a stack, as `docker stack deploy` makes it, tried once. */
async function deployed({ docker }: Bench, undo: Undo, containerSpec: object): Promise<Deployed> {
  const stack = `stack${randomUUID().slice(0, 8)}`;
  const Labels = { "com.docker.stack.namespace": stack };
  const service = await docker.createService({
    Name: `${stack}_web`,
    Labels,
    TaskTemplate: {
      ContainerSpec: { Labels, ...containerSpec },
      RestartPolicy: { Condition: "none" },
      // No network of the swarm's own is needed for it.
      Networks: [{ Target: "host" }],
    },
  } as never);
  const filters = { label: [`com.docker.stack.namespace=${stack}`] };
  const containers = () => docker.listContainers({ all: true, filters });
  undo(async () => {
    await service.remove();
    await eventually("the end of its tasks", async () => (await containers()).length === 0);
  });
  const ended = await eventually("the failed task", async () => {
    const tasks = await docker.listTasks({ filters: { service: [`${stack}_web`] } });
    const failed = tasks.find(({ Status }) => Status?.State === "failed");
    return failed?.Status?.ContainerStatus?.ContainerID;
  });
  return { stack, id: ended };
}

onEngine(
  "a task of a swarm joins its compose file by stack and service",
  async (bench, context) => {
    const undo = await swarm(bench, context);
    const dockerfile = "FROM alpine:3.20\nCOPY run.sh /app/run.sh";
    const Image = await image(bench, dockerfile, { "run.sh": script });
    const { id, stack } = await deployed(bench, undo, { Image, Command: ["/app/server"] });
    const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
    assert.deepEqual(evidence.target.compose, { project: stack, service: "web", configFiles: [] });
    assert.match(evidence.container?.error ?? "", /no such file or directory/);
    assert.equal(evidence.files?.container?.["/app/server"]?.kind, "absent");

    const compose = `services:\n  web:\n    build: .\n    image: ${Image}\n    entrypoint: [/app/server]\n`;
    const files = { Dockerfile: dockerfile, "run.sh": script };
    // Of two that have such a service, the one that is called like the stack.
    const repository = repositoryOf({
      "compose.yaml": `name: ${stack}\n${compose}`,
      "other/compose.yaml": `name: other\n${compose}`,
      ...files,
    });
    const [finding] = diagnose(evidence, projectOf(repository)).findings;
    assert.equal(finding?.cause.id, "program-missing");
    assert.equal(finding?.at?.file, "/repo/compose.yaml");

    // By its service, where the stack is called like the project and where its image tells.
    for (const project of [stack, "another-name"]) {
      const composeFile = "/srv/shop/compose.yaml";
      const request = { kind: "service", name: "web", project, composeFile, image: Image } as const;
      const { target } = await collected(bench, request);
      assert.equal(target.container, id);
      assert.equal(target.kind, "service");
    }
    const candidates = await bench.engine.candidates();
    assert.equal(candidates.find((each) => each.id === id)?.service, "web");
  },
);

onEngine("a config of the swarm is no file that is missing", async (bench, context) => {
  const undo = await swarm(bench, context);
  const Image = await image(bench, "FROM busybox:latest");
  const Name = `config-${randomUUID().slice(0, 8)}`;
  const Data = Buffer.from("#!/bin/nothing\n").toString("base64");
  const { id: ConfigID } = await bench.docker.createConfig({ Name, Data });
  undo(() => bench.docker.getConfig(ConfigID).remove());
  const File = { Name: "/opt/start/run.sh", UID: "0", GID: "0", Mode: 0o755 };
  const { id } = await deployed(bench, undo, {
    Image,
    Command: ["/opt/start/run.sh"],
    Configs: [{ File, ConfigID, ConfigName: Name }],
  });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.equal(evidence.files?.container?.["/opt/start/run.sh"]?.kind, "unknown");
  assert.equal(evidence.files?.container?.["/opt/start"]?.kind, "directory");
  const { findings } = diagnose(evidence, projectOf(repositoryOf({})));
  assert.deepEqual(
    findings.filter(({ cause }) => cause.id === "program-missing"),
    [],
  );
});
