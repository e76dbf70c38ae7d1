import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { pack } from "tar-stream";
import { kindOf, permissions, readHead, readStat } from "../../client/src/docker/archive.ts";

function statHeader(mode: number, linkTarget = ""): string {
  const stat = { name: "x", size: 1, mode, mtime: "2026-01-01T00:00:00Z", linkTarget };
  return Buffer.from(JSON.stringify(stat)).toString("base64");
}

test("Go's modes: kinds and permissions", () => {
  const directory = readStat(statHeader(2 ** 31 + 2 ** 20 + 0o777));
  assert.equal(kindOf(directory), "directory");
  assert.equal(permissions(directory), 0o1777);

  const link = readStat(statHeader(2 ** 27 + 0o777, "/bin/busybox"));
  assert.equal(kindOf(link), "symlink");
  assert.equal(link.linkTarget, "/bin/busybox");

  assert.equal(kindOf(readStat(statHeader(2 ** 26 + 2 ** 21 + 0o666))), "special");
  const setuid = readStat(statHeader(2 ** 23 + 0o755));
  assert.equal(kindOf(setuid), "file");
  assert.equal(permissions(setuid), 0o4755);
});

test("the head of a file, owner included", async () => {
  const archive = pack();
  archive.entry({ name: "run.sh", mode: 0o750, uid: 1000, gid: 50 }, "#!/bin/sh\r\necho\r\n");
  archive.finalize();
  const head = await readHead(Readable.from(archive), 4096);
  assert.equal(head?.header.uid, 1000);
  assert.equal(head?.header.gid, 50);
  assert.equal(head?.header.mode, 0o750);
  assert.equal(head?.bytes.toString(), "#!/bin/sh\r\necho\r\n");
});

test("a link keeps the target that was written into it", async () => {
  const archive = pack();
  archive.entry({ name: "python", type: "symlink", linkname: "../lib/python3" });
  archive.finalize();
  const head = await readHead(Readable.from(archive), 4096);
  assert.equal(head?.header.type, "symlink");
  assert.equal(head?.header.linkname, "../lib/python3");
});

test("a name beyond the hundred characters of a header", async () => {
  const name = `${"folder/".repeat(30)}file`;
  const archive = pack();
  archive.entry({ name }, "x");
  archive.finalize();
  const head = await readHead(Readable.from(archive), 4096);
  assert.equal(head?.header.name, name);
});

test("a huge file is not read to its end", async () => {
  const archive = pack();
  archive.on("error", () => {});
  let written = 0;
  const entry = archive.entry({ name: "disk.img", size: 5 * 1024 ** 3 });
  entry.on("error", () => {});
  const block = Buffer.alloc(64 * 1024);
  const source = new Readable({
    read() {
      written += block.length;
      this.push(block);
    },
  });
  source.on("error", () => {});
  source.pipe(entry);
  const stream = Readable.from(archive);
  const head = await readHead(stream, 4096);
  assert.equal(head?.bytes.length, 4096);
  assert.equal(stream.destroyed, true);
  assert.ok(written < 4 * 1024 ** 2, `${written} bytes were asked for`);
  source.destroy();
});

test("an empty archive", async () => {
  const archive = pack();
  archive.finalize();
  assert.equal(await readHead(Readable.from(archive), 4096), undefined);
});
