import { run } from "./run.mjs";

// npx keeps vsce and its two hundred dependencies out of our own list; 4.0 needs Node 22.
const vsce = "@vscode/vsce@3.9.2";

// Everything is bundled, so node_modules stays out; the manifest names no repository.
const options = [
  "--no-dependencies",
  "--no-rewrite-relative-links",
  "--allow-missing-repository",
  "--skip-license",
];

/** Packages the extension in a folder as a VSIX. */
export async function makeVsix(folder, file) {
  await run("npx", ["--yes", vsce, "package", ...options, "--out", file], { cwd: folder });
}
