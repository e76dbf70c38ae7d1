import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { TestContext } from "node:test";
import { createConnection } from "vscode-languageserver/node";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { URI } from "vscode-uri";
import { startServer } from "../../server/src/lsp/server.ts";

/** An editor that speaks LSP with a real server over streams in memory. */
export interface Editor {
  readonly folder: string;
  readonly uri: (path: string) => string;
  readonly read: (path: string) => string;
  open(path: string, text?: string, languageId?: string): Promise<void>;
  change(path: string, text: string): Promise<void>;
  closeFile(path: string): Promise<void>;
  request<Result>(method: string, params: object): Promise<Result>;
  notify(method: string, params: object): Promise<void>;
  /** Resolves with the parameters of the next notification or request of this name. */
  next<Params>(method: string): Promise<Params>;
}

interface Options {
  /** A folder of test/projects, copied for this test; or several workspace folders. */
  readonly project: string;
  readonly roots?: readonly string[];
  readonly pulls?: boolean;
  readonly snippets?: boolean;
  readonly settings?: object;
}

export async function startEditor(context: TestContext, options: Options): Promise<Editor> {
  const { project, roots = [""], pulls = true, snippets = false, settings = {} } = options;
  const folder = mkdtempSync(join(tmpdir(), "dockwright-editor-"));
  const source = join(import.meta.dirname, "..", "projects", project);
  cpSync(source, folder, { recursive: true, verbatimSymlinks: true });

  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const server = createConnection(toServer, toEditor);
  startServer(server, "file:///docs");
  server.listen();
  const editor = createMessageConnection(
    new StreamMessageReader(toEditor),
    new StreamMessageWriter(toServer),
  );
  const waiting = new Map<string, ((params: never) => void)[]>();
  const arrived = (method: string, params: unknown) => {
    for (const resolve of waiting.get(method)?.splice(0) ?? []) resolve(params as never);
  };
  editor.onNotification((method: string, params: unknown) => arrived(method, params));
  editor.onRequest((method: string, params: unknown) => {
    arrived(method, params);
    return method === "workspace/configuration" ? [settings] : null;
  });
  editor.listen();
  context.after(() => {
    editor.dispose();
    server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const uri = (path: string) => URI.file(join(folder, path)).toString();
  const versions = new Map<string, number>();
  await editor.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: roots.map((root) => ({ uri: uri(root), name: root || "root" })),
    capabilities: {
      textDocument: pulls ? { diagnostic: {} } : {},
      workspace: {
        configuration: true,
        workspaceEdit: { documentChanges: true, snippetEditSupport: snippets },
        workspaceFolders: true,
        diagnostics: { refreshSupport: true },
      },
    },
  });
  await editor.sendNotification("initialized", {});

  return {
    folder,
    uri,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    open(path, text = readFileSync(join(folder, path), "utf8"), languageId = "plaintext") {
      versions.set(path, 1);
      const textDocument = { uri: uri(path), languageId, version: 1, text };
      return editor.sendNotification("textDocument/didOpen", { textDocument });
    },
    change(path, text) {
      const version = (versions.get(path) ?? 1) + 1;
      versions.set(path, version);
      const textDocument = { uri: uri(path), version };
      return editor.sendNotification("textDocument/didChange", {
        textDocument,
        contentChanges: [{ text }],
      });
    },
    closeFile: (path) =>
      editor.sendNotification("textDocument/didClose", { textDocument: { uri: uri(path) } }),
    request: (method, params) => editor.sendRequest(method, params),
    notify: (method, params) => editor.sendNotification(method, params),
    next: (method) =>
      new Promise((resolve) => {
        waiting.set(method, [...(waiting.get(method) ?? []), resolve]);
      }),
  };
}
