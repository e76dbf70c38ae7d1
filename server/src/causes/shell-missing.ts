import { meantAsExec } from "../dockerfile/arguments.ts";
import { type Break, broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, type Prediction, replace } from "./cause.ts";
import { needsShell, startQuotes, stepQuote } from "./quotes.ts";

export const shellMissing = defineCause({
  id: "shell-missing",
  title: "The shell form needs a shell that the image lacks",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction = predictionFor(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const end = recordedChains(evidence).image;
    const last = end && broken(end);
    if (last?.role !== "program" || !gone.has(last.verdict) || !needsShell(evidence)) return;
    const [shell = "", , script = ""] = evidence.container?.argv ?? [];
    // A list that was no JSON, see exec-form-malformed.
    if (last.asked !== shell || meantAsExec(script)) return;
    const container = containerOf(evidence, project);
    const prediction = container && predictionFor(container);
    yield {
      ...prediction,
      certainty: "certain",
      message:
        prediction?.message ?? `the command is to be read by ${shell}, which is not in this image`,
      quotes: [...startQuotes(evidence), stepQuote("image", last)],
    };
  },

  exclude(evidence) {
    const program = recordedChains(evidence).image?.steps[0];
    if (program?.verdict !== "ok" || !needsShell(evidence)) return undefined;
    return `the image holds the shell ${program.absolute}`;
  },
});

const gone: ReadonlySet<Break> = new Set([
  "missing",
  "not-on-path",
  "dangling-link",
  "parent-not-a-directory",
]);

function predictionFor(container: Container): Prediction | undefined {
  const shell = startOf(container)?.shell;
  const end = shell && broken(shell.image);
  const script = container.start?.shell?.text;
  if (!shell || !script || script.file === "" || end?.role !== "program") return undefined;
  // A mount may bring it.
  if (!gone.has(end.verdict) || !broken(shell.container)) return undefined;
  const name = shell.word.text;
  const words = name.includes("/")
    ? `stat ${name}: no such file or directory`
    : "executable file not found in $PATH";
  return {
    at: script,
    certainty: "certain",
    message: `without brackets a command is read by ${name}, and this image has none: exec: "${name}": ${words}`,
    containers: [container],
    fixes: fixes(container),
  };
}

/** One simple command needs no shell: its words can be written as a list. */
function fixes({ start }: Container): Fix[] {
  const { text, words } = start?.shell ?? {};
  if (!text || !words || words.some((word) => /[$`*?~<>|&;]/.test(word.text))) return [];
  const list = words.map((word) => JSON.stringify(word.text)).join(", ");
  return [replace(text, `[${list}]`, "Write it as a list, which needs no shell")];
}
