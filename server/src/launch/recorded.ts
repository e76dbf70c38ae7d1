import type { Evidence, Files } from "../evidence.ts";
import {
  type Break,
  broken,
  type Chain,
  type Start,
  type Step,
  startChain,
  walkWith,
} from "./chain.ts";
import { understand } from "./command.ts";

/** The start chains of a container that failed, walked again over the facts that were recorded. */
export interface RecordedChains {
  /** In the image alone. */
  readonly image?: Chain;
  /** As the failing container saw it. */
  readonly container?: Chain;
  /** A shell looked the program up: a failure shows in its words. */
  readonly byShell?: boolean;
}

const memory = new WeakMap<Evidence, RecordedChains>();

export function recordedChains(evidence: Evidence): RecordedChains {
  const known = memory.get(evidence);
  if (known) return known;
  const chains = walkPrograms(evidence);
  memory.set(evidence, chains);
  return chains;
}

/** Where the way breaks: in the image alone, and as the container saw it; the image's own break first. */
export function brokenViews(evidence: Evidence): BrokenView[] {
  const { image, container } = recordedChains(evidence);
  return (["image", "container"] as const).flatMap((view) => {
    const chain = view === "image" ? image : container;
    const end = chain && broken(chain);
    return chain && end ? [{ view, chain, end }] : [];
  });
}

export interface BrokenView {
  readonly view: "image" | "container";
  readonly chain: Chain;
  readonly end: Step & { readonly verdict: Break };
}

/** The chains of the first program that does not get through: argv[0], or one that it hands over to. */
function walkPrograms(evidence: Evidence): RecordedChains {
  const start = recordedStart(evidence);
  if (!start) return {};
  const own = chainsOf(start, evidence);
  if (own.image?.outcome === "broken" || own.container?.outcome === "broken") return own;
  for (const { program, byShell } of innerPrograms(recordedArgv(evidence))) {
    const inner = chainsOf({ ...start, program }, evidence);
    const fails = inner.image?.outcome === "broken" || inner.container?.outcome === "broken";
    if (fails) return { ...inner, ...(byShell && { byShell }) };
  }
  return own;
}

function chainsOf(start: Start, { files }: Evidence): RecordedChains {
  return {
    ...(files?.image && { image: walkRecorded(start, files.image) }),
    ...(files?.container && { container: walkRecorded(start, files.container) }),
  };
}

/** What a wrapper or a shell executes behind argv[0], where no shell has to be run to tell. */
function innerPrograms(argv: readonly string[]): { program: string; byShell: boolean }[] {
  const [shell = "", flag = "", script = ""] = argv;
  if (/(^|\/)(sh|bash|ash|dash)$/.test(shell) && flag === "-c") {
    if (/[&|;<>$`()*?{}[\]\n"'\\~#]/.test(script)) return [];
    const words = script.trim().split(/\s+/);
    const at = words[0] === "exec" ? 1 : 0;
    const program = words[at];
    return program ? [{ program, byShell: true }] : [];
  }
  const { programs } = understand(argv);
  return programs.slice(1).map((index) => ({ program: argv[index] ?? "", byShell: false }));
}

/** argv as it was executed, or as the image would have it. */
export function recordedArgv({ container, image }: Evidence): readonly string[] {
  return container?.argv ?? [...(image?.entrypoint ?? []), ...(image?.command ?? [])];
}

/** What the engine was asked to execute; undefined where inspect did not tell. */
export function recordedStart(evidence: Evidence): Start | undefined {
  const { container, image, user, engine } = evidence;
  const program = recordedArgv(evidence)[0];
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

/**
 * A path that nobody asked about is unknown, not absent. Of a link that leads nowhere the end may be recorded
 * without the folders on the way there: whatever those are, nothing lies at the end.
 */
function walkRecorded(start: Start, files: Files): Chain {
  const absent = Object.keys(files).filter((path) => files[path]?.kind === "absent");
  return walkWith(startChain(start), (path) => {
    const isOnTheWay = absent.some((end) => end.startsWith(`${path}/`));
    return files[path] ?? (isOnTheWay ? { kind: "directory", mode: 0o755 } : { kind: "unknown" });
  });
}
