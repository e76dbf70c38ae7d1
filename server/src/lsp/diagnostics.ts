import {
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { diagnosticOf } from "./convert.ts";
import { findingsOf } from "./findings.ts";
import type { Server } from "./server.ts";
import { fileOf, uriOf } from "./uris.ts";

/** Pull diagnostics for editors that ask, push for those that do not. */
export function registerDiagnostics(server: Server): void {
  const { connection } = server;

  connection.languages.diagnostics.on(async ({ textDocument }) => {
    const items = (await byUri()).get(sameUri(textDocument.uri)) ?? [];
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) => {
    const found = await byUri();
    const before = new Map(previousResultIds.map(({ uri, value }) => [sameUri(uri), value]));
    // A file whose last finding is gone has to be told so once.
    const uris = new Set([...found.keys(), ...before.keys()]);
    const items = [...uris].map((uri): WorkspaceDocumentDiagnosticReport => {
      const own = found.get(uri) ?? [];
      const resultId = JSON.stringify(own);
      return before.get(uri) === resultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId }
        : { kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: own };
    });
    return { items };
  });

  let pushed = new Set<string>();
  server.onChange(async () => {
    // A change in one file changes the findings of others.
    // An editor that has gone by now needs no refreshing.
    if (server.pulls()) return connection.languages.diagnostics.refresh().catch(() => {});
    const found = await byUri();
    for (const [uri, diagnostics] of found) await connection.sendDiagnostics({ uri, diagnostics });
    for (const uri of pushed) {
      if (!found.has(uri)) await connection.sendDiagnostics({ uri, diagnostics: [] });
    }
    pushed = new Set(found.keys());
  });

  async function byUri(): Promise<Map<string, Diagnostic[]>> {
    const found = new Map<string, Diagnostic[]>();
    for (const finding of findingsOf(server, await server.snapshot())) {
      const { uri } = finding.at;
      found.set(uri, [...(found.get(uri) ?? []), diagnosticOf(finding)]);
    }
    return found;
  }
}

/** Editors escape URIs in more than one way. */
function sameUri(uri: string): string {
  return uriOf(fileOf(uri));
}
