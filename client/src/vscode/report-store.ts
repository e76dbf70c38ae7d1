import { Uri, workspace } from "vscode";
import type { Evidence } from "../../../server/src/evidence.ts";
import type { TargetRequest } from "../docker/engine.ts";

/** What a report is made of again after the window was reloaded. */
export interface Kept {
  readonly request: TargetRequest;
  readonly evidence: Evidence;
}

/** As many as windows may be full of; what a window that crashed has left goes in time. */
const most = 20;

/** The evidence of the reports that are open, in the extension's own folder of the workspace. */
export class ReportStore {
  readonly #folder: Uri;

  constructor(storage: Uri) {
    this.#folder = Uri.joinPath(storage, "reports");
  }

  async save(id: string, kept: Kept): Promise<void> {
    const text = new TextEncoder().encode(JSON.stringify(kept));
    await workspace.fs.writeFile(this.#file(id), text);
    const names = (await workspace.fs.readDirectory(this.#folder)).map(([name]) => name);
    const old = names.toSorted().slice(0, -most);
    await Promise.all(old.map((name) => this.remove(name.replace(/\.json$/, ""))));
  }

  /** Undefined where it is gone, or was written by another version. */
  async load(id: string): Promise<Kept | undefined> {
    try {
      const bytes = await workspace.fs.readFile(this.#file(id));
      const kept: Kept = JSON.parse(new TextDecoder().decode(bytes));
      return kept.evidence.version === 1 ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  async remove(id: string): Promise<void> {
    // It may be gone already.
    await Promise.resolve(workspace.fs.delete(this.#file(id))).catch(() => {});
  }

  #file(id: string): Uri {
    return Uri.joinPath(this.#folder, `${id.replace(/[^\w-]/g, "")}.json`);
  }
}
