import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { startServer } from "../../client/src/terminal/server-connection.ts";

const file = join(import.meta.dirname, "fake-server.mjs");
const never = new AbortController().signal;

test("it is told the folders, answers, and ends when asked to", async () => {
  const server = await startServer(file, ["/home/ann/shop"], never);
  assert.deepEqual(await server.services({ uris: [] }), [
    { uri: "file:///home/ann/shop", name: "shop" },
  ]);
  await server.close();
  await server.close();
});

test("a server that dies is no endless wait, and its last words are told", async () => {
  const server = await startServer(file, [], never);
  await assert.rejects(server.check({ uris: [] }), /the analysis ended with 3:\nsomething broke/);
  await server.close();
});

test("a server that does not start is told", async () => {
  await assert.rejects(startServer(join(import.meta.dirname, "no-server.mjs"), [], never));
});

test("an interruption ends it", async () => {
  const interrupted = new AbortController();
  const server = await startServer(file, [], interrupted.signal);
  interrupted.abort();
  await assert.rejects(server.services({ uris: [] }));
  await server.close();
});
