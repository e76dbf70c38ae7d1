import assert from "node:assert/strict";
import { test } from "node:test";
import { edited } from "../../client/src/file-edits.ts";
import { carriedEdit } from "../../client/src/vscode/carried-edit.ts";

const text = "one\ntwo\nthree\nfour\n";
const line = (number: number, newText: string) => ({
  newText,
  range: { start: { line: number, character: 0 }, end: { line: number + 1, character: 0 } },
});
const carry = (done: ReturnType<typeof line>[], now: string, edit: ReturnType<typeof line>) => {
  const carried = carriedEdit(text, done, now, edit);
  return carried && edited(now, [carried]);
};

test("nothing has changed", () => {
  assert.equal(carry([], text, line(1, "2\n")), "one\n2\nthree\nfour\n");
});

test("a fix between two others finds its line", () => {
  const done = [line(0, "1\n1\n"), line(2, "")];
  assert.equal(carry(done, "1\n1\ntwo\nfour\n", line(1, "2\n")), "1\n1\n2\nfour\n");
});

test("what somebody typed elsewhere is no obstacle", () => {
  assert.equal(carry([], `${text}five\n`, line(1, "2\n")), "one\n2\nthree\nfour\nfive\n");
  assert.equal(carry([], `zero\n${text}`, line(1, "2\n")), "zero\none\n2\nthree\nfour\n");
  assert.equal(
    carry([line(0, "")], `zero\n${text.slice(4)}`, line(1, "2\n")),
    "zero\n2\nthree\nfour\n",
  );
});

test("what somebody typed at the place itself is", () => {
  assert.equal(carry([], "one\ntwenty\nthree\nfour\n", line(1, "2\n")), undefined);
  assert.equal(carry([], "", line(1, "2\n")), undefined);
});

test("a fix that touches the text of an earlier one has to wait for a new diagnosis", () => {
  assert.equal(carry([line(1, "2\n")], "one\n2\nthree\nfour\n", line(1, "II\n")), undefined);
});
