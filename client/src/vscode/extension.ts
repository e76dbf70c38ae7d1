import { homedir } from "node:os";
import { join } from "node:path";
import { type ExtensionContext, window } from "vscode";
import { registerDiagnoseCommand } from "./diagnose-command.ts";
import { languageServer } from "./language-client.ts";
import { registerOffer } from "./offer.ts";
import { ReportPanels } from "./report-panels.ts";
import { registerStartLenses } from "./start-lens.ts";

/**
 * Starts the language server and registers the commands. The part that talks to Docker is loaded when
 * it is asked for, or when there is a compose file whose containers may die.
 */
export function activate(context: ExtensionContext): void {
  const folder = join(context.extensionPath, "dist");
  const output = window.createOutputChannel("Dockwright", { log: true });
  const server = languageServer(join(folder, "server.js"), output);
  const panels = new ReportPanels();
  const parts = { server, panels, output, folder, home: homedir() };
  context.subscriptions.push(
    output,
    server,
    panels,
    registerDiagnoseCommand(parts),
    ...registerStartLenses(server),
    registerOffer(parts),
  );
}
