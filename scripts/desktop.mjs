import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { quietSettings } from "./vscode-settings.mjs";
import { which } from "./which.mjs";

const profile = join(root, ".vscode-test", "profile");

/**
 * Opens the folder in the VS Code that is installed here, in a profile of its own, and waits for
 * its window to be closed. False where there is none, or no screen to show it on.
 */
export async function openDesktop({ folder, files, vsix }) {
  const code = which("code");
  if (!code || !hasScreen() || isRemoteCommand(code)) return false;
  await writeSettingsOnce();
  const dirs = [
    ...["--user-data-dir", join(profile, "user")],
    ...["--extensions-dir", join(profile, "extensions")],
  ];
  // VS Code's Electron does not start as root with its sandbox.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  await run(code, [...sandbox, ...dirs, "--install-extension", vsix, "--force"]);
  console.log("VS Code is open; close its window or press Ctrl+C here to end.");
  await run(code, [
    ...sandbox,
    ...dirs,
    ...["--new-window", "--wait", "--disable-workspace-trust"],
    folder,
    ...files,
  ]);
  return true;
}

/** What is changed in that profile by hand stays. */
async function writeSettingsOnce() {
  const folder = join(profile, "user", "User");
  const settings = join(folder, "settings.json");
  if (existsSync(settings)) return;
  await mkdir(folder, { recursive: true });
  await writeFile(settings, JSON.stringify(quietSettings("disabled"), null, 2));
}

function hasScreen() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** In a remote terminal and in WSL, `code` only asks a VS Code elsewhere to open something. */
function isRemoteCommand(code) {
  return Boolean(process.env.WSL_DISTRO_NAME) || code.includes("remote-cli");
}
