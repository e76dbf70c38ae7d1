// node --import tsx test/bench/time.ts CONTAINER [ROUNDS]: how long a diagnosis of CONTAINER takes on the
// engine that DOCKER_HOST names, with and without experiments, beside one create, start and remove of its image.
import { homedir } from "node:os";
import { connect } from "../../client/src/docker/main.ts";
import { client } from "../../client/src/docker/transport.ts";

const [name = "", rounds = "5"] = process.argv.slice(2);
const engine = await connect({ environment: process.env, home: homedir() });
const docker = client({ host: engine.description.replace(/^.* at /, "") });
const { Image } = await docker.getContainer(name).inspect();

console.log(engine.description);
const plain = await median(async () => {
  const container = await docker.createContainer({ Image, HostConfig: { NetworkMode: "none" } });
  await container.start().catch(() => {});
  await container.remove({ force: true, v: true });
});
console.log(`create, start and remove: ${Math.round(plain)} ms`);
for (const experiments of [false, true]) {
  const steps = new Map<string, number>();
  const ms = await median(async () => {
    const signal = new AbortController().signal;
    const options = { experiments, progress: () => {}, signal };
    const evidence = await engine.collect({ kind: "container", name }, options);
    for (const { step, ms } of evidence.timing ?? []) steps.set(step, ms);
  });
  const ratio = (ms / plain).toFixed(1);
  const each = [...steps].map(([step, ms]) => `${step} ${ms}`).join(", ");
  console.log(
    `a diagnosis ${experiments ? "with" : "without"} experiments: ${Math.round(ms)} ms, ${ratio} times as much (${each})`,
  );
}

async function median(work: () => Promise<void>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < Number(rounds); i++) {
    const began = performance.now();
    await work();
    all.push(performance.now() - began);
  }
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
}
