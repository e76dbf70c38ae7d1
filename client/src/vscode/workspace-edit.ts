import { Range, Uri, WorkspaceEdit } from "vscode";
import type { FileEdit, Range as ProtocolRange } from "../../../server/src/protocol.ts";

/** Edits of the protocol as the editor applies them; it undoes them in one step. */
export function toWorkspaceEdit(files: readonly FileEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { uri, create, edits } of files) {
    const file = Uri.parse(uri);
    if (create) edit.createFile(file, { ignoreIfExists: true });
    for (const { range, newText } of edits) edit.replace(file, toRange(range), newText);
  }
  return edit;
}

export function toRange({ start, end }: ProtocolRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
