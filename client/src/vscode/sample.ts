import { commands, type Disposable, Uri, workspace } from "vscode";

/** `dockwright.openSample`: a small project that does not start, in a window of its own. */
export function registerSample(extension: Uri, storage: Uri): Disposable {
  return commands.registerCommand("dockwright.openSample", async () => {
    const source = Uri.joinPath(extension, "test", "projects", "shell-mount");
    const folder = Uri.joinPath(storage, "sample");
    await workspace.fs.createDirectory(storage);
    // As it was in the beginning, whatever was mended the last time.
    await workspace.fs.copy(source, folder, { overwrite: true });
    await commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: true });
  });
}
