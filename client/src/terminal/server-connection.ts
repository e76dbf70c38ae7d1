import { spawn } from "node:child_process";
import { basename } from "node:path";
import { createProtocolConnection } from "vscode-languageserver-protocol/node";
import { URI } from "vscode-uri";
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
import type { RunningServer } from "./terminal.ts";

/** Starts the language server `file` as a child process and speaks LSP with it over its pipes. */
export async function startServer(
  file: string,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<RunningServer> {
  const child = spawn(process.execPath, [file, "--stdio"], { signal, killSignal: "SIGKILL" });
  const connection = createProtocolConnection(child.stdout, child.stdin);
  const ended = end(child);
  const request = <Result>(method: string, params: object): Promise<Result> =>
    Promise.race([connection.sendRequest<Result>(method, params), ended]);

  connection.listen();
  await request("initialize", {
    processId: process.pid,
    clientInfo: { name: "dockwright" },
    rootUri: null,
    workspaceFolders: folders.map((folder) => ({
      uri: URI.file(folder).toString(),
      name: basename(folder),
    })),
    capabilities: { workspace: { workspaceFolders: true } },
  });
  await connection.sendNotification("initialized", {});

  return {
    check: (params) => request<CheckResult>(checkRequest, params),
    diagnose: (params) => request<Diagnosis>(diagnoseRequest, params),
    services: (params) => request<readonly Service[]>(servicesRequest, params),
    stages: (params) => request<readonly Stage[]>(stagesRequest, params),
    async close() {
      // A server that does not answer is not waited for.
      const patience = setTimeout(() => child.kill("SIGKILL"), 2000);
      try {
        await request("shutdown", {});
        await connection.sendNotification("exit");
        await ended;
      } catch {
        // It has ended, which is all that was asked.
      } finally {
        clearTimeout(patience);
        connection.dispose();
      }
    },
  };
}

/** Rejects when the server has ended, with the last of what it said. */
function end(child: ReturnType<typeof spawn>): Promise<never> {
  let last = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    last = (last + text).slice(-2000);
  });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("close", (code, killed) => {
      const words = last.trim() && `:\n${last.trim()}`;
      reject(new Error(`the analysis ended with ${code ?? killed}${words}`));
    });
  });
  // Nobody may be waiting when it ends.
  ended.catch(() => {});
  return ended;
}
