import { join } from "node:path";
import { install } from "./install.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

// npm run check: format, lint, types, then build and tests.

const bin = (name) => join(root, "node_modules", ".bin", name);

await install();
try {
  await run(bin("biome"), ["ci", "."], { cwd: root, show: "always" });
  await run(bin("tsc"), ["-b"], { cwd: root, show: "always" });
  await run(process.execPath, [join(root, "scripts", "test.mjs")], { cwd: root, show: "always" });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
