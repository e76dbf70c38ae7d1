import { statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

/**
 * Installs what package-lock.json lists, when that has not been done yet. Uses only what Node
 * brings along, because on a fresh clone it runs before anything else is there.
 */
export async function install({ log = console.log } = {}) {
  const reason = whyInstall();
  if (!reason) return;
  log(`${reason}: running npm ci`);
  await run("npm", ["ci"], { cwd: root, show: "always" });
}

function whyInstall() {
  const wanted = modified(join(root, "package-lock.json"));
  // npm writes this file last, so an installation that was interrupted does not have it.
  const installed = modified(join(root, "node_modules", ".package-lock.json"));
  if (installed === undefined) return "the dependencies are not installed";
  if (wanted !== undefined && installed < wanted) return "package-lock.json has changed";
  return undefined;
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
