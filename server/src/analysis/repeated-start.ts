import type { ContainerEvidence, Evidence } from "../evidence.ts";
import { started } from "../launch/changes.ts";
import { recordedArgv } from "../launch/recorded.ts";

/**
 * Where nothing was started before, or nobody kept the words, the same start was made once more: what became
 * of it then counts as what became of the container. What a program printed does not, since it had no network.
 */
export function withRepeatedStart(evidence: Evidence): Evidence {
  const { container = ofImage(evidence), experiments = [] } = evidence;
  const again = experiments.find(({ change }) => change.kind === "none")?.outcome;
  if (!container || !again || container.error !== "") return evidence;
  if (again.kind === "rejected") {
    return { ...evidence, container: { ...container, error: again.text } };
  }
  if (again.kind === "running" || started(again)) return evidence;
  const ended = { ...container, status: "exited", exitCode: again.exitCode ?? 1 };
  return { ...evidence, container: ended, logs: again.text.split("\n") };
}

/** The container that an image would make by itself. */
function ofImage(evidence: Evidence): ContainerEvidence | undefined {
  const { image } = evidence;
  if (!image) return undefined;
  const { entrypoint, command, path, user, workingDir } = image;
  return {
    status: "created",
    exitCode: 0,
    error: "",
    oomKilled: false,
    restartCount: 0,
    argv: recordedArgv(evidence),
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    user,
    workingDir,
    ...(path !== undefined && { path }),
    environment: [],
    mounts: [],
    readOnly: false,
    init: false,
    tty: false,
  };
}
