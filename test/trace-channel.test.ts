import assert from "node:assert/strict";
import { test } from "node:test";
import { traceChannel } from "../client/src/vscode/trace-channel.ts";

test("what the editor and the server say to each other is written down without secrets", () => {
  const written: string[] = [];
  const channel = {
    name: "Dockwright",
    trace(this: object, ...words: string[]) {
      assert.equal(this, channel);
      written.push(...words);
    },
  };
  const traced = traceChannel(channel as never);
  assert.equal(traced.name, "Dockwright");
  const text = "FROM alpine\nENV API_TOKEN=pl4nted\n";
  traced.trace("Sending notification 'textDocument/didOpen'.");
  traced.trace(JSON.stringify({ textDocument: { text } }));
  traced.trace(JSON.stringify([{ create: { Env: ["DB_PASSWORD=pl4nted", "TZ=UTC"] } }]));
  assert.match(written[0] ?? "", /didOpen/);
  assert.match(written.join("\n"), /FROM alpine.*API_TOKEN=«redacted».*TZ=UTC/s);
  assert.doesNotMatch(written.join("\n"), /pl4nted/);
});
