import type { Diagnosis } from "../../../server/src/protocol.ts";

export interface Headline {
  /** What failed, in the user's own name for it. */
  readonly title: string;
  /** The engine's words without their wrapping; of one that ran, the last words of its log. */
  readonly words?: string;
  /** What was found, in one or two sentences. */
  readonly summary: string;
}

/** The first thing that somebody reads whose container just died. */
export function headline(diagnosis: Diagnosis): Headline {
  // The log of one that runs tells of no failure.
  const words = diagnosis.running ? undefined : shortWords(diagnosis);
  return {
    title: title(diagnosis),
    ...(words && { words }),
    summary: summary(diagnosis),
  };
}

/** Whether more than one of the findings would stop the start by itself. */
export function severalCauses({ findings }: Diagnosis): boolean {
  return sufficient(findings).length > 1;
}

function title({ target, running, findings, experiments }: Diagnosis): string {
  const starts = findings.length === 0 && startsNow(experiments);
  return `The ${target.kind} ${target.name} ${running ? "runs" : starts ? "starts" : "failed"}`;
}

function startsNow(experiments: Diagnosis["experiments"]): boolean {
  return experiments.some(
    ({ change, outcome }) => change.kind === "none" && outcome.kind === "running",
  );
}

function summary(diagnosis: Diagnosis): string {
  const { findings } = diagnosis;
  const [first] = findings;
  if (!first && diagnosis.running) return "Nothing was found that stops it.";
  if (!first && startsNow(diagnosis.experiments)) {
    return "A trial start kept running: nothing was found that stops it.";
  }
  if (!first) {
    return "No cause was confirmed. Here is what Docker said, what was asked, and what stayed open.";
  }
  const count = sufficient(findings).length;
  if (count > 1) {
    const each =
      count === findings.length
        ? "Each is enough by itself to stop the start"
        : `${count} of them would each stop the start alone`;
    return `It has ${findings.length} causes. ${each}, so mending one alone is not enough.`;
  }
  return findings.length === 1 ? "It has one cause." : "The surest cause comes first.";
}

/** What is only possible may be no cause at all, and what is told as information stops no start. */
function sufficient(findings: Diagnosis["findings"]): Diagnosis["findings"] {
  return findings.filter(
    ({ severity, certainty }) => severity !== "information" && certainty !== "possible",
  );
}

/** Frames of a stack, ends of what is printed as an object, and the version that Node ends with. */
const unsaid = /^(?:\s+(?:at |\w+: )|\s*[\]})^~]|Node\.js v)/;

function shortWords({ said, findings }: Diagnosis): string | undefined {
  const engine = said.find(({ probe, text }) => probe !== "log" && text.trim() !== "");
  const log = said.filter(({ probe }) => probe === "log").flatMap(({ text }) => text.split("\n"));
  const quoted = findings[0]?.quotes.findLast(({ probe }) => probe === "log")?.text;
  const lines = log.filter((line) => line.trim() !== "");
  const last = (quoted ?? lines.findLast((line) => !unsaid.test(line)) ?? lines.at(-1))?.trim();
  if (!engine) return last;
  // How it ended says less than its own last words.
  if (engine.probe === "inspect" && last !== undefined) return `${last} (${engine.text})`;
  return withoutWrapping(engine.text);
}

// The layers which an error of runc or crun passes on its way out, each adding its own words. Seen
// on Docker 20.10 to 28 and Podman 5.
const wrapping = [
  /^Error response from daemon: /,
  /^failed to create task for container: /,
  /^failed to create shim task: /,
  /^failed to set up container networking: /,
  /^OCI runtime create failed: /,
  /^runc create failed: /,
  /^runc: /,
  /^crun: /,
  /^container_linux\.go:\d+: starting container process caused:? /,
  /^unable to start container process: /,
  /^error during container init: /,
];
const endings =
  /: (?:unknown|OCI runtime error|OCI permission denied|OCI runtime attempted to invoke a command that was not found)$/;

/** The core of an engine's error. */
export function withoutWrapping(text: string): string {
  let rest = text.trim().replace(endings, "");
  for (let before = ""; before !== rest; ) {
    before = rest;
    for (const words of wrapping) rest = rest.replace(words, "");
  }
  return rest;
}
