import type { Disposable } from "vscode";
import { type Report, ReportPanel } from "./report-panel.ts";

/** One panel for each target; a new diagnosis of the same target takes the place of the old one. */
export class ReportPanels implements Disposable {
  readonly #open = new Map<string, ReportPanel>();

  async show(report: Report): Promise<void> {
    const key = JSON.stringify(report.request);
    const open = this.#open.get(key);
    if (open) return open.show(report);
    const panel = new ReportPanel(() => this.#open.delete(key));
    this.#open.set(key, panel);
    await panel.show(report);
  }

  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}
