import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Screen } from "../../client/src/docker/engine.ts";
import { created, folder, onEngine } from "./engine.ts";

/** A screen that is typed at by a test. */
function fakeScreen() {
  let printed = "";
  let type: (text: string) => void = () => {};
  const screen: Screen = {
    print: (text) => {
      printed += text;
    },
    size: () => ({ columns: 100, rows: 30 }),
    onInput: (listener) => {
      type = listener;
    },
    onResize: () => {},
  };
  const until = async (words: RegExp) => {
    for (let left = 5000; left > 0; left -= 50) {
      if (words.test(printed)) return;
      await sleep(50);
    }
    assert.match(printed, words);
  };
  return { screen, until, type: (text: string) => type(text) };
}

onEngine(
  "a shell has the mounts, user, directory and environment, and leaves nothing",
  async (bench) => {
    const source = await folder({ "note.txt": "from the host\n" });
    await chmod(source, 0o755);
    const container = await created(bench, {
      Image: "busybox:latest",
      Cmd: ["/nope"],
      User: "1234:99",
      WorkingDir: "/tmp",
      Env: ["GREETING=hello"],
      HostConfig: { Binds: [`${source}:/data`] },
    });
    const before = (await bench.docker.listContainers({ all: true })).length;
    const { screen, until, type } = fakeScreen();
    const signal = new AbortController().signal;
    const request = { kind: "container", name: container.id } as const;
    const shell = bench.engine.shell(request, "/bin/sh", screen, signal);
    await until(/\$/);
    type("echo $(id -u):$(id -g) $(pwd) $GREETING $(cat /data/note.txt); stty size\n");
    await until(/1234:99 \/tmp hello from the host/);
    await until(/30 100/);
    type("exit\n");
    await shell;
    assert.equal((await bench.docker.listContainers({ all: true })).length, before);
  },
);

onEngine("a shell ends with the terminal that it is in", async (bench) => {
  const container = await created(bench, { Image: "busybox:latest", Cmd: ["/nope"] });
  const before = (await bench.docker.listContainers({ all: true })).length;
  const { screen, until } = fakeScreen();
  const abort = new AbortController();
  const request = { kind: "container", name: container.id } as const;
  const shell = bench.engine.shell(request, "/bin/sh", screen, abort.signal);
  await until(/#/);
  abort.abort();
  await shell;
  assert.equal((await bench.docker.listContainers({ all: true })).length, before);
});
