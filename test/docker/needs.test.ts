import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { overlap } from "../../client/src/docker/probes/needs.ts";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import { engineNeeds } from "../../server/src/project/engine-needs.ts";
import { projectOf, repositoryOf } from "../harness/repository.ts";
import { type Bench, collected, created, image, onEngine } from "./engine.ts";

const file = "/repo/compose.yaml";

/** Diagnoses the service "web" of a compose file, of which there is no container yet. */
async function ofService(bench: Bench, compose: string) {
  const name = `needs-${randomUUID().slice(0, 8)}`;
  const project = projectOf(repositoryOf({ "compose.yaml": `name: ${name}\n${compose}` }));
  const needs = project.containers.flatMap(engineNeeds).map(({ need }) => need);
  const tag = await image(bench, 'FROM busybox:latest\nCMD ["true"]');
  const evidence = await collected(bench, {
    kind: "service",
    name: "web",
    project: name,
    image: tag,
    planned: { composeFile: file, builds: false, needs },
  });
  const { findings } = diagnose(evidence, project);
  return findings.map(({ cause, certainty, at, message, fixes = [] }) => ({
    cause: `${cause.id} (${certainty})`,
    at: at && project.composeFiles[0]?.text.slice(at.start, at.end),
    message,
    fix: fixes[0]?.title,
  }));
}

onEngine("what is external, and what it shares with others, has to be there", async (bench) => {
  const found = await ofService(
    bench,
    `services:
  web:
    image: shop
    networks: [backend]
    volumes: ["uploads:/srv"]
    external_links: ["no-such-database:db"]
networks:
  backend: { external: true, name: no-such-network }
volumes:
  uploads: { external: true }
`,
  );
  assert.deepEqual(
    found.map(({ cause, at }) => [cause, at]),
    [
      ["resource-missing (certain)", "no-such-network"],
      ["resource-missing (certain)", "uploads"],
      ["resource-missing (certain)", '"no-such-database:db"'],
    ],
  );
  assert.match(found[0]?.message ?? "", /external network "no-such-network" not found/);
  assert.match(found[2]?.message ?? "", /No such container: no-such-database/);
});

onEngine("a name and a port that another container has", async (bench) => {
  const name = `needs-${randomUUID().slice(0, 8)}`;
  const Image = await image(bench, 'FROM busybox:latest\nCMD ["sleep", "60"]');
  const PortBindings = { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "0" }] };
  const other = await created(bench, {
    name,
    Image,
    ExposedPorts: { "80/tcp": {} },
    HostConfig: { PortBindings },
  });
  await other.start();
  const { Ports } = (await other.inspect()).NetworkSettings;
  const port = Ports["80/tcp"]?.[0]?.HostPort;
  const service = `services:\n  web:\n    image: shop\n    container_name: ${name}\n`;
  const found = await ofService(bench, `${service}    ports: ["${port}:8080"]\n`);
  const elsewhere = await ofService(bench, `${service}x-ports: ["${port}:8080"]\n`);
  await other.kill();
  const stopped = await ofService(bench, `${service}    ports: ["${port}:8080"]\n`);
  assert.deepEqual(
    found.map(({ cause, at, fix }) => [cause, at, fix]),
    [
      ["port-taken (certain)", `"${port}:8080"`, `Publish on ${Number(port) + 1}`],
      ["name-taken (certain)", name, "Leave the name to compose"],
    ],
  );
  for (const { message } of found) assert.ok(message.includes(name), message);
  for (const one of [elsewhere, stopped]) {
    assert.deepEqual(
      one.map(({ cause }) => cause),
      ["name-taken (certain)"],
    );
  }
});

onEngine("addresses that another network has", async (bench) => {
  const Name = `needs-${randomUUID().slice(0, 8)}`;
  const IPAM = { Config: [{ Subnet: "10.213.0.0/16" }] };
  const network = await bench.docker.createNetwork({ Name, Driver: "bridge", IPAM });
  try {
    const service = "services:\n  web: { image: shop, networks: [own] }\nnetworks:\n  own:\n";
    const wanting = (subnet: string) =>
      ofService(bench, `${service}    ipam: { config: [{ subnet: ${subnet} }] }\n`);
    const found = await wanting("10.213.7.0/24");
    assert.deepEqual(
      found.map(({ cause, at }) => [cause, at]),
      [["option-rejected (certain)", "10.213.7.0/24"]],
    );
    assert.ok(found[0]?.message.includes(Name));
    assert.deepEqual(await wanting("10.214.0.0/24"), []);
  } finally {
    await network.remove();
  }
});

onEngine("a service that gets what it wants", async (bench) => {
  const found = await ofService(
    bench,
    "services:\n  web: { image: shop, container_name: no-such-name, networks: [host] }\nnetworks:\n  host: { external: true }\n",
  );
  assert.deepEqual(found, []);
});

test("ranges of addresses overlap where one begins in the other", () => {
  assert.ok(overlap("10.0.0.0/8", "10.97.0.0/24"));
  assert.ok(overlap("10.97.0.0/24", "10.0.0.0/8"));
  assert.ok(overlap("fd00::/8", "fd12:3456::/32"));
  assert.ok(!overlap("10.97.0.0/24", "10.97.1.0/24"));
  assert.ok(!overlap("10.0.0.0/8", "fd00::/8"));
  assert.ok(!overlap("", "10.0.0.0/8"));
  assert.ok(!overlap("10.0.0.0/64", "10.0.0.0/64"));
});
