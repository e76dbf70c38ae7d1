import {
  type Connection,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { registerCheck } from "./check-request.ts";
import { registerCodeActions } from "./code-actions.ts";
import { registerDiagnose } from "./diagnose-request.ts";
import { registerDiagnostics } from "./diagnostics.ts";
import { registerServices } from "./services-request.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { registerStages } from "./stages-request.ts";
import { fileOf } from "./uris.ts";
import { createWorkspace, type Snapshot, type Workspace } from "./workspace.ts";

/** What each feature gets to work with. */
export interface Server {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** Everything as it is now, once the settings and the folders have been read. */
  readonly snapshot: () => Promise<Snapshot>;
  readonly settings: () => Settings;
  /** URI of the folder with one page per cause. */
  readonly docs: string;
  /** Calls back after anything changed that findings are made of. */
  readonly onChange: (listener: () => void) => void;
  /** Whether the editor asks for diagnostics; else they are pushed. */
  readonly pulls: () => boolean;
  /** Whether edits may hold places to type at. */
  readonly snippets: () => boolean;
}

/** Registers every feature on a connection; the caller listens. */
export function startServer(
  connection: Connection,
  docs: string,
  environment: ReadonlyMap<string, string> = new Map(),
): void {
  const documents = new TextDocuments(TextDocument);
  let settings = parseSettings(undefined);
  const workspace = createWorkspace(
    () => documents.all(),
    () => settings.composeLists,
    environment,
  );
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  let pulls = false;
  let snippets = false;
  let configures = false;
  let watches = false;
  let begin = () => {};
  const ready = new Promise<void>((resolve) => {
    begin = resolve;
  });

  const server: Server = {
    connection,
    workspace,
    async snapshot() {
      await ready;
      return workspace.snapshot();
    },
    settings: () => settings,
    docs,
    onChange: (listener) => void listeners.push(listener),
    pulls: () => pulls,
    snippets: () => snippets,
  };

  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
    pulls = capabilities.textDocument?.diagnostic !== undefined;
    snippets = capabilities.workspace?.workspaceEdit?.snippetEditSupport === true;
    configures = capabilities.workspace?.configuration === true;
    watches = capabilities.workspace?.workspaceFolders === true;
    settings = parseSettings(initializationOptions);
    // The folders are read while the editor goes on; whoever asks for findings waits for them.
    for (const { uri } of workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : [])) openFolder(uri);
    const result: InitializeResult = {
      serverInfo: { name: "dockwright" },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeActionProvider: { codeActionKinds: ["quickfix"] },
        diagnosticProvider: {
          identifier: "dockwright",
          interFileDependencies: true,
          workspaceDiagnostics: true,
        },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
    return result;
  });

  connection.onInitialized(async () => {
    if (configures) await readSettings();
    if (watches) {
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        for (const { uri } of removed) workspace.close(fileOf(uri));
        await Promise.all(added.map(({ uri }) => openFolder(uri)));
        tell();
      });
    }
    begin();
    tell();
  });

  connection.onDidChangeConfiguration(async ({ settings: sent }) => {
    if (configures) await readSettings();
    else settings = parseSettings((sent as { dockwright?: unknown } | null)?.dockwright);
    tell();
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    await workspace.changed(changes.map(({ uri }) => fileOf(uri)));
    tell();
  });
  documents.onDidChangeContent(tell);
  documents.onDidClose(tell);

  registerDiagnostics(server);
  registerCodeActions(server);
  registerCheck(server);
  registerDiagnose(server);
  registerServices(server);
  registerStages(server);
  documents.listen(connection);

  async function openFolder(uri: string): Promise<void> {
    // A folder of a virtual workspace cannot be read: what is open in the editor is all there is.
    if (uri.startsWith("file:")) await workspace.open(fileOf(uri));
  }

  async function readSettings(): Promise<void> {
    settings = parseSettings(await connection.workspace.getConfiguration("dockwright"));
  }
}
