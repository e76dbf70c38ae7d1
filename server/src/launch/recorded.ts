import type { Evidence, Files } from "../evidence.ts";
import { type Chain, type Start, startChain, walkWith } from "./chain.ts";

/** The start chains of a container that failed, walked again over the facts that were recorded. */
export interface RecordedChains {
  /** In the image alone. */
  readonly image?: Chain;
  /** As the failing container saw it. */
  readonly container?: Chain;
}

const memory = new WeakMap<Evidence, RecordedChains>();

export function recordedChains(evidence: Evidence): RecordedChains {
  const known = memory.get(evidence);
  if (known) return known;
  const start = recordedStart(evidence);
  const { image, container } = evidence.files ?? {};
  const chains = {
    ...(start && image && { image: walkRecorded(start, image) }),
    ...(start && container && { container: walkRecorded(start, container) }),
  };
  memory.set(evidence, chains);
  return chains;
}

/** What the engine was asked to execute; undefined where inspect did not tell. */
export function recordedStart({ container, image, user, engine }: Evidence): Start | undefined {
  const argv = container?.argv ?? [...(image?.entrypoint ?? []), ...(image?.command ?? [])];
  const program = argv[0];
  if (program === undefined) return undefined;
  const path = container?.path ?? image?.path ?? defaultPath;
  return {
    program,
    path: path.split(":").filter(Boolean),
    cwd: (container?.workingDir ?? image?.workingDir) || "/",
    ...(user?.uid !== undefined && { user: { uid: user.uid, gids: user.gids ?? [] } }),
    ...(engine && { machine: engine.architecture }),
  };
}

/** What an engine gives a container whose image names no PATH (moby, `oci.DefaultPathEnv`). */
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A path that nobody asked about is unknown, not absent. */
function walkRecorded(start: Start, files: Files): Chain {
  return walkWith(startChain(start), (path) => files[path] ?? { kind: "unknown" });
}
