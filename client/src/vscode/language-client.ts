import { type Disposable, type LogOutputChannel, window, workspace } from "vscode";
import {
  type DocumentSelector,
  LanguageClient,
  type LanguageClientOptions,
  type NodeModule,
  TransportKind,
} from "vscode-languageclient/node";
import {
  type CheckResult,
  checkRequest,
  type Diagnosis,
  diagnoseRequest,
  type Service,
  type Stage,
  servicesRequest,
  stagesRequest,
} from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { refreshWithOthers, withoutDuplicates } from "./duplicates.ts";
import { withLineEnds } from "./line-ends.ts";
import { traceChannel } from "./trace-channel.ts";

/** Starts the language server at once. Requests wait until it has started. */
export function languageServer(module: string, output: LogOutputChannel): Server & Disposable {
  const watcher = workspace.createFileSystemWatcher("**/*");
  const options: LanguageClientOptions = {
    documentSelector: documents,
    outputChannel: output,
    traceOutputChannel: traceChannel(output),
    // A build context changes with every file that comes or goes; the server decides what matters.
    synchronize: { fileEvents: watcher, configurationSection: "dockwright" },
    middleware: { provideCodeActions: withLineEnds, ...withoutDuplicates },
    // We tell the user ourselves, once, where the client would tell it twice.
    initializationFailedHandler: () => false,
  };
  const server: NodeModule = { module, transport: TransportKind.ipc };
  const debug: NodeModule = { ...server, options: { execArgv: ["--nolazy", "--inspect=6009"] } };
  const client = new LanguageClient("dockwright", "Dockwright", { run: server, debug }, options);

  const others = refreshWithOthers(client);
  const started = client.start();
  started.catch((error: unknown) => tellNotStarted(error, output));
  const request = async <Result>(method: string, params: object): Promise<Result> => {
    await started;
    return client.sendRequest<Result>(method, params);
  };
  return {
    check: (params) => request<CheckResult>(checkRequest, params),
    diagnose: (params) => request<Diagnosis>(diagnoseRequest, params),
    services: (params) => request<readonly Service[]>(servicesRequest, params),
    stages: (params) => request<readonly Stage[]>(stagesRequest, params),
    dispose() {
      watcher.dispose();
      others.dispose();
      // Where it never started there is nothing to stop.
      client.dispose().catch(() => {});
    },
  };
}

export const composeFiles = "**/{docker-compose,compose}*.{yml,yaml}";

export const dockerfiles = [
  "**/Dockerfile*",
  "**/*.Dockerfile",
  "**/*.dockerfile",
  "**/Containerfile*",
];

const patterns = [
  ...dockerfiles,
  composeFiles,
  "**/{.dockerignore,.containerignore,*.dockerignore}",
  "**/{.env,.env.*,*.env}",
];

const documents: DocumentSelector = [
  ...patterns.map((pattern) => ({ scheme: "file", pattern })),
  ...["file", "untitled"].flatMap((scheme) => [
    { scheme, language: "dockerfile" },
    { scheme, language: "dockercompose" },
  ]),
];

async function tellNotStarted(error: unknown, output: LogOutputChannel): Promise<void> {
  output.error(error instanceof Error ? error : String(error));
  const show = "Show Output";
  const answer = await window.showErrorMessage(
    "Dockwright cannot check Dockerfiles and compose files: its language server did not start.",
    show,
  );
  if (answer === show) output.show();
}
