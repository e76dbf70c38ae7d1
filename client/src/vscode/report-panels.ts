import { type Disposable, type WebviewPanel, window } from "vscode";
import { type Report, ReportPanel, viewType } from "./report-panel.ts";
import type { Kept, ReportStore } from "./report-store.ts";

/** One panel for each target; a new diagnosis of the same target takes the place of the old one. */
export class ReportPanels {
  readonly #open = new Map<string, ReportPanel>();
  readonly #store: ReportStore;

  constructor(store: ReportStore) {
    this.#store = store;
  }

  async show(report: Report): Promise<void> {
    const key = JSON.stringify(report.request);
    const open = this.#open.get(key) ?? this.#add(key);
    await open.show(report);
  }

  /** Brings panels back after the window was reloaded; their evidence is judged anew. */
  restoreWith(judge: (kept: Kept) => Promise<Report>): Disposable {
    return window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const kept = await this.#store.load(reportIn(state));
        if (!kept) return panel.dispose();
        const report = await judge(kept);
        await this.#add(JSON.stringify(kept.request), panel).show(report, reportIn(state));
      },
    });
  }

  #add(key: string, panel?: WebviewPanel): ReportPanel {
    const added = new ReportPanel(this.#store, () => this.#open.delete(key), panel);
    this.#open.set(key, added);
    return added;
  }
}

/** The id in the state that a page has kept of itself. */
function reportIn(state: unknown): string {
  if (typeof state !== "object" || state === null || !("report" in state)) return "";
  return typeof state.report === "string" ? state.report : "";
}
