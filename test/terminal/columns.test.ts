import assert from "node:assert/strict";
import { test } from "node:test";
import { besides, columnsOf, wrap } from "../../client/src/terminal/columns.ts";

test("colours take no column, wide characters two", () => {
  assert.equal(columnsOf("\u001b[31mred\u001b[39m"), 3);
  assert.equal(columnsOf("日本"), 4);
  assert.equal(columnsOf("e\u0301"), 1);
});

test("text is broken at blanks, long words anywhere, and what fits not at all", () => {
  assert.deepEqual(wrap("  it fits", 20), ["  it fits"]);
  assert.deepEqual(wrap("one two three", 8, "  "), ["one two", "  three"]);
  assert.deepEqual(wrap("/a/very/long/path", 8, "  "), ["/a/ver", "  y/long", "  /path"]);
});

test("blocks stand beside each other", () => {
  assert.deepEqual(besides(["a", "b"], ["c"], 3), ["a  c", "b"]);
});
