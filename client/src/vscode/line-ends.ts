import {
  CodeAction,
  EndOfLine,
  type Range,
  TextEdit,
  type Uri,
  type WorkspaceEdit,
  workspace,
} from "vscode";
import type { CodeActionMiddleware } from "vscode-languageclient/node";
import { edited, mendsLineEnds } from "../file-edits.ts";

/**
 * The editor keeps one kind of line end for a whole document and turns every other into it, so a fix
 * that only mends line ends would do nothing. Where that is what a fix does, the editor is told to.
 */
export async function mendLineEnds(edit: WorkspaceEdit): Promise<void> {
  for (const [uri, edits] of edit.entries()) {
    if (!edits.every(mayMendLineEnds) || !(await mends(uri, edits))) continue;
    edit.set(uri, [...edits, TextEdit.setEndOfLine(EndOfLine.LF)]);
  }
}

/** The same for the quick fixes that the server offers. */
export const withLineEnds: NonNullable<CodeActionMiddleware["provideCodeActions"]> = async (
  document,
  range,
  context,
  token,
  next,
) => {
  const actions = await next(document, range, context, token);
  for (const action of actions ?? []) {
    if (action instanceof CodeAction && action.edit) await mendLineEnds(action.edit);
  }
  return actions;
};

/** Keeps us from opening documents whose edits are plainly about something else. */
function mayMendLineEnds({ range, newText }: TextEdit): boolean {
  return newText === "" || newText === "\n" || (range.start.line === 0 && newText.includes("\n"));
}

async function mends(uri: Uri, edits: readonly TextEdit[]): Promise<boolean> {
  try {
    const document = await workspace.openTextDocument(uri);
    const before = document.getText();
    const changes = edits.map(({ range, newText }) => ({ range: plain(range), newText }));
    return document.eol === EndOfLine.CRLF && mendsLineEnds(before, edited(before, changes));
  } catch {
    return false;
  }
}

function plain({ start, end }: Range) {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
