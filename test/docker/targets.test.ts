import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { newestOf } from "../../client/src/docker/targets.ts";
import { eventually } from "../e2e/eventually.ts";
import { collected, created, failing, image, onEngine } from "./engine.ts";

type Listed = Parameters<typeof newestOf>[0][number];

function listed(Id: string, Created: number, labels: Readonly<Record<string, string>>): Listed {
  const prefixed = Object.entries(labels).map(([name, value]) => [
    `com.docker.compose.${name}`,
    value,
  ]);
  const Labels = Object.fromEntries(prefixed);
  const HostConfig = { NetworkMode: "none" };
  const rest = { Names: [], Image: "", ImageID: "", Command: "", Ports: [], Mounts: [] };
  const NetworkSettings = { Networks: {} };
  return { ...rest, Id, Created, Labels, State: "exited", Status: "", HostConfig, NetworkSettings };
}

test("the newest container of a service, within a project and a compose file", () => {
  const one = { service: "api", project: "one" };
  const containers = [
    listed("old", 1, { ...one, "project.config_files": "/one/compose.yaml" }),
    listed("new", 2, { ...one, "project.config_files": "/one/compose.yaml,/one/dev.yaml" }),
    listed("other", 3, { service: "api", project: "two", "project.working_dir": "/two" }),
    listed("db", 4, { service: "db", project: "one" }),
  ];
  const idOf = (request: Parameters<typeof newestOf>[1]) => newestOf(containers, request)?.Id;
  assert.equal(idOf({ name: "api" }), "other");
  assert.equal(idOf({ name: "api", project: "one" }), "new");
  assert.equal(idOf({ name: "api", composeFile: "/one/dev.yaml" }), "new");
  assert.equal(idOf({ name: "api", composeFile: "/two/compose.yml" }), "other");
  assert.equal(idOf({ name: "api", composeFile: "/three/compose.yml" }), undefined);
});

test("the task of a stack, where compose made no container", () => {
  const task = (Id: string, stack: string, Image: string) => ({
    ...listed(Id, 1, {}),
    Image,
    Labels: {
      "com.docker.stack.namespace": stack,
      "com.docker.swarm.service.id": "s1",
      "com.docker.swarm.service.name": `${stack}_api`,
    },
  });
  const pinned = `shop/api:latest@sha256:${"0".repeat(64)}`;
  const tasks = [task("one", "one", pinned), task("two", "two", "other/api:1")];
  const request = { name: "api", composeFile: "/shop/compose.yaml" };
  const idOf = (more: object, all: readonly Listed[] = tasks) =>
    newestOf(all, { ...request, ...more })?.Id;
  assert.equal(idOf({ project: "two" }), "two");
  assert.equal(idOf({ project: "shop", image: "shop/api" }), "one");
  assert.equal(idOf({ project: "shop", image: "shop/api:2" }), undefined);
  const composed = { service: "api", project: "shop", "project.working_dir": "/shop" };
  const own = listed("own", 0, composed);
  assert.equal(idOf({ project: "shop", image: "shop/api" }, [...tasks, own]), "own");
});

test("Windows spells one path in several ways", () => {
  const labels = { service: "api", project: "p", "project.config_files": "C:\\work\\compose.yaml" };
  const found = newestOf([listed("a", 1, labels)], {
    name: "api",
    composeFile: "c:/work/compose.yaml",
  });
  assert.equal(found?.Id, "a");
});

onEngine("a container by its name, its id and the beginning of its id", async (bench) => {
  const container = await failing(bench, { Image: await image(bench, "FROM busybox:latest") });
  const { Name } = await container.inspect();
  for (const name of [Name.slice(1), Name, container.id, container.id.slice(0, 12)]) {
    const evidence = await collected(bench, { kind: "container", name });
    assert.equal(evidence.target.container, container.id);
    assert.equal(evidence.target.name, Name.slice(1));
  }
});

onEngine("a name that nothing has, and the one that was meant", async (bench) => {
  const name = `backend-${randomUUID().slice(0, 8)}-api-1`;
  await created(bench, { name, Image: await image(bench, "FROM busybox:latest") });
  const request = { kind: "container", name: name.replace("-api-1", "-api") } as const;
  await assert.rejects(collected(bench, request), (error: Error) => {
    assert.equal(error.name, "NoTarget");
    assert.equal(error.message, `there is no container "${request.name}"; did you mean "${name}"?`);
    return true;
  });
});

onEngine("a service by the labels that compose wrote", async (bench) => {
  const project = `p${randomUUID().slice(0, 8)}`;
  const Image = await image(bench, 'FROM busybox:latest\nCMD ["/nothing"]');
  const Labels = {
    "com.docker.compose.project": project,
    "com.docker.compose.service": "api",
    "com.docker.compose.project.working_dir": "/home/ada/shop",
    "com.docker.compose.project.config_files": "/home/ada/shop/compose.yaml",
  };
  const { id } = await failing(bench, { Image, Labels });
  const composeFile = "/home/ada/shop/compose.yaml";
  const evidence = await collected(bench, { kind: "service", name: "api", project, composeFile });
  assert.deepEqual(evidence.target, {
    kind: "service",
    name: "api",
    container: id,
    compose: {
      project,
      service: "api",
      workingDir: "/home/ada/shop",
      configFiles: ["/home/ada/shop/compose.yaml"],
    },
  });
  const other = { kind: "service", name: "web", project } as const;
  await assert.rejects(collected(bench, other), { name: "NoTarget" });
  const fallback = await collected(bench, { ...other, image: Image });
  assert.deepEqual(fallback.target, { kind: "service", name: "web" });
  assert.equal(fallback.container, undefined);
});

onEngine("images are offered newest first, and a missing one is told", async (bench) => {
  const tag = await image(bench, `FROM busybox:latest\nLABEL x=${randomUUID()}`);
  assert.ok((await bench.engine.images()).includes(tag));
  const request = { kind: "image", reference: "no/such:image" } as const;
  await assert.rejects(collected(bench, request), {
    name: "NoTarget",
    message: /there is no image "no\/such:image" here/,
  });
});

onEngine(
  "labels of an image that compose built do not make our containers its own",
  async (bench) => {
    const project = `p${randomUUID().slice(0, 8)}`;
    const tag = await image(
      bench,
      `FROM busybox:latest\nLABEL com.docker.compose.project=${project} com.docker.compose.service=api\nCMD ["sleep", "60"]`,
    );
    const seen = new Set<string>();
    let busy = true;
    const collecting = collected(
      bench,
      { kind: "image", reference: tag },
      { experiments: true },
    ).finally(() => {
      busy = false;
    });
    const filters = { label: [`com.docker.compose.project=${project}`] };
    while (busy) {
      for (const { Id } of await bench.docker.listContainers({ all: true, filters })) seen.add(Id);
    }
    await collecting;
    assert.deepEqual([...seen], []);
  },
);

onEngine("a container that is started again and again", async (bench) => {
  const Image = await image(bench, 'FROM busybox:latest\nCMD ["sh", "-c", "echo no db; exit 3"]');
  const HostConfig = { RestartPolicy: { Name: "always" } };
  const { id } = await failing(bench, { Image, HostConfig });
  const container = bench.docker.getContainer(id);
  // The engine waits longer and longer between two starts.
  await eventually("the fifth start", async () => (await container.inspect()).RestartCount > 5);
  const before = await bench.docker.listContainers({ all: true });
  const signal = new AbortController().signal;
  const options = { experiments: true, progress: () => {}, signal };
  const evidence = await bench.engine.collect({ kind: "container", name: id }, options);
  const after = await bench.docker.listContainers({ all: true });
  assert.deepEqual(
    after.map(({ Id }) => Id),
    before.map(({ Id }) => Id),
  );
  await container.remove({ force: true });
  assert.match(evidence.container?.status ?? "", /^(restarting|running)$/);
  assert.ok((evidence.container?.restartCount ?? 0) > 5);
  assert.equal(evidence.logs?.at(-1), "no db");
  assert.deepEqual(evidence.experiments, []);
});
