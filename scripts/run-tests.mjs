import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./root.mjs";

/** Runs groups of test files one after the other; resolves to how many tests passed and failed. */
export async function runTests(plan, env) {
  const total = { passed: 0, failed: 0 };
  for (const { group, files, concurrency } of plan) {
    if (files.length === 0) continue;
    console.log(`\n— ${group} —`);
    const { passed, failed } = await runGroup(files, concurrency, env);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

/** A process of its own, so that tsx can translate what it loads. */
async function runGroup(files, concurrency, env) {
  const folder = mkdtempSync(join(tmpdir(), "dockwright-tests-"));
  const counts = join(folder, "counts.json");
  const reporter = join(root, "scripts", "count-reporter.mjs");
  const args = [
    ...["--import", "tsx", "--test", `--test-concurrency=${concurrency}`],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${counts}`],
    ...files,
  ];
  try {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
    const code = await new Promise((resolve) => child.once("close", resolve));
    const { passed, failed } = JSON.parse(readFileSync(counts, "utf8"));
    // A file that dies outside of its tests fails the run, too.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
