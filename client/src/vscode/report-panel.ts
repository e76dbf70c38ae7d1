import { randomBytes } from "node:crypto";
import {
  commands,
  type Disposable,
  env,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { Evidence } from "../../../server/src/evidence.ts";
import type { Diagnosis, Fix, Location } from "../../../server/src/protocol.ts";
import type { TargetRequest } from "../docker/engine.ts";
import { compatible } from "../file-edits.ts";
import { isPage } from "../report/finding-article.ts";
import { renderHtml } from "../report/html.ts";
import { renderMarkdown } from "../report/markdown.ts";
import {
  type EditorMessage,
  fixKey,
  type PageMessage,
  toPageMessage,
} from "../report/page-message.ts";
import { visibleLine } from "../report/visible.ts";
import { ReportFixes } from "./report-fixes.ts";
import { toRange } from "./workspace-edit.ts";

export interface Report {
  readonly request: TargetRequest;
  readonly evidence: Evidence;
  readonly diagnosis: Diagnosis;
  /** Runs the same diagnosis once more. */
  readonly again: () => Promise<void>;
}

/** The report of one diagnosis, with its buttons at work. */
export class ReportPanel implements Disposable {
  readonly #panel: WebviewPanel;
  #shown: { readonly report: Report; readonly fixes: ReportFixes } | undefined;
  /** Keys of the fixes that were applied. */
  #done: readonly string[] = [];

  constructor(closed: () => void) {
    const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    this.#panel = window.createWebviewPanel("dockwright.report", "Diagnosis", column, {
      enableScripts: true,
      localResourceRoots: [],
      enableFindWidget: true,
    });
    this.#panel.onDidDispose(closed);
    this.#panel.webview.onDidReceiveMessage((message: unknown) => {
      const known = toPageMessage(message);
      if (known) return this.#answer(known);
    });
  }

  async show(report: Report): Promise<void> {
    const { diagnosis } = report;
    const fixes = await ReportFixes.of(diagnosis.findings.flatMap((finding) => finding.fixes));
    this.#shown = { report, fixes };
    this.#done = [];
    this.#panel.title = `Diagnosis: ${visibleLine(diagnosis.target.name)}`;
    const nonce = randomBytes(16).toString("base64url");
    this.#panel.webview.html = renderHtml(diagnosis, { nonce, fileName });
    this.#panel.reveal(undefined, false);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #answer(message: PageMessage): Promise<void> {
    if (!this.#shown) return;
    const { report } = this.#shown;
    const { diagnosis } = report;
    switch (message.kind) {
      case "open": {
        const finding = diagnosis.findings[message.finding];
        const { at } =
          message.related === undefined
            ? (finding ?? {})
            : (finding?.related[message.related] ?? {});
        if (at) await this.#open(at, false);
        return;
      }
      case "fix": {
        const fix = diagnosis.findings[message.finding]?.fixes[message.fix];
        if (fix) await this.#apply([{ fix, key: fixKey(message.finding, message.fix) }]);
        return;
      }
      case "about": {
        const finding = diagnosis.findings[message.finding];
        if (finding && isPage(finding.docs)) await openPage(Uri.parse(finding.docs));
        return;
      }
      case "fix-all":
        return this.#apply(this.#firstFixes(diagnosis));
      case "diagnose-again":
        return report.again();
      case "copy-markdown":
        await env.clipboard.writeText(renderMarkdown(diagnosis, { fileName }));
        return this.#notify("Copied.");
      case "save-evidence":
        return this.#saveEvidence(report.evidence);
    }
  }

  /** The first fix of each finding that is not ignored and has not got one yet, as far as they go together. */
  #firstFixes({ findings }: Diagnosis): readonly { fix: Fix; key: string }[] {
    const mended = (finding: number) => this.#done.some((key) => key.startsWith(`${finding}.`));
    const open = findings.flatMap(({ fixes: [fix], ignored }, i) =>
      fix && !ignored && !mended(i) ? [{ fix, key: fixKey(i, 0) }] : [],
    );
    const chosen = compatible(open.map(({ fix }) => fix));
    return open.filter(({ fix }) => chosen.includes(fix));
  }

  async #apply(chosen: readonly { fix: Fix; key: string }[]): Promise<void> {
    const fixes = chosen.map(({ fix }) => fix);
    if (!(await this.#shown?.fixes.apply(fixes))) {
      return this.#notify("The file has changed since this diagnosis. Diagnose again, then fix.");
    }
    const all = chosen.length > 1 ? ["fix-all"] : [];
    this.#done = [...this.#done, ...chosen.map(({ key }) => key), ...all];
    const files = [...new Set(fixes.flatMap(({ files }) => files.map(({ uri }) => uri)))];
    for (const { files } of fixes.toReversed()) {
      for (const { uri, edits } of files) {
        const [first] = edits;
        if (first) await this.#open({ uri, range: first.range }, true);
      }
    }
    await this.#notify(
      `Changed ${files.map(fileName).join(", ")}. Save, rebuild and start again to see the effect.`,
    );
  }

  /** Beside the report, so that both can be read. */
  async #open({ uri, range }: Location, preserveFocus: boolean): Promise<void> {
    const viewColumn = this.#panel.viewColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One;
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const selection = toRange(range);
    await window.showTextDocument(document, { viewColumn, preserveFocus, selection });
  }

  async #saveEvidence(evidence: Evidence): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const file = await window.showSaveDialog({
      filters: { JSON: ["json"] },
      ...(folder && { defaultUri: Uri.joinPath(folder, "evidence.json") }),
    });
    if (!file) return;
    const text = `${JSON.stringify(evidence, undefined, 2)}\n`;
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await this.#notify(`Saved ${fileName(file.toString())}. Secrets are masked in it.`);
  }

  async #notify(notice: string): Promise<void> {
    const message: EditorMessage = { done: this.#done, notice };
    await this.#panel.webview.postMessage(message);
  }
}

/** Pages that come with the extension are Markdown; the editor shows them rendered. */
async function openPage(page: Uri): Promise<void> {
  if (page.scheme === "file") await commands.executeCommand("markdown.showPreview", page);
  else await env.openExternal(page);
}

function fileName(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}
