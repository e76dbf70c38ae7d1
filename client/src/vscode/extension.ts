import { homedir } from "node:os";
import { join } from "node:path";
import { type ExtensionContext, window } from "vscode";
import { judged, registerDiagnoseCommand } from "./diagnose-command.ts";
import { languageServer } from "./language-client.ts";
import { registerLanguageTools } from "./language-tools.ts";
import { registerOffer } from "./offer.ts";
import { ReportPanels } from "./report-panels.ts";
import { ReportStore } from "./report-store.ts";
import { registerSample } from "./sample.ts";
import { registerStartLenses } from "./start-lens.ts";

/**
 * Starts the language server and registers the commands. The part that talks to Docker is loaded when
 * it is asked for, or when there is a compose file whose containers may die.
 */
export function activate(context: ExtensionContext): void {
  const folder = join(context.extensionPath, "dist");
  const output = window.createOutputChannel("Dockwright", { log: true });
  const server = languageServer(join(folder, "server.js"), output);
  const store = new ReportStore(context.storageUri ?? context.globalStorageUri);
  const panels = new ReportPanels(store);
  const parts = { server, panels, output, folder, home: homedir() };
  context.subscriptions.push(
    output,
    server,
    registerDiagnoseCommand(parts),
    // The panels themselves are not ours to close: they outlive us when the window is reloaded.
    panels.restoreWith((kept) => judged(kept, parts)),
    ...registerStartLenses(server),
    ...registerLanguageTools(parts),
    registerOffer(parts),
    registerSample(context.extensionUri, context.globalStorageUri),
  );
}
