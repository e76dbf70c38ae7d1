import { homedir } from "node:os";
import { join } from "node:path";
import { type ExtensionContext, window } from "vscode";
import { registerDiagnoseCommand } from "./diagnose-command.ts";
import { languageServer } from "./language-client.ts";
import { ReportPanels } from "./report-panels.ts";
import { registerServiceLens } from "./service-lens.ts";

/** Starts the language server and registers the command. Docker is not touched before it is asked for. */
export function activate(context: ExtensionContext): void {
  const folder = join(context.extensionPath, "dist");
  const output = window.createOutputChannel("Dockwright", { log: true });
  const server = languageServer(join(folder, "server.js"), output);
  const panels = new ReportPanels();
  context.subscriptions.push(
    output,
    server,
    panels,
    registerDiagnoseCommand({ server, panels, output, folder, home: homedir() }),
    registerServiceLens(server),
  );
}
