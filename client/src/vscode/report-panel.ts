import { randomBytes } from "node:crypto";
import { commands, env, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
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
import type { ReportStore } from "./report-store.ts";
import { toRange } from "./workspace-edit.ts";

export interface Report {
  readonly request: TargetRequest;
  readonly evidence: Evidence;
  readonly diagnosis: Diagnosis;
  /** Runs the same diagnosis once more. */
  readonly again: () => Promise<void>;
  /** Builds the image that is missing, and diagnoses once more. */
  readonly build: () => Promise<void>;
  /** Opens a terminal with this shell in the place of the container. */
  readonly openShell: (program: string) => Promise<void>;
}

export const viewType = "dockwright.report";

/** The report of one diagnosis, with its buttons at work. */
export class ReportPanel {
  readonly #panel: WebviewPanel;
  readonly #store: ReportStore;
  #shown: { readonly id: string; readonly report: Report; readonly fixes: ReportFixes } | undefined;
  /** Keys of the fixes that were applied. */
  #done: readonly string[] = [];

  constructor(store: ReportStore, closed: () => void, panel = newPanel()) {
    this.#store = store;
    this.#panel = panel;
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.onDidDispose(async () => {
      closed();
      if (this.#shown) await this.#store.remove(this.#shown.id);
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const known = toPageMessage(message);
      if (known) return this.#answer(known);
    });
  }

  /** The id is that of the page which shows it already. */
  async show(report: Report, id = `${Date.now()}-${randomBytes(6).toString("hex")}`) {
    const { diagnosis, request, evidence } = report;
    const fixes = await ReportFixes.of(diagnosis.findings.flatMap((finding) => finding.fixes));
    const before = this.#shown;
    this.#shown = { id, report, fixes };
    this.#done = [];
    this.#panel.title = `Diagnosis: ${visibleLine(diagnosis.target.name)}`;
    const nonce = randomBytes(16).toString("base64url");
    this.#panel.webview.html = renderHtml(diagnosis, { nonce, id, fileName });
    if (before || !this.#panel.visible) this.#panel.reveal(undefined, false);
    await this.#store.save(id, { request, evidence });
    if (before) await this.#store.remove(before.id);
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
      case "open-shell":
        if (diagnosis.shell) await report.openShell(diagnosis.shell);
        return;
      case "build":
        return report.build();
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
    const outcome = await this.#shown?.fixes.apply(fixes);
    if (outcome !== "applied") {
      return this.#notify(
        outcome === "declined"
          ? "Nothing was changed."
          : "The file has changed since this diagnosis. Diagnose again, then fix.",
      );
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

function newPanel(): WebviewPanel {
  const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
  return window.createWebviewPanel(viewType, "Diagnosis", column, { enableFindWidget: true });
}

/** Pages that come with the extension are Markdown; the editor shows them rendered. */
async function openPage(page: Uri): Promise<void> {
  if (page.scheme === "file") await commands.executeCommand("markdown.showPreview", page);
  else await env.openExternal(page);
}

function fileName(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}
