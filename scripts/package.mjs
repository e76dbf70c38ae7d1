import { stat } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { makeVsix } from "./vsix.mjs";

// npm run package: builds what is to be given away, packages it, and says how big it is.

const build = join(root, "scripts", "build.mjs");
await run(process.execPath, [build, "--production"], { cwd: root, show: "always" });
const file = join(root, "dockwright.vsix");
await makeVsix(root, file);
const { size } = await stat(file);
console.log(`${file} (${(size / 1e6).toFixed(1)} MB)`);
