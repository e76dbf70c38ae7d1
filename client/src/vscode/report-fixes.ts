import { Uri, window, workspace } from "vscode";
import type { FileEdit, Fix } from "../../../server/src/protocol.ts";
import { edited, editsByFile, same } from "../file-edits.ts";
import { visibleLine } from "../report/visible.ts";
import { carriedEdit } from "./carried-edit.ts";
import { mendLineEnds } from "./line-ends.ts";
import { toWorkspaceEdit } from "./workspace-edit.ts";

/**
 * The fixes of one report. Their places are those of the files as they were when it was made, so
 * this remembers the files, and what it has changed in them itself.
 */
export class ReportFixes {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #done = new Map<string, FileEdit["edits"]>();

  private constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  static async of(fixes: readonly Fix[]): Promise<ReportFixes> {
    const uris = new Set(fixes.flatMap(({ files }) => files.map(({ uri }) => uri)));
    const texts = await Promise.all(
      [...uris].map(async (uri) => [uri, (await currentText(uri)) ?? ""] as const),
    );
    return new ReportFixes(new Map(texts));
  }

  /**
   * Applies fixes at once, as one step to undo. What changes several files is shown to the user before.
   * Outdated where a file has changed too much for them.
   */
  async apply(fixes: readonly Fix[]): Promise<"applied" | "declined" | "outdated"> {
    const files = editsByFile(fixes);
    const carried: FileEdit[] = [];
    for (const file of files) {
      const here = await this.#carry(file);
      if (!here) return "outdated";
      carried.push(here);
    }
    if (carried.length > 1 && !(await isWanted(carried))) return "declined";
    const edit = toWorkspaceEdit(carried);
    await mendLineEnds(edit);
    if (!(await workspace.applyEdit(edit))) return "outdated";
    for (const { uri, edits } of files) {
      const done = this.#done.get(uri) ?? [];
      const added = edits.filter((edit) => !done.some((other) => same(other, edit)));
      this.#done.set(uri, [...done, ...added]);
    }
    return "applied";
  }

  async #carry({ uri, create, edits }: FileEdit): Promise<FileEdit | undefined> {
    const now = await currentText(uri);
    const done = this.#done.get(uri) ?? [];
    // Made in the meantime by somebody else, or gone.
    if (create ? now !== undefined && done.length === 0 : now === undefined) return undefined;
    const open = edits.filter((edit) => !done.some((other) => same(other, edit)));
    const carried = open.map((edit) =>
      carriedEdit(this.#texts.get(uri) ?? "", done, now ?? "", edit),
    );
    if (!carried.every((edit) => edit !== undefined)) return undefined;
    return { uri, create: create && now === undefined, edits: carried };
  }
}

/** Shows the lines that several files would get, and asks. (VS Code's own preview leaves all of them out at first.) */
async function isWanted(files: readonly FileEdit[]): Promise<boolean> {
  const shown = await Promise.all(
    files.map(async ({ uri, edits }) => {
      const before = (await currentText(uri)) ?? "";
      const known = new Set(before.split("\n"));
      const lines = edited(before, edits).split("\n");
      const added = lines.filter((line) => line.trim() !== "" && !known.has(line));
      const name = workspace.asRelativePath(Uri.parse(uri));
      return [name, ...added.map((line) => `    ${visibleLine(line.trim())}`)].join("\n");
    }),
  );
  const change = "Change";
  const question = `Change ${files.length} files?`;
  const options = { modal: true, detail: shown.join("\n\n") };
  return (await window.showInformationMessage(question, options, change)) === change;
}

/** As the editor shows it, saved or not. */
async function currentText(uri: string): Promise<string | undefined> {
  try {
    return (await workspace.openTextDocument(Uri.parse(uri))).getText();
  } catch {
    return undefined;
  }
}
