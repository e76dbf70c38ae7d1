import type { Change, Outcome } from "../evidence.ts";

/** What an experiment changed, as the end of a sentence: "the same image starts …". */
export function changed(change: Change): string {
  switch (change.kind) {
    case "none":
      return "once more, with nothing changed";
    case "without-mounts":
      return "without any mount";
    case "without-mount":
      return `without the mount at ${change.destination}`;
    case "without-some-mounts":
      return `without the mounts at ${change.destinations.join(", ")}`;
    case "as-root":
      return "as root";
    case "own-command":
      return "with the image's own command";
  }
}

/** Whether a program came to run: it is alive, or ended by itself and not for want of a program. */
export function started({ kind, exitCode, text }: Outcome): boolean {
  if (kind === "running") return true;
  if (kind === "rejected" || exitCode === 126 || exitCode === 127) return false;
  return !text.split("\n").some(isExecFailure);
}

/** The words of runc, crun, tini, catatonit and older runtimes for an execve(2) that failed. */
export function isExecFailure(line: string): boolean {
  return /^exec [^:]+: |exec container process|\[FATAL tini|catatonit:\d+\): failed to exec|exec user process caused/.test(
    line,
  );
}
