import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { applyFixes } from "../../client/src/terminal/apply-fixes.ts";
import { finding, folderWith, nothing, place, replace, wordCheck } from "./fake-terminal.ts";

test("all fixes of a round are applied, then it is checked again", async (context) => {
  const folder = folderWith(context, { a: "one two one", b: "two" });
  const check = wordCheck(folder, ["a", "b"], { one: "three", two: "four", three: "five" });
  const result = await applyFixes(check);
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "five four five");
  assert.equal(readFileSync(join(folder, "b"), "utf8"), "four");
  assert.deepEqual(result.findings, []);
  assert.equal(result.applied, 6);
});

test("of two fixes that overlap the first goes first, the other waits", async (context) => {
  const folder = folderWith(context, { a: "abc" });
  const check = wordCheck(folder, ["a"], { ab: "x", bc: "y" });
  await applyFixes(check);
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "xc");
});

test("files are created, with their folders", async (context) => {
  const folder = folderWith(context, {});
  const path = join(folder, "backend/.dockerignore");
  const at = place(path, 0, 0, 0);
  const result = await applyFixes(async () => ({
    ...nothing,
    findings: existsSync(path)
      ? []
      : [finding("no ignore file", at, [replace(at, ".venv\n", true)])],
  }));
  assert.equal(readFileSync(path, "utf8"), ".venv\n");
  assert.equal(result.applied, 1);
});

test("two findings that ask for the same edit get it once", async (context) => {
  const folder = folderWith(context, { a: "x" });
  const at = place(join(folder, "a"), 0, 0, 0);
  let round = 0;
  await applyFixes(async () => ({
    ...nothing,
    findings: round++ === 0 ? [1, 2].map(() => finding("m", at, [replace(at, ".venv\n")])) : [],
  }));
  assert.equal(readFileSync(join(folder, "a"), "utf8"), ".venv\nx");
});

test("a fix that does not mend its finding is not given again", async (context) => {
  const folder = folderWith(context, { a: "x" });
  const at = place(join(folder, "a"), 0, 0, 0);
  const result = await applyFixes(async () => ({
    ...nothing,
    findings: [finding("m", at, [replace(at, "y")])],
  }));
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "yx");
  assert.equal(result.findings.length, 1);
});

test("never more than ten rounds", async (context) => {
  const folder = folderWith(context, { a: "" });
  const at = place(join(folder, "a"), 0, 0, 0);
  let round = 0;
  await applyFixes(async () => ({
    ...nothing,
    findings: [finding(`new each time: ${round++}`, at, [replace(at, "y")])],
  }));
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "y".repeat(10));
});

test("Windows line ends stay what they are", async (context) => {
  const folder = folderWith(context, { a: "one\r\ntwo\r\n" });
  await applyFixes(wordCheck(folder, ["a"], { one: "1\n2" }));
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "1\r\n2\r\ntwo\r\n");
});

test("a fix of line ends is no line to keep them in", async (context) => {
  const folder = folderWith(context, { a: "#!/bin/sh\r\necho\r\n" });
  const path = join(folder, "a");
  const fix = {
    title: "Save it with LF",
    files: [
      {
        uri: place(path, 0, 0, 0).uri,
        create: false,
        edits: [place(path, 0, 9, 10), place(path, 1, 4, 5)].map(({ range }) => ({
          range,
          newText: "",
        })),
      },
    ],
  };
  await applyFixes(async () => ({
    ...nothing,
    findings: readFileSync(path, "utf8").includes("\r")
      ? [finding("CR LF", place(path, 0, 0, 9), [fix])]
      : [],
  }));
  assert.equal(readFileSync(path, "utf8"), "#!/bin/sh\necho\n");
});
