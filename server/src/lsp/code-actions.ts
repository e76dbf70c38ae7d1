import {
  type CodeAction,
  CodeActionKind,
  CreateFile,
  StringValue,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { ignoreEdit } from "../project/ignore-edit.ts";
import type { FileEdit, Fix, Range } from "../protocol.ts";
import { diagnosticOf, fileEdits } from "./convert.ts";
import { type Placed, placedPredictions } from "./findings.ts";
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
    const snapshot = await server.snapshot();
    const here = placedPredictions(server, snapshot).filter(
      ({ finding: { at } }) => at.uri === uri && touches(at.range, range),
    );
    return [
      ...here.flatMap(({ finding }) =>
        finding.fixes.map((fix, i) => action(finding, fix.title, workspaceEdit(fix), i === 0)),
      ),
      ...here.flatMap(({ finding, prediction: { cause, at } }) => {
        const edit = ignoreEdit(snapshot.project, cause.id, at);
        const [file] = edit ? fileEdits([edit], snapshot.textOf) : [];
        return file
          ? [action(finding, `Ignore ${cause.id} here`, withReason(file, server), false)]
          : [];
      }),
    ];
  });
}

function action(
  finding: Placed,
  title: string,
  edit: WorkspaceEdit,
  isPreferred: boolean,
): CodeAction {
  const diagnostics = [diagnosticOf(finding)];
  return { title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred, edit };
}

/** The comment, and where the editor can do that, the cursor where its reason belongs. */
function withReason({ uri, edits }: FileEdit, { snippets }: Server): WorkspaceEdit {
  const written = edits.map(({ range, newText }) =>
    snippets()
      ? { range, snippet: StringValue.createSnippet(newText.replace(/\n$/, " -- ${1:reason}\n")) }
      : { range, newText },
  );
  return { documentChanges: [TextDocumentEdit.create({ uri, version: null }, written)] };
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
