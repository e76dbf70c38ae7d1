import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Diagnostic } from "vscode-languageserver";
import { type Editor, startEditor } from "./harness/editor.ts";

const compose = "docker-compose.yml";
const mount = "    volumes:\n      - ./backend:/app\n";

/** The sample project, whose mount hides the program, with that mount said elsewhere. */
async function started(context: TestContext, roots = [""]) {
  const editor = await startEditor(context, { project: "fastapi-poetry-mount-only", roots });
  return {
    ...editor,
    /** The causes told at a file. */
    async found(path: string): Promise<string[]> {
      const textDocument = { uri: editor.uri(path) };
      const report = await editor.request<{ items: Diagnostic[] }>("textDocument/diagnostic", {
        textDocument,
      });
      return report.items.map(({ code }) => String(code));
    },
    /** A file changes outside of the editor. */
    async write(path: string, text: string, mode = 0o644): Promise<void> {
      mkdirSync(dirname(join(editor.folder, path)), { recursive: true });
      writeFileSync(join(editor.folder, path), text, { mode });
      await tell(editor, path);
    },
    async rename(from: string, to: string): Promise<void> {
      renameSync(join(editor.folder, from), join(editor.folder, to));
      await tell(editor, from, to);
    },
    async remove(path: string): Promise<void> {
      rmSync(join(editor.folder, path), { recursive: true });
      await tell(editor, path);
    },
    without: () => editor.read(compose).replace(mount, ""),
  };
}

function tell(editor: Editor, ...paths: string[]): Promise<void> {
  const changes = paths.map((path) => ({ uri: editor.uri(path), type: 2 }));
  return editor.notify("workspace/didChangeWatchedFiles", { changes });
}

const service = (name: string) => `services:\n  ${name}:\n${mount}`;

test("a mount of an override file: created, edited, renamed, deleted", async (t) => {
  const editor = await started(t);
  await editor.open(compose, editor.without());
  assert.deepEqual(await editor.found(compose), []);

  const over = "docker-compose.override.yml";
  await editor.write(over, service("backend"));
  assert.deepEqual(await editor.found(over), ["mount-hides-program"]);
  assert.deepEqual(await editor.found(compose), []);

  await editor.open(over, service("backend").replace("./backend:/app", "./backend:/src"));
  assert.deepEqual(await editor.found(over), []);
  await editor.closeFile(over);
  assert.deepEqual(await editor.found(over), ["mount-hides-program"]);

  // Under another name nobody says that the two belong together.
  renameSync(join(editor.folder, over), join(editor.folder, "docker-compose.dev.yml"));
  await tell(editor, over, "docker-compose.dev.yml");
  assert.deepEqual(await editor.found("docker-compose.dev.yml"), []);
  renameSync(join(editor.folder, "docker-compose.dev.yml"), join(editor.folder, over));
  await tell(editor, over, "docker-compose.dev.yml");
  assert.deepEqual(await editor.found(over), ["mount-hides-program"]);
  rmSync(join(editor.folder, over));
  await tell(editor, over);
  assert.deepEqual(await editor.found(over), []);
});

test("a mount of the service that another file is extended from, whatever that is called", async (t) => {
  const editor = await started(t);
  const extended = editor
    .without()
    .replace("backend:\n", "backend:\n    extends: { file: shared/base.yml, service: api }\n");
  await editor.open(compose, extended);
  assert.deepEqual(await editor.found(compose), [], "what is extended is not there yet");

  const base = "backend/base.yml";
  await editor.change(compose, extended.replace("shared/base.yml", base));
  const inside = service("api").replace("./backend:", ".:");
  await editor.write(base, inside);
  assert.deepEqual(await editor.found(base), ["mount-hides-program"]);

  await editor.open(base, inside.replace(":/app", ":/src"));
  assert.deepEqual(await editor.found(base), []);
  await editor.change(base, inside);
  assert.deepEqual(await editor.found(base), ["mount-hides-program"]);
  await editor.closeFile(base);
  await editor.write(base, inside.replace("- .:/app", "- ./none:/none"));
  assert.deepEqual(await editor.found(base), []);
});

test("a mount whose path stands in .env", async (t) => {
  const editor = await started(t);
  const text = editor.read(compose).replace("./backend:/app", "./backend:${PLACE}");
  await editor.open(compose, text);
  assert.deepEqual(await editor.found(compose), [], "a place that nobody knows");
  await editor.write(".env", "PLACE=/app\n");
  assert.deepEqual(await editor.found(compose), ["mount-hides-program"]);
  await editor.open(".env", "PLACE=/src\n");
  assert.deepEqual(await editor.found(compose), []);
});

test("a mount of an included file, which is no project of its own", async (t) => {
  const editor = await started(t);
  await editor.write(
    "api.yaml",
    `${service("api")}    build: ./backend\n    depends_on: [redis]\n`,
  );
  await editor.open(compose, `include: [api.yaml]\n${editor.without()}`);
  assert.deepEqual(await editor.found("api.yaml"), ["mount-hides-program"]);
  await editor.change(compose, editor.without());
  assert.deepEqual(await editor.found("api.yaml"), [], "nobody speaks of it any more");
});

test("files that .env or a development container names are read together", async (t) => {
  const editor = await started(t);
  await editor.open(compose, editor.without());
  await editor.write("docker-compose.code.yml", service("backend"));
  assert.deepEqual(await editor.found("docker-compose.code.yml"), []);

  await editor.write(".env", `COMPOSE_FILE=${compose}:docker-compose.code.yml\n`);
  assert.deepEqual(await editor.found("docker-compose.code.yml"), ["mount-hides-program"]);

  await editor.write(".env", "");
  const names = `["${compose}", "docker-compose.code.yml"], // both\n`;
  await editor.write("devcontainer.json", `{ "dockerComposeFile": ${names} }`);
  assert.deepEqual(await editor.found("docker-compose.code.yml"), ["mount-hides-program"]);
});

test("a file is what the editor takes it for", async (t) => {
  const editor = await started(t);
  const stack = "deploy/stack.yml";
  const text = editor.read(compose).replaceAll("./", "../");
  await editor.open(stack, text);
  assert.deepEqual(await editor.found(stack), []);
  await editor.closeFile(stack);
  await editor.open(stack, text, "dockercompose");
  assert.deepEqual(await editor.found(stack), ["mount-hides-program"]);
});

test("a Dockerfile and a compose file in folders of their own", async (t) => {
  const editor = await started(t, ["backend", "frontend"]);
  await editor.write(
    "frontend/compose.yaml",
    `${service("api").replace("./", "../")}    build: ../backend\n`,
  );
  assert.deepEqual(await editor.found("frontend/compose.yaml"), ["mount-hides-program"]);
  await editor.open(
    "backend/Dockerfile",
    editor.read("backend/Dockerfile").replaceAll("/app/.venv", "/opt/venv"),
  );
  assert.deepEqual(await editor.found("frontend/compose.yaml"), []);
});

const starts = (program: string) =>
  `FROM debian:bookworm-slim\nCOPY start.sh /srv/\nCMD ["${program}"]\n`;
const builds = (more = "") => `services:\n  shop:\n    build: .\n${more}`;

test("what compose starts decides on the findings of the Dockerfile", async (t) => {
  const editor = await started(t);
  assert.deepEqual(await editor.found("shop/Dockerfile"), [], "read before there is such a folder");
  await editor.write("shop/start.sh", "#!/bin/sh\nexec sleep 1\n", 0o755);
  await editor.write("shop/Dockerfile", starts("/srv/begin.sh"));
  const file = "shop/Dockerfile";
  const own = () => editor.found(file);
  assert.deepEqual(await own(), ["program-missing"], "the image by itself");

  const main = "shop/compose.yaml";
  const given = builds("    command: /srv/start.sh\n");
  await editor.write(main, given);
  assert.deepEqual(await own(), [], "created");
  await editor.open(main, builds());
  assert.deepEqual(await own(), ["program-missing"], "edited, not saved");
  await editor.change(main, given);
  assert.deepEqual(await own(), [], "edited once more");
  await editor.change(main, builds());
  await editor.closeFile(main);
  assert.deepEqual(await own(), [], "closed without saving");
  await editor.write(main, builds());
  assert.deepEqual(await own(), ["program-missing"], "saved");
  await editor.write(main, given);
  await editor.rename(main, "shop/notes.yaml");
  assert.deepEqual(await own(), ["program-missing"], "renamed to what is no compose file");
  await editor.rename("shop/notes.yaml", "shop/docker-compose.yml");
  assert.deepEqual(await own(), [], "renamed back to one");
  await editor.remove("shop/docker-compose.yml");
  assert.deepEqual(await own(), ["program-missing"], "deleted");
});

test("the Dockerfile decides on the findings of compose files", async (t) => {
  const editor = await started(t);
  const main = "shop/compose.yaml";
  const hides = builds("    volumes: ['./data:/srv']\n");
  await editor.write("shop/start.sh", "#!/bin/sh\nexec sleep 1\n", 0o755);
  await editor.write("shop/data/list.txt", "one\n");
  await editor.write(main, hides);
  assert.deepEqual(await editor.found(main), [], "nobody knows what is built");

  const file = "shop/Dockerfile";
  await editor.write(file, starts("/srv/start.sh"));
  assert.deepEqual(await editor.found(main), ["mount-hides-program"], "created");
  await editor.open(file, starts("/srv/start.sh").replaceAll("/srv/", "/opt/"));
  assert.deepEqual(await editor.found(main), [], "edited, not saved");
  await editor.change(file, starts("/srv/start.sh"));
  assert.deepEqual(await editor.found(main), ["mount-hides-program"], "edited once more");
  await editor.closeFile(file);
  await editor.write(file, starts("/srv/start.sh").replaceAll("/srv/", "/opt/"));
  assert.deepEqual(await editor.found(main), [], "saved");
  await editor.write(file, starts("/srv/start.sh"));
  await editor.rename(file, "shop/shop.Dockerfile");
  assert.deepEqual(await editor.found(main), [], "renamed to what compose does not build");
  await editor.rename("shop/shop.Dockerfile", file);
  assert.deepEqual(await editor.found(main), ["mount-hides-program"], "renamed back");
  await editor.rename("shop", "store");
  assert.deepEqual(await editor.found("store/compose.yaml"), ["mount-hides-program"]);
  assert.deepEqual(await editor.found(main), [], "what is no longer there");
  await editor.remove("store/Dockerfile");
  assert.deepEqual(await editor.found("store/compose.yaml"), [], "deleted");
});

test("projects of several workspace folders do not speak for each other", async (t) => {
  const editor = await started(t, ["one", "two"]);
  for (const root of ["one", "two"]) {
    await editor.write(`${root}/start.sh`, "#!/bin/sh\nexec sleep 1\n", 0o755);
    await editor.write(`${root}/Dockerfile`, starts("/srv/begin.sh"));
    await editor.write(`${root}/compose.yaml`, builds());
  }
  const both = async () => [
    ...(await editor.found("one/Dockerfile")),
    ...(await editor.found("two/Dockerfile")),
  ];
  assert.deepEqual(await both(), ["program-missing", "program-missing"]);

  await editor.open("one/compose.yaml", builds("    command: /srv/start.sh\n"));
  assert.deepEqual(await editor.found("one/Dockerfile"), []);
  assert.deepEqual(await editor.found("two/Dockerfile"), ["program-missing"]);

  const gone = { uri: editor.uri("one"), name: "one" };
  await editor.closeFile("one/compose.yaml");
  await editor.notify("workspace/didChangeWorkspaceFolders", {
    event: { added: [], removed: [gone] },
  });
  assert.deepEqual(await both(), ["program-missing"]);
  await editor.notify("workspace/didChangeWorkspaceFolders", {
    event: { added: [gone], removed: [] },
  });
  assert.deepEqual(await both(), ["program-missing", "program-missing"]);
});
