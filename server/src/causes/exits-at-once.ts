import { basename } from "../base/path.ts";
import { recordedArgv } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";

export const exitsAtOnce = defineCause({
  id: "exits-at-once",
  title: "The program finished, and nothing kept the container running",
  severity: "warning",

  *confirm(evidence) {
    const { container } = evidence;
    if (container?.status !== "exited" || container.exitCode !== 0 || container.error) return;
    const seconds = lasted(container);
    if (seconds === undefined || seconds > 5) return;
    const argv = recordedArgv(evidence);
    const shell = argv.length === 1 && /^(sh|bash|ash|dash)$/.test(basename(argv[0] ?? ""));
    if (!shell || container.tty) return;
    yield {
      certainty: "certain",
      message: `${argv[0]} is a shell without a terminal: it reads the end of its input and is done; give the container a command of its own, or a terminal with tty and stdin_open`,
      quotes: [{ probe: "inspect", text: `State.ExitCode = 0 after ${seconds.toFixed(1)} s` }],
    };
  },
});

function lasted({ startedAt, finishedAt }: { startedAt?: string; finishedAt?: string }) {
  if (!startedAt || !finishedAt) return undefined;
  const from = Date.parse(startedAt);
  const to = Date.parse(finishedAt);
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : (to - from) / 1000;
}
