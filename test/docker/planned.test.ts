import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { TargetRequest } from "../../client/src/docker/engine.ts";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import { createRequest } from "../../server/src/project/create-request.ts";
import { projectOf, repositoryOf } from "../harness/repository.ts";
import { type Bench, collected, folder, image, onEngine } from "./engine.ts";

const script = "#!/bin/sh\necho up\nexec sleep 60\n";
const dockerfile = 'FROM busybox:latest\nCOPY run.sh /app/run.sh\nCMD ["/app/run.sh"]';

function projectWith(service: string) {
  const text = `services:\n  web:\n    image: IMAGE\n${service}volumes:\n  data:\n`;
  return projectOf(repositoryOf({ "compose.yaml": text }));
}

/** Of a service that compose never made a container for. */
async function request(bench: Bench, service: string): Promise<TargetRequest> {
  const [container] = projectWith(service).containers;
  const create = container && createRequest(container);
  return {
    kind: "service",
    name: "web",
    project: `planned-${randomUUID().slice(0, 8)}`,
    image: await image(bench, dockerfile, { "run.sh": script }),
    planned: { composeFile: "/repo/compose.yaml", builds: true, ...(create && { create }) },
  };
}

function causesOf(evidence: Evidence, service: string): readonly string[] {
  const { findings } = diagnose(evidence, projectWith(service));
  return findings.filter(({ quotes }) => quotes).map(({ cause }) => cause.id);
}

onEngine("a service without a container is looked at as compose would make it", async (bench) => {
  const source = await folder({ "README.md": "" });
  const service = `    volumes: ["${source}:/app"]\n    user: "1000"\n    environment: { API_TOKEN: pl4nted-S3cret }\n`;
  const target = await request(bench, service);
  const evidence = await collected(bench, target, { experiments: true, folders: [source] });
  assert.equal(evidence.target.container, undefined);
  assert.equal(evidence.container?.user, "1000");
  assert.equal(evidence.files?.container?.["/app/run.sh"]?.kind, "absent");
  assert.deepEqual(causesOf(evidence, service), ["mount-hides-program"]);
  assert.ok(!JSON.stringify(evidence).includes("pl4nted"));
});

onEngine("one that would start has nothing to be blamed for", async (bench) => {
  const service = '    volumes: ["data:/data"]\n    cap_drop: [ALL]\n    mem_limit: 64m\n';
  const evidence = await collected(bench, await request(bench, service), { experiments: true });
  assert.deepEqual(causesOf(evidence, service), []);
  assert.equal(evidence.experiments?.[0]?.outcome.kind, "running");
  assert.deepEqual(evidence.gaps, []);
});

onEngine("what the engine refuses to make, in its own words", async (bench) => {
  const service = "    cap_add: [LABCAP]\n";
  const evidence = await collected(bench, await request(bench, service), { experiments: true });
  assert.match(evidence.gaps[0]?.why ?? "", /unknown capability/);
  assert.deepEqual(causesOf(evidence, service), ["option-rejected"]);
});

onEngine("a folder that compose would make on the host is not made", async (bench) => {
  const source = await folder();
  const service = `    volumes: ["${join(source, "missing")}:/srv"]\n`;
  const target = await request(bench, service);
  const evidence = await collected(bench, target, { experiments: true, folders: [source] });
  assert.deepEqual(
    evidence.gaps.map(({ probe }) => probe),
    ["mount"],
  );
  assert.deepEqual(causesOf(evidence, service), []);
});

onEngine("a service whose image nobody built", async (bench) => {
  const target = { ...(await request(bench, "")), image: "no/such:image" };
  const evidence = await collected(bench, target);
  assert.deepEqual(evidence.missing, { image: "no/such:image", builds: true });
  assert.deepEqual(causesOf(evidence, ""), ["image-missing"]);
});
