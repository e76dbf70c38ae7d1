import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parseDockerfile } from "../server/src/dockerfile/parse.ts";
import { readFolder } from "../server/src/lsp/folder.ts";
import { composeOf } from "./harness/compose.ts";
import { checkRepository, readRepository, repositoryOf } from "./harness/repository.ts";

test("every prefix of a Dockerfile and of a compose file is analysed without a fault", async () => {
  const whole = await readRepository(join(import.meta.dirname, "projects", "fastapi-poetry"));
  for (const path of ["backend/Dockerfile", "docker-compose.yml"]) {
    const text = whole.texts.get(path) ?? "";
    for (let end = 0; end < text.length; end += 3) {
      const texts = new Map([...whole.texts, [path, text.slice(0, end)]]);
      const findings = checkRepository({ ...whole, texts });
      for (const { at } of findings) assert.ok(at.start <= at.end, `${path} up to ${end}`);
    }
  }
});

test("mutations of a Dockerfile are analysed without a fault", async () => {
  const whole = await readRepository(join(import.meta.dirname, "projects", "fastapi-poetry"));
  const text = whole.texts.get("backend/Dockerfile") ?? "";
  const pieces = [
    '"',
    "[",
    "$",
    "${",
    "\\\n",
    "<<EOF\n",
    "\u0000",
    "\r\n",
    "FROM ",
    "&& (",
    "`",
    "--",
    "é",
  ];
  // A fixed sequence, so that a failure can be looked at again.
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let i = 0; i < 300; i++) {
    let changed = text;
    for (let j = 0; j <= i % 4; j++) {
      const at = random(changed.length);
      const piece = pieces[random(pieces.length)] ?? "";
      changed = changed.slice(0, at) + piece + changed.slice(at + random(6));
    }
    const texts = new Map([...whole.texts, ["backend/Dockerfile", changed]]);
    assert.doesNotThrow(() => checkRepository({ ...whole, texts }), JSON.stringify(changed));
  }
});

test("an alias bomb is not unfolded", () => {
  const levels = Array.from({ length: 40 }, (_, i) =>
    i === 0 ? "x0: &a0 [x, x]" : `x${i}: &a${i} [*a${i - 1}, *a${i - 1}]`,
  );
  const text = `${levels.join("\n")}\nservices:\n  a:\n    image: alpine\n    command: *a39\n`;
  const { services } = composeOf(text);
  assert.deepEqual(
    services.map(({ name }) => name.text),
    ["a"],
  );
});

test("a merge key that names itself, and an anchor in a circle, end", () => {
  const text = "services:\n  a: &a\n    <<: *a\n    image: alpine\n  b:\n    <<: [*a, *a]\n";
  const { services } = composeOf(text);
  assert.equal(services.find(({ name }) => name.text === "b")?.image?.text, "alpine");
});

test("a file of ten megabytes is left alone", () => {
  const dockerfile = `FROM alpine:3.20\n${"# filler\n".repeat(1_200_000)}`;
  const compose = `services:\n${"  # filler\n".repeat(1_000_000)}`;
  assert.deepEqual(composeOf(compose).services, []);
  assert.deepEqual(checkRepository(repositoryOf({ Dockerfile: dockerfile })), []);
});

test("what is no YAML, no map, or half of one has no services", () => {
  for (const text of [
    "",
    "\t",
    "[]",
    "services",
    "services:\n  - a",
    "services: {a: [}",
    "%%%",
    "a: *b",
  ]) {
    assert.deepEqual(composeOf(text).services, [], JSON.stringify(text));
  }
});

test("a Dockerfile without FROM, or with nothing behind a keyword, has what can be read", () => {
  assert.deepEqual(parseDockerfile("/Dockerfile", "RUN x\nCMD").stages, []);
  const [stage] = parseDockerfile("/Dockerfile", "FROM a\nCOPY\nENV\nWORKDIR\nUSER\nCMD").stages;
  assert.equal(stage?.base.text, "a");
});

test("link loops, binary files and unreadable names in a folder do no harm", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dockwright-bad-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync("loop-b", join(folder, "loop-a"));
  symlinkSync("loop-a", join(folder, "loop-b"));
  symlinkSync(".", join(folder, "self"));
  symlinkSync("loop-a", join(folder, "Dockerfile.loop"));
  writeFileSync(
    join(folder, "Dockerfile"),
    Uint8Array.from({ length: 5000 }, (_, i) => i % 256),
  );
  writeFileSync(
    join(folder, "compose.yaml"),
    "services:\n  a:\n    build: self/self\n    volumes: [./loop-a:/app]\n",
  );
  mkdirSync(join(folder, "a\nb"));
  const { listing, sources } = await readFolder(folder);
  assert.equal(listing.entries.get("self")?.kind, "symlink");
  assert.deepEqual(
    [...sources.keys()].map((file) => file.slice(folder.length + 1)),
    ["compose.yaml"],
  );
  assert.deepEqual(checkRepository(await readRepository(folder)), []);
});

test("the root of the file system is a folder like any other", () => {
  const entries = new Map([["srv", { kind: "directory", listed: true } as const]]);
  const listing = { root: "/", entries };
  const texts = new Map([["srv/Dockerfile", 'FROM alpine:3.20\nCOPY a /a\nCMD ["/a"]\n']]);
  assert.deepEqual(checkRepository({ root: "", texts, listing }), []);
});
