import assert from "node:assert/strict";
import { test } from "node:test";
import { demultiplex, plainLines } from "../../client/src/docker/log-text.ts";

function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

test("both streams in the order in which they were written", () => {
  const bytes = Buffer.concat([frame(1, "out\n"), frame(2, "err\n"), frame(1, "more\n")]);
  assert.equal(demultiplex(bytes).toString(), "out\nerr\nmore\n");
});

test("a frame that was cut off", () => {
  const bytes = Buffer.concat([frame(1, "whole\n"), frame(1, "cut off\n").subarray(0, 11)]);
  assert.equal(demultiplex(bytes).toString(), "whole\ncut");
  assert.equal(demultiplex(frame(1, "x").subarray(0, 5)).toString(), "");
});

test("colours, titles and bells are taken out, tabs stay", () => {
  const text = "\u001b[1;31mError\u001b[0m:\tno\u0007 file\n\u001b]0;title\u0007done\n\n";
  assert.deepEqual(plainLines(text), ["Error:\tno file", "done"]);
});

test("a carriage return is shown where it means a Windows file, not where it draws a bar", () => {
  assert.deepEqual(plainLines("sh: can't open '/app\r'\r\n"), ["sh: can't open '/app\\r'"]);
  assert.deepEqual(plainLines("1%\r20%\r60%\r100%\n"), ["100%"]);
});

test("a line without end is shortened in its middle", () => {
  const [line = ""] = plainLines(`start${"x".repeat(100_000)}end`);
  assert.ok(line.length <= 2000);
  assert.match(line, /^start.*end$/);
});

test("what crun writes as JSON is read as its words", () => {
  const words = "exec container process (missing dynamic library?) `/srv/run.sh`: No such file";
  const time = '"level":"error","time":"2026-11-22T04:17:31.413996Z"';
  assert.deepEqual(plainLines(`up\n{"msg":"${words}",${time}}\n`), ["up", words]);
  const escaped = words.replaceAll("/", "\\/");
  const several = `{\n  "msg": "${escaped}",\n  "level": "error",\n  "time":"2026-11-22"\n}\n`;
  assert.deepEqual(plainLines(several), [words]);
  const others = '{"msg":"listening","level":"error","time":"2026-11-22"}';
  assert.deepEqual(plainLines(others), [others]);
});
