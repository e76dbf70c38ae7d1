import type { Experiment, Files, Mount } from "../../../../server/src/evidence.ts";
import { broken, type Chain } from "../../../../server/src/launch/chain.ts";
import { isExecFailure, started } from "../../../../server/src/launch/changes.ts";
import { reason } from "../api.ts";
import { mountAt, mountsOf } from "../mounts.ts";
import type { Session } from "../scratch.ts";
import { launchOf, type Subject } from "../subject.ts";
import { asRoot } from "./as-root.ts";
import { halving } from "./halving.ts";
import { ownCommand } from "./own-command.ts";
import { start, type Trial } from "./start.ts";
import { unchanged } from "./unchanged.ts";
import { type Pair, withoutMount } from "./without-mount.ts";
import { withoutMounts } from "./without-mounts.ts";

/** What the other probes found out before. */
export interface Findings {
  /** The program itself comes first. */
  readonly pairs: readonly Pair[];
  /** Undefined where it could not be read. */
  readonly log: readonly string[] | undefined;
  /** The files that the failing container sees. */
  readonly files: Files;
}

/** Starts the image again with one thing changed, where that can prove something. */
export async function experiment(
  session: Session,
  subject: Subject,
  findings: Findings,
  signal: AbortSignal,
): Promise<readonly Experiment[]> {
  if (ran(subject, findings)) return [];
  const mounts = subject.container ? mountsOf(subject.container) : [];
  const startAll = async (trials: readonly Trial[]) => {
    const harmless = trials.filter((trial) => {
      const door = trial.mounts.find((mount) => isDoor(mount, findings));
      if (door) session.miss("experiments", `${door.destination} would lead the program outside`);
      return !door && !makesWorkingDir(session, subject, findings, trial);
    });
    const experiments = harmless.map((trial) => start(session, subject, trial, signal));
    const results = await Promise.allSettled(experiments);
    signal.throwIfAborted();
    return results.flatMap((result) => {
      if (result.status === "fulfilled") return [result.value];
      session.miss("experiments", reason(result.reason));
      return [];
    });
  };
  const alone = [
    unchanged(subject, findings),
    asRoot(subject, findings),
    ownCommand(subject, findings),
  ];
  const first = await startAll([
    ...alone.flatMap((trial) => trial ?? []),
    ...withoutMount(subject, findings.pairs),
  ]);
  const last = withoutMounts(subject, first);
  if (!last) return first;
  const [bare] = await startAll([last]);
  if (!bare || !started(bare.outcome)) return [...first, ...(bare ? [bare] : [])];
  const startOne = async (trial: Trial) => (await startAll([trial]))[0];
  return [...first, bare, ...(await halving(mounts, alreadyWithout(first), startOne))];
}

function alreadyWithout(experiments: readonly Experiment[]): ReadonlySet<string> {
  return new Set(
    experiments.flatMap(({ change }) =>
      change.kind === "without-mount" ? [change.destination] : [],
    ),
  );
}

/**
 * Whether the program ran, or still runs: to start it again would prove nothing about its start, and it
 * might do once more what it did.
 */
function ran({ container }: Subject, { pairs, log }: Findings): boolean {
  if (!container || container.State.Status === "created") return false;
  if (container.State.Running && !container.State.Restarting) return true;
  const [program] = pairs;
  if (program?.container && broken(program.container)) return false;
  const hidden = pairs.some(({ image, container }) => {
    return image.outcome === "ok" && container && broken(container);
  });
  const unread = log?.some((line) => program?.image && isUnreadable(line, program.image));
  return !hidden && !unread && !log?.some(isExecFailure);
}

/** `/bin/sh: 0: cannot open /run.sh: Permission denied`: the interpreter ran, the program did not. */
function isUnreadable(line: string, { steps: [program] }: Chain): boolean {
  if (!program || !/(can't|cannot) open/.test(line) || !/permission denied/i.test(line))
    return false;
  return line.includes(program.absolute) || line.includes(program.asked);
}

/**
 * Read-only or not, through a socket a program can reach the engine or a database, and change what it
 * likes. A socket that is itself the mount is seen; in the usual folders of sockets, any file may be one.
 */
function isDoor({ type, source = "", destination }: Mount, { files }: Findings): boolean {
  const kind = files[destination]?.kind;
  if (type === "npipe" || kind === "special") return true;
  if (type === "tmpfs" || kind === "file") return false;
  const places = type === "bind" ? [source, destination] : [destination];
  return places.some((place) => /^(\/var)?\/run(\/|$)|^\/$|\.sock$/.test(place));
}

/** crun makes a missing working directory even through a read-only bind. */
function makesWorkingDir(
  { podman }: Session,
  subject: Subject,
  { files }: Findings,
  { mounts }: Trial,
): boolean {
  const { workingDir } = launchOf(subject);
  const mount = mountAt(mounts, workingDir);
  if (!podman || !mount || mount.destination === workingDir) return false;
  return files[workingDir]?.kind !== "directory";
}
