import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");

/** The only files which may import a package, or a Node built-in with effects. */
const owners: Readonly<Record<string, RegExp>> = {
  vscode: /^client\/src\/vscode\//,
  "vscode-languageclient": /^client\/src\/vscode\//,
  dockerode: /^client\/src\/docker\//,
  "docker-modem": /^client\/src\/docker\//,
  "dockerfile-ast": /^server\/src\/dockerfile\/parse\.ts$/,
  yaml: /^server\/src\/compose\/read-yaml\.ts$/,
  unbash: /^server\/src\/shell\/parse\.ts$/,
  "@balena/dockerignore": /^server\/src\/context\/ignore\.ts$/,
  "smol-toml": /^server\/src\/image\/effects\/pyproject\.ts$/,
  "vscode-languageserver": /^server\/src\/(lsp\/|main\.ts)/,
  "vscode-uri": /^(server\/src\/lsp\/|client\/)/,
  "node:fs": /^(server\/src\/lsp\/|client\/)/,
  "node:child_process": /^client\//,
  "node:path": /^(server\/src\/main\.ts|client\/)/,
};

/** Each folder of the server, and those that it may import. */
const below: Readonly<Record<string, readonly string[]>> = {
  base: [],
  launch: ["base", "evidence.ts"],
  dockerfile: ["base"],
  shell: ["base"],
  compose: ["base"],
  refusals: ["base", "compose"],
  context: ["base", "launch"],
  image: ["base", "launch", "dockerfile", "shell", "context"],
  project: [
    "base",
    "launch",
    "dockerfile",
    "shell",
    "compose",
    "refusals",
    "context",
    "image",
    "evidence.ts",
  ],
  causes: [
    "base",
    "launch",
    "dockerfile",
    "compose",
    "refusals",
    "context",
    "image",
    "project",
    "evidence.ts",
  ],
  analysis: ["base", "launch", "causes", "project", "evidence.ts", "protocol.ts"],
  lsp: ["*"],
  "main.ts": ["lsp"],
  "protocol.ts": ["evidence.ts", "launch"],
  "evidence.ts": ["launch"],
  "redact.ts": [],
};

for (const file of sources("client/src", "server/src")) {
  test(file, () => {
    for (const name of imports(file)) {
      const owner = Object.entries(owners).find(
        ([pkg]) => name === pkg || name.startsWith(`${pkg}/`),
      );
      if (owner) assert.match(file, owner[1], `${file} must not import ${name}`);
      if (name.startsWith(".")) checkDirection(file, posix.join(dirname(file), name));
    }
  });
}

test("causes do not import each other", () => {
  const shared =
    /\/(cause|opening-fixes|proof|quotes|lookup-failure|chain-break|words|shell-syntax|swallowed-command|detached-server|missing-need)\.ts$/;
  for (const file of sources("server/src/causes")) {
    if (file.endsWith("/index.ts")) continue;
    const own = imports(file).filter((name) => name.startsWith("./"));
    assert.deepEqual(
      own.filter((name) => !shared.test(name)),
      [],
      file,
    );
  }
});

test("nothing in the server reads a clock, the environment or waits, but at its rim", () => {
  for (const file of sources("server/src").filter((name) => !/\/(lsp\/|main\.ts)/.test(name))) {
    const text = readFileSync(join(root, file), "utf8");
    assert.doesNotMatch(text, /\basync\b|\bawait\b|Date\.now|process\.|setTimeout/, file);
  }
});

function checkDirection(file: string, target: string): void {
  if (file.startsWith("client/")) {
    if (!target.startsWith("server/")) return;
    assert.match(target, /^server\/src\/(protocol\.ts|evidence\.ts|redact\.ts|launch\/)/, file);
    return;
  }
  assert.ok(!target.startsWith("client/"), `${file} must not import the client`);
  const [from, to] = [part(file), part(target)];
  const allowed = below[from];
  assert.ok(allowed, `${from} is not in the table of folders`);
  if (from === to || allowed.includes("*")) return;
  assert.ok(allowed.includes(to), `${file} must not import from ${to}`);
}

function part(file: string): string {
  return file.slice("server/src/".length).split("/")[0] ?? "";
}

function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
}

function imports(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const statements = text.matchAll(/^(?:import|export)\b[^"';]*?(?:from )?"(?<name>[^"]+)"/gm);
  const dynamic = text.matchAll(/\bimport\("(?<name>[^"]+)"\)/g);
  return [...statements, ...dynamic].map((match) => match.groups?.name ?? "");
}
