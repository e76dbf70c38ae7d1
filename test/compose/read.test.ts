import assert from "node:assert/strict";
import { test } from "node:test";
import { environmentOf } from "../../server/src/compose/environment-file.ts";
import { interpolate } from "../../server/src/compose/interpolate.ts";
import { splitCommand } from "../../server/src/compose/split-command.ts";
import { composeOf } from "../harness/compose.ts";

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
  test(`the words of ${text}`, () => assert.deepEqual(splitCommand(text)?.words, words));
}

test("a .env file: comments, export, quotes", () => {
  const text = "# c\nA=1 # why\nexport B='x y'\nC=\"a\\nb\"\nD=\nE=a#b\r\nF: g\n";
  assert.deepEqual(Object.fromEntries(environmentOf({ file: "/.env", text }, () => undefined)), {
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
  const { services } = composeOf(text, variables);
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

const service = (...lines: string[]) => {
  const text = ["services:", "  a:", ...lines.map((line) => `    ${line}`)].join("\n");
  return composeOf(text, variables).services[0];
};

for (const [written, text] of [
  ["3.10", "3.1"],
  ["0755", "493"],
  ["0x1F", "31"],
  ["1_000", "1000"],
  ["+5", "5"],
  ["-.5", "-0.5"],
  ["True", "true"],
  ["yes", "yes"],
  ["1.2.3", "1.2.3"],
  ["'3.10'", "3.10"],
  ["~", undefined],
] as const) {
  test(`an unquoted ${written} is what compose prints of it`, () =>
    assert.equal(service(`user: ${written}`)?.user?.text, text));
}

test("what is not known takes nothing with it but its own part", () => {
  const read = service(
    "volumes:",
    "  - ${NO}/src:/app:ro",
    "environment:",
    "  - KNOWN=1",
    "  - UNKNOWN=${NO}",
    "  - ${NO}=1",
  );
  const [mount] = read?.mounts ?? [];
  assert.deepEqual(
    [mount?.type, mount?.source?.unknown, mount?.target.text, mount?.readOnly],
    ["other", true, "/app", true],
  );
  assert.deepEqual(
    [...(read?.environment ?? [])].map(([name, value]) => [name, value?.unknown]),
    [
      ["KNOWN", undefined],
      ["UNKNOWN", true],
    ],
  );
});

test("ports: ranges, addresses, protocols, the long form", () => {
  const read = service(
    "ports:",
    '  - "8000-8001:80-81/udp"',
    '  - "127.0.0.1:5000:5000"',
    '  - "[::1]:9000-9010:90"',
    "  - 3000",
    "  - ${NO}:70",
    "  - { target: 60, published: 6000, host_ip: 10.0.0.1 }",
  );
  assert.deepEqual(
    read?.options.ports.map(({ hostIp, published, target, protocol, unknown }) =>
      [hostIp ?? "", published ?? "", target, protocol, unknown ?? ""].join(" ").trim(),
    ),
    [
      "8000 80 udp",
      "8001 81 udp",
      "127.0.0.1 5000 5000 tcp",
      "::1 9000-9010 90 tcp",
      "3000 tcp",
      "70 tcp true",
      "10.0.0.1 6000 60 tcp",
    ],
  );
});

test("settings by their path, limits, networks", () => {
  const read = service(
    "hostname: h",
    "mem_limit: 64m",
    "sysctls: [net.core.somaxconn=1024]",
    "ulimits: { nproc: 5, nofile: { soft: 1, hard: 2 } }",
    "networks: { back: { ipv4_address: 10.0.0.2, aliases: [b] } }",
    "devices: ['/dev/x:/dev/y:r']",
    "deploy: { resources: { limits: { memory: 1g } } }",
    "logging: { driver: local }",
  );
  const { settings, ulimits, networks, devices, sysctls } = read?.options ?? {};
  assert.equal(settings?.get("hostname")?.text, "h");
  assert.equal(settings?.get("mem_limit")?.text, "64m");
  assert.equal(settings?.get("deploy.resources.limits.memory")?.text, "1g");
  assert.equal(settings?.get("logging.driver")?.text, "local");
  assert.equal(sysctls?.get("net.core.somaxconn")?.text, "1024");
  assert.deepEqual(
    ulimits?.map(({ name, soft, hard }) => [name.text, soft?.text, hard?.text]),
    [
      ["nproc", "5", "5"],
      ["nofile", "1", "2"],
    ],
  );
  assert.deepEqual(
    networks?.map(({ network, ipv4, aliases }) => [
      network.text,
      ipv4?.text,
      aliases.map(({ text }) => text),
    ]),
    [["back", "10.0.0.2", ["b"]]],
  );
  assert.deepEqual(
    devices?.map(({ source, target, permissions }) => [source.text, target.text, permissions]),
    [["/dev/x", "/dev/y", "r"]],
  );
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
  const [service] = composeOf(text, variables).services;
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
    ["other", "${NO}:/z", "/z", false],
    ["bind", "./b", "/b", true],
    ["tmpfs", undefined, "/t", false],
  ]);
});
