import { commands, window, workspace } from "vscode";

/**
 * Whether Docker may be talked to. Reading a folder is safe anywhere; a diagnosis starts images that
 * the folder names. In Restricted Mode it says so and offers the way out.
 */
export async function mayTalkToDocker(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  const answer = await window.showWarningMessage(
    "Dockwright analyses this folder, but talks to Docker only in a trusted one.",
    manage,
  );
  if (answer === manage) await commands.executeCommand("workbench.trust.manage");
  return workspace.isTrusted;
}
