import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { connect } from "../../client/src/docker/main.ts";
import { onEngine } from "./engine.ts";

const home = "/nonexistent";

test("an address that was named is not replaced by another", async () => {
  const environment = { DOCKER_HOST: "unix:///nonexistent/docker.sock" };
  await assert.rejects(connect({ environment, home }), {
    name: "NoEngine",
    tried: [
      {
        address: "unix:///nonexistent/docker.sock (from DOCKER_HOST)",
        why: "nothing is there",
      },
    ],
  });
});

test("an address that makes no sense", async () => {
  await assert.rejects(connect({ host: "fd://", environment: {}, home }), { name: "NoEngine" });
});

test("a server that never answers is given up", async (context) => {
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => server.close().closeAllConnections());
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const host = `tcp://127.0.0.1:${address.port}`;
  const began = performance.now();
  await assert.rejects(connect({ host, environment: {}, home }), {
    name: "NoEngine",
    message: /no answer within 3 s/,
  });
  assert.ok(performance.now() - began < 5000);

  const signal = AbortSignal.timeout(100);
  await assert.rejects(connect({ host, environment: {}, home, signal }), { name: "AbortError" });
});

test("something that speaks HTTP and is no engine", async (context) => {
  const server = createServer((_, response) => response.writeHead(404).end("<html>"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => server.close().closeAllConnections());
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const host = `http://127.0.0.1:${address.port}`;
  await assert.rejects(connect({ host, environment: {}, home }), { name: "NoEngine" });
});

onEngine("ssh is left to the ssh of the machine", async (bench, context) => {
  const socket = /unix:\/\/(.*)$/.exec(bench.engine.description)?.[1];
  if (!socket) return context.skip("the engine is not behind a Unix socket");
  const folder = await mkdtemp(join(tmpdir(), "dockwright-ssh-"));
  context.after(() => rm(folder, { recursive: true }));
  const bridge = `#!${process.execPath}
    if (!process.argv.join(" ").endsWith("-l ada -p 2222 -T -- build docker system dial-stdio")) {
      console.error("unexpected: " + process.argv.slice(2).join(" "));
      process.exit(1);
    }
    const socket = require("node:net").connect(${JSON.stringify(socket)});
    process.stdin.pipe(socket).pipe(process.stdout);
  `;
  await writeFile(join(folder, "ssh"), bridge);
  await chmod(join(folder, "ssh"), 0o755);
  const path = process.env.PATH;
  process.env.PATH = `${folder}${delimiter}${path}`;
  context.after(() => {
    process.env.PATH = path;
  });
  const engine = await connect({ host: "ssh://ada@build:2222", environment: {}, home: homedir() });
  assert.match(engine.description, /at ssh:\/\/ada@build:2222$/);
  assert.ok(Array.isArray(await engine.images()));
  await assert.rejects(connect({ host: "ssh://eve@build", environment: {}, home }), {
    name: "NoEngine",
    message: /unexpected: /,
  });
});
