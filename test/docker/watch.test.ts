import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { earlyDeaths, type Moment } from "../../client/src/docker/early-death.ts";
import type { Death } from "../../client/src/docker/engine.ts";
import { created, onEngine } from "./engine.ts";

/** Which of the events, given in seconds, tells of a death. */
function deaths(
  ...events: readonly (readonly [seconds: number, what: string, exitCode?: number])[]
) {
  const isDeath = earlyDeaths();
  return events.flatMap(([seconds, what, exitCode]) => {
    const moment: Moment = {
      what,
      id: "a",
      at: seconds * 1000,
      ...(exitCode !== undefined && { exitCode }),
    };
    return isDeath(moment) ? [`${seconds}: ${what}`] : [];
  });
}

test("a program that fails within seconds has died early", () => {
  assert.deepEqual(
    deaths(
      [0, "network connect"],
      [1, "container start"],
      [3, "container die", 1],
      [3, "network disconnect"],
    ),
    ["3: container die"],
  );
});

test("a container that loses its network without having started could not be started", () => {
  assert.deepEqual(deaths([0, "network connect"], [1, "network disconnect"]), [
    "1: network disconnect",
  ]);
});

test("what ended well, was stopped, or ran for a while is nobody's worry", () => {
  const begun = [
    [0, "network connect"],
    [1, "container start"],
  ] as const;
  assert.deepEqual(deaths(...begun, [3, "container die", 0], [3, "network disconnect"]), []);
  assert.deepEqual(deaths(...begun, [2, "container kill"], [3, "container die", 137]), []);
  assert.deepEqual(deaths(...begun, [60, "container die", 1]), []);
  assert.deepEqual(deaths([3, "container die", 1]), [], "nobody saw its start");
});

onEngine(
  "the engine tells of a start that was refused, and of a program that fails",
  async (bench) => {
    const seen: Death[] = [];
    const abort = new AbortController();
    const watching = bench.engine.watch((death) => void seen.push(death), abort.signal);
    await sleep(500);
    const labels = {
      "com.docker.compose.project": "shop",
      "com.docker.compose.service": "web",
      "com.docker.compose.project.working_dir": "/home/ann/shop",
    };
    const options = { Image: "busybox:latest", Labels: labels };
    const refused = await created(bench, { ...options, Cmd: ["/nope"] });
    await assert.rejects(refused.start());
    const failing = await created(bench, { ...options, Cmd: ["sh", "-c", "exit 3"] });
    await failing.start();
    const fine = await created(bench, { ...options, Cmd: ["true"] });
    await fine.start();
    const other = await created(bench, { Image: "busybox:latest", Cmd: ["false"] });
    await other.start();
    await sleep(1500);
    abort.abort();
    await assert.rejects(watching);
    assert.deepEqual(
      seen.map(({ id, exitCode }) => [id, exitCode]),
      [
        [refused.id, 127],
        [failing.id, 3],
      ],
    );
    assert.match(seen[0]?.error ?? "", /stat \/nope: no such file or directory/);
    assert.equal(seen[1]?.compose.service, "web");
  },
);
