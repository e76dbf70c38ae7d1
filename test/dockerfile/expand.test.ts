import assert from "node:assert/strict";
import { test } from "node:test";
import { expand, unknownValue } from "../../server/src/dockerfile/expand.ts";

const values: Readonly<Record<string, string>> = { A: "a", EMPTY: "", PATH: "/bin" };
const lookup = (name: string) => (name === "UNKNOWN" ? unknownValue : values[name]);

const cases: readonly [text: string, value: string | undefined][] = [
  ["/app/$A/x", "/app/a/x"],
  ["${A}b", "ab"],
  ['"$A b"', "a b"],
  ["'$A'", "$A"],
  ["\\$A", "$A"],
  ["${NO:-d}", "d"],
  ["${EMPTY:-d}", "d"],
  ["${EMPTY-d}", ""],
  ["${A:-d}", "a"],
  ["${A:+r}", "r"],
  ["${NO:+r}", ""],
  ["${NO:-${A}x}", "ax"],
  ["${NO}", ""],
  ["$UNKNOWN", undefined],
  ["${UNKNOWN:-d}", undefined],
  ["/x:$PATH", "/x:/bin"],
  ["a$", "a$"],
  ["${A", "${A"],
  ["${A#x}", undefined],
];

for (const [text, value] of cases) {
  test(text, () => assert.equal(expand(text, lookup), value));
}
