import {
  type CodeAction,
  CodeActionKind,
  CreateFile,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Fix, Range } from "../protocol.ts";
import { diagnosticOf } from "./convert.ts";
import { findingsOf } from "./findings.ts";
import type { Server } from "./server.ts";
import { fileOf, uriOf } from "./uris.ts";

/** Quick fixes, which may change several files and create some. */
export function registerCodeActions(server: Server): void {
  const { connection } = server;
  connection.onCodeAction(async ({ textDocument, range, context }) => {
    if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) {
      return [];
    }
    const uri = uriOf(fileOf(textDocument.uri));
    const here = findingsOf(server, await server.snapshot()).filter(
      ({ at }) => at.uri === uri && touches(at.range, range),
    );
    return here.flatMap((finding) =>
      finding.fixes.map((fix, i): CodeAction => {
        const diagnostic = diagnosticOf(finding);
        return {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          isPreferred: i === 0,
          edit: workspaceEdit(fix),
        };
      }),
    );
  });
}

function workspaceEdit({ files }: Fix): WorkspaceEdit {
  return {
    documentChanges: files.flatMap(({ uri, create, edits }) => [
      ...(create ? [CreateFile.create(uri, { ignoreIfExists: true })] : []),
      TextDocumentEdit.create({ uri, version: null }, [...edits]),
    ]),
  };
}

function touches(a: Range, b: Range): boolean {
  const before = (one: Range["start"], other: Range["start"]) =>
    one.line < other.line || (one.line === other.line && one.character < other.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
