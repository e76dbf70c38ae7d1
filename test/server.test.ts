import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CodeAction, Diagnostic, WorkspaceEdit } from "vscode-languageserver";
import {
  type CheckResult,
  type Service,
  type Stage,
  stagesRequest,
} from "../server/src/protocol.ts";
import { type Editor, startEditor } from "./harness/editor.ts";

const project = "fastapi-poetry";
const dockerfile = "backend/Dockerfile";
const compose = "docker-compose.yml";

test("an opened Dockerfile gets its findings with code, page, source and related places", async (t) => {
  const editor = await startEditor(t, { project });
  await editor.open(dockerfile);
  const [first, ...others] = await pull(editor, dockerfile);
  assert.equal(first?.code, "copy-without-from");
  assert.equal(first?.source, "dockwright");
  assert.equal(first?.severity, 1);
  assert.equal(first?.codeDescription?.href, "file:///docs/copy-without-from.md");
  assert.equal(first?.range.start.line, 32);
  assert.deepEqual(
    first?.relatedInformation?.map(({ location }) => location.uri),
    [editor.uri(dockerfile), editor.uri(compose), editor.uri(dockerfile), editor.uri(dockerfile)],
  );
  assert.deepEqual(codes(others), ["copy-overwrites-dependencies", "module-missing"]);
});

test("an unsaved change of one file changes the findings of the other at once", async (t) => {
  const editor = await startEditor(t, { project });
  await editor.open(dockerfile);
  await editor.open(compose);
  assert.deepEqual(codes(await pull(editor, compose)), ["mount-hides-program"]);

  const refreshed = editor.next("workspace/diagnostic/refresh");
  await editor.change(dockerfile, editor.read(dockerfile).replaceAll("/app/.venv", "/opt/venv"));
  await refreshed;
  assert.deepEqual(codes(await pull(editor, compose)), [], "the program lies outside of the mount");

  await editor.change(dockerfile, editor.read(dockerfile));
  await editor.change(compose, editor.read(compose).replace("- ./backend:/app", "- ./data:/data"));
  const left = await pull(editor, dockerfile);
  const companions = left.flatMap(({ relatedInformation = [] }) => relatedInformation);
  assert.ok(!companions.some(({ location }) => location.uri === editor.uri(compose)));
});

test("closing an unsaved file goes back to what is on disk", async (t) => {
  const editor = await startEditor(t, { project });
  await editor.open(dockerfile, "FROM alpine:3.20\n");
  assert.deepEqual(codes(await pull(editor, dockerfile)), []);
  await editor.closeFile(dockerfile);
  assert.equal((await pull(editor, dockerfile)).length, 3);
});

test("files that are created, changed, renamed or deleted outside of the editor count", async (t) => {
  const editor = await startEditor(t, { project });
  await editor.open(dockerfile);
  await editor.open(compose);
  const tell = (...paths: string[]) =>
    editor.notify("workspace/didChangeWatchedFiles", {
      changes: paths.map((path) => ({ uri: editor.uri(path), type: 2 })),
    });

  writeFileSync(join(editor.folder, "backend/.dockerignore"), ".venv\n");
  await tell("backend/.dockerignore");
  const ignored = codes(await pull(editor, dockerfile));
  assert.deepEqual(ignored, ["copy-without-from", "module-missing"]);

  rmSync(join(editor.folder, "backend/.dockerignore"));
  rmSync(join(editor.folder, "backend/.venv"), { recursive: true });
  await tell("backend/.dockerignore", "backend/.venv");
  assert.deepEqual(codes(await pull(editor, dockerfile)), ignored, "no .venv, nothing overwritten");

  renameSync(join(editor.folder, "backend/app/main.py"), join(editor.folder, "backend/main.py"));
  await tell("backend/app/main.py", "backend/main.py");
  assert.deepEqual(codes(await pull(editor, dockerfile)), ["copy-without-from"]);

  mkdirSync(join(editor.folder, "backend/.venv/bin"), { recursive: true });
  writeFileSync(join(editor.folder, "backend/.venv/bin/uvicorn"), "#!/bin/sh\n", { mode: 0o755 });
  await tell("backend/.venv");
  assert.ok(codes(await pull(editor, dockerfile)).includes("copy-overwrites-dependencies"));

  await editor.closeFile(compose);
  rmSync(join(editor.folder, compose));
  await tell(compose);
  assert.deepEqual(codes(await pull(editor, compose)), []);
});

test("a quick fix that creates a file does so in one edit", async (t) => {
  const editor = await startEditor(t, { project });
  await editor.open(dockerfile);
  const [action] = await quickFixes(editor, dockerfile, 35);
  assert.equal(action?.title, "Create .dockerignore with .venv");
  assert.equal(action?.isPreferred, true);
  assert.equal(action?.diagnostics?.[0]?.code, "copy-overwrites-dependencies");
  const created = { kind: "create", uri: editor.uri("backend/.dockerignore") };
  const [create, edit] = changesOf(action?.edit);
  assert.deepEqual(create, { ...created, options: { ignoreIfExists: true } });
  assert.ok(edit && "edits" in edit);
  assert.deepEqual(edit.edits, [{ range: at(0, 0, 0, 0), newText: ".venv\n" }]);
});

test("the quick fixes of the mount keep its indentation", async (t) => {
  const editor = await startEditor(t, { project });
  await editor.open(compose);
  const actions = await quickFixes(editor, compose, 6);
  const texts = actions.map(({ edit }) => {
    const [change] = changesOf(edit);
    return change && "edits" in change
      ? change.edits.map((one) => ("newText" in one ? one.newText : ""))
      : [];
  });
  const comment = ["      # dockwright-ignore mount-hides-program\n"];
  assert.deepEqual(texts, [["\n      - /app/.venv"], ["./backend/app:/app/app"], comment]);
});

test("a finding is ignored by a quick fix that writes a comment, with the cursor at its reason", async (t) => {
  const editor = await startEditor(t, { project, snippets: true });
  await editor.open(dockerfile);
  const actions = await quickFixes(editor, dockerfile, 35);
  const ignore = actions.at(-1);
  assert.equal(ignore?.title, "Ignore copy-overwrites-dependencies here");
  assert.equal(ignore?.isPreferred, false);
  const [change] = changesOf(ignore?.edit);
  assert.ok(change && "edits" in change);
  assert.deepEqual(change.edits, [
    {
      range: at(35, 0, 35, 0),
      snippet: {
        kind: "snippet",
        value: "# dockwright-ignore copy-overwrites-dependencies -- ${1:reason}\n",
      },
    },
  ]);
});

test("a finding may be shown as a hint", async (t) => {
  const settings = { severity: { "copy-without-from": "hint" } };
  const editor = await startEditor(t, { project, settings });
  await editor.open(dockerfile);
  const [first] = await pull(editor, dockerfile);
  assert.equal(first?.severity, 4);
});

test("compose files that are started together are judged together", async (t) => {
  const settings = { compose: { files: [["docker-compose.yml", "compose.volumes.yml"]] } };
  const editor = await startEditor(t, { project, settings });
  await editor.open(compose);
  assert.deepEqual(codes(await pull(editor, compose)), ["mount-hides-program"]);
  const more = "services:\n  backend:\n    volumes:\n      - /app/.venv\n";
  writeFileSync(join(editor.folder, "compose.volumes.yml"), more);
  const changes = [{ uri: editor.uri("compose.volumes.yml"), type: 1 }];
  await editor.notify("workspace/didChangeWatchedFiles", { changes });
  assert.deepEqual(codes(await pull(editor, compose)), []);
});

test("the stages that are started, with the services that they are built for", async (t) => {
  const editor = await startEditor(t, { project });
  const uris = [editor.uri(dockerfile)];
  const [stage, ...more] = await editor.request<Stage[]>(stagesRequest, { uris });
  assert.deepEqual(more, []);
  assert.equal(stage?.uri, editor.uri(dockerfile));
  const lines = editor.read(dockerfile).split("\n");
  assert.match(lines[stage?.range.start.line ?? 0] ?? "", /^FROM python:3\.11-slim/);
  assert.match(lines[stage?.body.end.line ?? 0] ?? "", /^CMD/);
  assert.deepEqual(
    stage?.services.map(({ name, uri, body }) => [name, uri, body.start.line]),
    [["backend", editor.uri(compose), 1]],
  );
});

test("an editor that does not pull gets the findings pushed, and is told when they are gone", async (t) => {
  const editor = await startEditor(t, { project: "fastapi-poetry-mount-only", pulls: false });
  const pushed = editor.next<{ uri: string; diagnostics: Diagnostic[] }>(
    "textDocument/publishDiagnostics",
  );
  const { uri, diagnostics } = await pushed;
  assert.equal(uri, editor.uri(compose));
  assert.deepEqual(codes(diagnostics), ["mount-hides-program"]);

  const gone = editor.next<{ uri: string; diagnostics: Diagnostic[] }>(
    "textDocument/publishDiagnostics",
  );
  await editor.open(compose, "services: {}\n");
  assert.deepEqual(await gone, { uri: editor.uri(compose), diagnostics: [] });
});

test("the severity that the user sets for a cause wins, and off hides it", async (t) => {
  const settings = { severity: { "copy-without-from": "information", "module-missing": "off" } };
  const editor = await startEditor(t, { project, settings });
  await editor.open(dockerfile);
  const found = await pull(editor, dockerfile);
  assert.deepEqual(
    found.map(({ code, severity }) => [code, severity]),
    [
      ["copy-without-from", 3],
      ["copy-overwrites-dependencies", 2],
    ],
  );
});

test("files that nobody has opened are part of the workspace's diagnostics", async (t) => {
  const editor = await startEditor(t, { project });
  const report = await editor.request<{ items: { uri: string; kind: string }[] }>(
    "workspace/diagnostic",
    { previousResultIds: [] },
  );
  assert.deepEqual(
    report.items.map(({ uri, kind }) => [uri, kind]).toSorted(),
    [
      [editor.uri(dockerfile), "full"],
      [editor.uri(compose), "full"],
    ].toSorted(),
  );
});

test("several workspace folders, one added later", async (t) => {
  const editor = await startEditor(t, { project, roots: ["frontend"] });
  await editor.open("frontend/Dockerfile");
  assert.deepEqual(codes(await pull(editor, "frontend/Dockerfile")), []);
  await editor.notify("workspace/didChangeWorkspaceFolders", {
    event: { added: [{ uri: editor.uri(""), name: "all" }], removed: [] },
  });
  assert.deepEqual(codes(await pull(editor, compose)), ["mount-hides-program"]);
});

test("check names what cannot be read, and finds the rest", async (t) => {
  const editor = await startEditor(t, { project });
  writeFileSync(join(editor.folder, "Dockerfile.bin"), new Uint8Array([70, 82, 0, 1]));
  const result = await editor.request<CheckResult>("dockwright/check", {
    uris: [editor.uri("backend"), editor.uri("nowhere"), editor.uri("Dockerfile.bin")],
  });
  assert.equal(result.findings.length, 3);
  assert.deepEqual(result.checked, { dockerfiles: 1, composeFiles: 0, containers: 0 });
  assert.deepEqual(
    result.unreadable.map(({ why }) => why),
    ["no such file or folder", "a binary file"],
  );
});

test("services are listed with the project that compose would call theirs", async (t) => {
  const editor = await startEditor(t, { project });
  const services = await editor.request<Service[]>("dockwright/services", { uris: [] });
  assert.deepEqual(
    services.map(({ name, builds }) => [name, builds]),
    [
      ["backend", true],
      ["frontend", true],
      ["postgres", false],
      ["redis", false],
    ],
  );
  assert.equal(services[2]?.image, "postgres:16");
});

async function pull(editor: Editor, path: string): Promise<Diagnostic[]> {
  const report = await editor.request<{ items: Diagnostic[] }>("textDocument/diagnostic", {
    textDocument: { uri: editor.uri(path) },
  });
  return report.items;
}

function quickFixes(editor: Editor, path: string, line: number): Promise<CodeAction[]> {
  return editor.request("textDocument/codeAction", {
    textDocument: { uri: editor.uri(path) },
    range: at(line, 0, line, 200),
    context: { diagnostics: [], only: ["quickfix"] },
  });
}

function changesOf(edit: WorkspaceEdit | undefined) {
  return edit?.documentChanges ?? [];
}

function codes(diagnostics: readonly Diagnostic[]) {
  return diagnostics.map(({ code }) => code);
}

function at(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
