import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

// npx keeps vsce and its two hundred dependencies out of our own list; 4.0 needs Node 22.
const vsce = "@vscode/vsce@3.9.2";
const file = "dockwright.vsix";

// Everything is bundled, so node_modules stays out; the manifest names no repository.
const options = [
  "--no-dependencies",
  "--no-rewrite-relative-links",
  "--allow-missing-repository",
  "--skip-license",
];
await run("npx", ["--yes", vsce, "package", ...options, "--out", file], { cwd: root });
console.log(join(root, file));
