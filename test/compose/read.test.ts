import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEnvironmentFile } from "../../server/src/compose/environment-file.ts";
import { interpolate } from "../../server/src/compose/interpolate.ts";
import { parseCompose } from "../../server/src/compose/parse.ts";
import { splitCommand } from "../../server/src/compose/split-command.ts";

const values: Readonly<Record<string, string>> = { A: "a", EMPTY: "" };
const variables = (name: string) => values[name];

for (const [text, value] of [
  ["$A-${A}", "a-a"],
  ["$$A", "$A"],
  ["${NO:-d}", "d"],
  ["${EMPTY:-d}", "d"],
  ["${EMPTY-d}", ""],
  ["${NO:-${A}}", "a"],
  ["${A:?must be set}", "a"],
  ["${NO:?must be set}", undefined],
  ["${NO}", undefined],
  ["${A", undefined],
  ["5$", "5$"],
] as const) {
  test(`interpolation of ${text}`, () => assert.equal(interpolate(text, variables), value));
}

for (const [text, words] of [
  ["a  b", ["a", "b"]],
  [`a "b c" 'd e'`, ["a", "b c", "d e"]],
  [`a\\ b "c\\"d"`, ["a b", 'c"d']],
  [`""`, [""]],
  [`a "b`, undefined],
] as const) {
  test(`the words of ${text}`, () => assert.deepEqual(splitCommand(text), words));
}

test("a .env file: comments, export, quotes", () => {
  const text = "# c\nA=1 # why\nexport B='x y'\nC=\"a\\nb\"\nD=\nE=a#b\r\nF: g\n";
  assert.deepEqual(Object.fromEntries(parseEnvironmentFile(text)), {
    A: "1",
    B: "x y",
    C: "a\nb",
    D: "",
    E: "a#b",
    F: "g",
  });
});

test("anchors, merge keys and aliases give each value its own place", () => {
  const text = [
    "x-base: &base",
    "  image: alpine",
    "  volumes: [./a:/a]",
    "services:",
    "  one:",
    "    <<: *base",
    "    command: [x, y]",
    "  two: *base",
  ].join("\n");
  const { services } = parseCompose("/compose.yaml", text, variables);
  assert.deepEqual(
    services.map(({ name, image }) => [name.text, image?.text]),
    [
      ["one", "alpine"],
      ["two", "alpine"],
    ],
  );
  const [mount] = services[0]?.mounts ?? [];
  assert.equal(text.slice(mount?.span.start, mount?.span.end), "./a:/a");
});

test("short and long mounts", () => {
  const text = [
    "services:",
    "  a:",
    "    volumes:",
    "      - ./x:/x:ro",
    "      - data:/d",
    "      - /anonymous",
    "      - C:\\y:/y",
    "      - ${NO}:/z",
    "      - { type: bind, source: ./b, target: /b, read_only: true }",
    "    tmpfs: /t:size=1m",
  ].join("\n");
  const [service] = parseCompose("/compose.yaml", text, variables).services;
  const mounts = service?.mounts.map(({ type, source, target, readOnly }) => [
    type,
    source?.text,
    target.text,
    readOnly,
  ]);
  assert.deepEqual(mounts, [
    ["bind", "./x", "/x", true],
    ["volume", "data", "/d", false],
    ["volume", undefined, "/anonymous", false],
    ["bind", "C:\\y", "/y", false],
    ["other", "${NO}", "/z", false],
    ["bind", "./b", "/b", true],
    ["tmpfs", undefined, "/t", false],
  ]);
});
