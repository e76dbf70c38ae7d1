import type { Change, Experiment, Mount, Outcome } from "../../../../server/src/evidence.ts";
import { type Run, run } from "../run.ts";
import { alike } from "../same-start.ts";
import type { Session } from "../scratch.ts";
import { launchOf, type Subject } from "../subject.ts";

/** One more start, with these of the mounts. */
export interface Trial {
  readonly change: Change;
  readonly mounts: readonly Mount[];
  /** In place of the container's user. */
  readonly user?: string;
  /** In place of what the container starts. */
  readonly argv?: readonly string[];
}

/** Long enough for a program that cannot start to say so, in milliseconds. */
const watch = 1500;

/** Starts the same program in the same place, cut off from every network. */
export async function start(
  session: Session,
  subject: Subject,
  { change, mounts, user, argv }: Trial,
  signal: AbortSignal,
): Promise<Experiment> {
  const { container } = subject;
  const launch = launchOf(subject);
  const [program, ...rest] = argv ?? launch.argv;
  const { Memory, PidsLimit, Init, Ulimits, ShmSize, Sysctls } = container?.HostConfig ?? {};
  const limits = {
    // Of sysctls no container gets others than its own namespaces have.
    ...{ Init, Ulimits, ShmSize, Sysctls },
    Memory: Memory || 1024 ** 3,
    PidsLimit: PidsLimit || 512,
  };
  const again = {
    ...alike(subject, mounts, limits),
    ...(program === undefined ? {} : { Entrypoint: [program], Cmd: rest }),
    ...(user !== undefined && { User: user }),
    WorkingDir: launch.workingDir,
    Tty: container?.Config.Tty ?? false,
    OpenStdin: container?.Config.OpenStdin ?? false,
  };
  return { change, outcome: outcomeOf(await run(session, again, { ms: watch }, signal)) };
}

function outcomeOf(result: Run): Outcome {
  if (result.kind === "rejected") return { kind: "rejected", text: result.words };
  const text = result.log.slice(-10).join("\n");
  if (result.kind === "running") return { kind: "running", text };
  return { kind: "exited", exitCode: result.exitCode, text };
}
