import { Range, Uri, WorkspaceEdit } from "vscode";
import type { FileEdit, Range as ProtocolRange } from "../../../server/src/protocol.ts";

/**
 * Edits of the protocol as the editor applies them; it undoes them in one step. With words to ask for it,
 * it shows them first, and the user may leave some out.
 */
export function toWorkspaceEdit(files: readonly FileEdit[], ask?: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const asked = ask === undefined ? undefined : { needsConfirmation: true, label: ask };
  for (const { uri, create, edits } of files) {
    const file = Uri.parse(uri);
    if (create) edit.createFile(file, { ignoreIfExists: true }, asked);
    for (const { range, newText } of edits) edit.replace(file, toRange(range), newText, asked);
  }
  return edit;
}

export function toRange({ start, end }: ProtocolRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
