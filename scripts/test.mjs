import { readdirSync } from "node:fs";
import { join } from "node:path";
import { install } from "./install.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

// npm test [-- GROUP…] [-- PATH-PART…]: installs, builds, finds or starts a Docker Engine and Docker
// Compose, runs the tests. Groups: unit, compose, docker, e2e. Without a group: all but e2e.

// Everything that a group needs is fetched and started here, so that a clean clone needs two words.
const groups = {
  unit: { folder: (name) => !/^(compose-config|docker|e2e|bench)\//.test(name), concurrency: 2 },
  // What compose makes of a project needs no engine.
  compose: { folder: (name) => name.startsWith("compose-config/"), concurrency: 1 },
  // These compare what the engine holds before and after: one at a time.
  docker: { folder: (name) => name.startsWith("docker/"), concurrency: 1 },
  e2e: { folder: (name) => name.startsWith("e2e/"), concurrency: 1 },
};

const asked = process.argv.slice(2);
const named = asked.filter((word) => word in groups);
const parts = asked.filter((word) => !(word in groups));
const chosen = named.length > 0 ? named : ["unit", "compose", "docker"];

await install();
await run(process.execPath, [join(root, "scripts", "build.mjs")], { cwd: root, show: "always" });

const needsEngine = chosen.some((group) => group === "docker" || group === "e2e");
const env = { ...process.env };
if (chosen.some((group) => group !== "unit")) {
  const { compose } = await import("./compose.mjs");
  const found = compose({ log: console.error });
  // Elsewhere than in CI the tests that need it are skipped, and say what is missing.
  if (env.CI) await found;
  else await found.catch((error) => console.error(error.message));
}
let stop = async () => {};
if (needsEngine) {
  const { engine, baseImages } = await import("./engine.mjs");
  const found = await engine({ log: console.error });
  stop = found.stop;
  env.DOCKER_HOST = found.host;
  await baseImages({ host: found.host, log: console.error });
  await tools();
  console.error(`Docker Engine ${found.version.Version ?? found.version} at ${found.host}`);
}
if (chosen.includes("e2e")) {
  await run(process.execPath, [join(root, "scripts", "package.mjs")], {
    cwd: root,
    show: "always",
  });
  const { ensureVSCode, ensureBrowser } = await import("./vscode.mjs");
  await ensureVSCode({ log: console.error });
  await ensureBrowser({ log: console.error });
}

/** What the tests of engines behind TLS and ssh start. */
async function tools() {
  const { install, mayInstall } = await import("./apt.mjs");
  if (!mayInstall()) return;
  // On Debian 12, docker.io holds the client.
  const client = { docker: "docker-cli" };
  const ssh = { ssh: "openssh-client", sshd: "openssh-server" };
  await install({ ...client, ...ssh, openssl: "openssl" }, console.error);
}

const tests = join(root, "test");
const all = readdirSync(tests, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".test.ts"))
  .filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
const plan = chosen.map((group) => ({
  group,
  concurrency: groups[group].concurrency,
  files: all.filter(groups[group].folder).map((name) => join(tests, name)),
}));

try {
  const { runTests } = await import("./run-tests.mjs");
  const { passed, failed } = await runTests(plan, env);
  console.log(`\n${passed} passed, ${failed} failed`);
  // A run without a test proves nothing.
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} finally {
  await stop();
}
