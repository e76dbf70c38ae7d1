import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openDesktop } from "./desktop.mjs";
import { install } from "./install.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { startVSCode } from "./vscode.mjs";

// npm start [-- [--browser] [folder]]: builds Dockwright and opens a VS Code with it on a project that
// does not start; with --browser in the browser, also where there is a desktop. Everything that VS Code
// writes stays out of the user's own profile.

// Ending takes VS Code and its temporary folder along.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));

const browser = "--browser";
const words = process.argv.slice(2);
const [named] = words.filter((word) => word !== browser);
const folder = resolve(named ?? join(root, "test", "projects", "fastapi-poetry"));
const files = ["backend/Dockerfile", "docker-compose.yml"]
  .map((path) => join(folder, path))
  .filter((path) => existsSync(path));
const vsix = join(root, "dockwright.vsix");

try {
  await install();
  const script = join(root, "scripts", "package.mjs");
  await run(process.execPath, [script], { cwd: root, show: "always" });
  const opened = !words.includes(browser) && (await openDesktop({ folder, files, vsix }));
  if (!opened) await openInBrowser();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function openInBrowser() {
  const { url } = await startVSCode({ folder, vsix });
  console.log(`\n  VS Code with Dockwright: ${withOpenFile(url)}\n\n  Ctrl+C ends it.`);
}

/** The workbench opens one file that its address names beside the folder. */
function withOpenFile(url) {
  const address = new URL(url);
  const [file] = files;
  if (!file) return url;
  const payload = [["openFile", `vscode-remote://${address.host}${file}`]];
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}
