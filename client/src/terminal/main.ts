import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { loadDockerPart } from "../docker-part.ts";
import { visible, visibleLine } from "../report/visible.ts";
import { run } from "./run.ts";
import { startServer } from "./server-connection.ts";
import type { Terminal } from "./terminal.ts";

// The program `dockwright`. Bundled as CommonJS: its siblings lie in __dirname.

const { stdout, stderr, env, argv } = process;
const interrupted = new AbortController();
let signalCode: number | undefined;

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => {
    // The first time we clean up behind us; who asks twice does not want to wait.
    if (interrupted.signal.aborted) process.exit(code);
    signalCode = code;
    interrupted.abort();
  });
}

// Whoever read our output has gone, as `head` does: end as the system's own tools end then.
stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? 141 : 2),
);
stderr.on("error", () => {});

const terminal: Terminal = {
  out: (text) => stdout.write(text),
  error: (text) => stderr.write(visible(text)),
  progress: (step) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[2K${step && `${visibleLine(step)} …`}`);
  },
  cwd: process.cwd(),
  environment: env,
  home: homedir(),
  colours: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
  width: Math.max(40, Math.min(stdout.columns ?? 100, 140)),
  signal: interrupted.signal,
  startServer: (folders) => startServer(join(__dirname, "server.js"), folders, interrupted.signal),
  loadDocker: () => loadDockerPart(__dirname),
};

const code = run(argv.slice(2), version(), terminal).catch((error: unknown) => {
  terminal.progress("");
  if (signalCode === undefined) {
    terminal.error(`dockwright: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  return 2;
});

// Ends once everything is written, even where a connection to Docker is still kept alive.
code.then((code) => stdout.write("", () => process.exit(signalCode ?? code)));

function version(): string {
  const text = readFileSync(join(__dirname, "..", "package.json"), "utf8");
  const { version }: { version?: unknown } = JSON.parse(text);
  return String(version);
}
