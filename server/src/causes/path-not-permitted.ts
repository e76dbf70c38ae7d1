import { basename } from "../base/path.ts";
import { keeperOf } from "../image/filesystem.ts";
import { describeMode } from "../launch/describe.ts";
import { brokenViews, recordedChains, recordedStart } from "../launch/recorded.ts";
import { type Closed, closedTo } from "../project/closed.ts";
import { containerOf, startPlace } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { openingFixes } from "./opening-fixes.ts";
import { asRoot, proof } from "./proof.ts";
import { startQuotes, stepQuote } from "./quotes.ts";
import { complaint } from "./words.ts";

/** It takes what it cannot get to for missing. */
const saidByNode = /Cannot find module '\/|EACCES: permission denied, open '/;

const saidOfExec = /exec (?:container process )?`?(\/[^`:\s]+)`?: permission denied/i;

export const pathNotPermitted = defineCause({
  id: "path-not-permitted",
  title: "The user may not read or traverse the way to the program",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const closed = closedTo(container);
      if (closed) yield predictionFor(closed, container);
    }
  },

  *confirm(evidence, project) {
    for (const { view, end } of brokenViews(evidence)) {
      const unreadable = end.verdict === "not-readable";
      if (end.verdict !== "not-permitted" && !unreadable) continue;
      const user = evidence.user?.asked || "root";
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: unreadable
          ? `user ${user} may not read ${end.path}, and its interpreter has to`
          : end.path === end.absolute
            ? `user ${user} may not execute ${end.absolute}`
            : `user ${user} may not pass ${end.path} on the way to ${end.absolute}`,
        quotes: [...startQuotes(evidence), stepQuote(view, end), ...proof(evidence, asRoot)],
      };
      return;
    }
    const container = containerOf(evidence, project);
    const closed = container && closedTo(container);
    const line = closed && complaint(evidence, saidByNode);
    if (closed && line?.text.includes(`'${closed.wanted}'`)) {
      const prediction = predictionFor(closed, container);
      const quotes = [line, ...proof(evidence, asRoot)];
      yield { ...prediction, certainty: "certain", quotes };
      return;
    }
    // Podman tells owners that the shell corrects only as far as the user gets: execve(2) has the last word.
    const refused = complaint(evidence, saidOfExec);
    const proven = proof(evidence, asRoot);
    if (refused && proven.length > 0 && brokenViews(evidence).length === 0) {
      yield {
        ...startPlace(evidence, project),
        certainty: "certain",
        message: `user ${evidence.user?.asked || "root"} may not execute ${saidOfExec.exec(refused.text)?.[1]}, or not pass a folder on the way to it`,
        quotes: [refused, ...proven],
      };
      return;
    }
    // Since Docker 23 the program is started all the same, and its interpreter may not read it.
    const quote = complaint(
      evidence,
      /(?:can't|cannot) open (?:file )?'?([^':]+)'?: .*[Pp]ermission denied/,
    );
    if (!quote) return;
    const path = /open (?:file )?'?([^':]+)/.exec(quote.text)?.[1];
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `user ${evidence.user?.asked || "root"} may not read ${path}, and its interpreter has to`,
      quotes: [quote, ...proof(evidence, asRoot)],
    };
  },

  exclude(evidence) {
    const { image } = recordedChains(evidence);
    const user = recordedStart(evidence)?.user;
    if (image?.outcome !== "ok" || !user) return undefined;
    const name = evidence.user?.asked || "root";
    return `user ${name} (${user.uid}) may traverse and execute every step of the way in the image`;
  },
});

function predictionFor(closed: Closed, container: Container): Prediction {
  const { user, wanted, step, found, word, reader } = closed;
  const folder = step.fact.kind === "directory";
  const mode = describeMode(step.fact);
  const what = folder
    ? `user ${user.name} may not pass ${step.path}${mode} on the way to ${wanted}`
    : `user ${user.name} may not read ${wanted}${mode}`;
  const origin = keeperOf(found);
  const here =
    [origin?.at, user.word, word].find((at) => at !== undefined && at.file !== "") ?? word;
  return {
    at: { file: here.file, start: here.start, end: here.end },
    certainty: reader === undefined ? "possible" : reader === "unknown" ? "likely" : "certain",
    message: `${what}${consequence(closed)}`,
    containers: [container],
    related: [
      { at: word, message: `${wanted} is started here` },
      { at: user.word, message: `it runs as ${user.name}` },
    ].filter(({ at }) => at.file !== "" && at !== here),
    fixes: openingFixes(container, closed),
  };
}

/** Docker since 23 lets root's rights start the program; whoever reads it afterwards has them no more. */
function consequence({ wanted, reader, step }: Closed): string {
  if (reader === undefined || reader === "unknown") {
    return `: exec ${wanted}: permission denied (Docker before 23 and Podman; since then only what the program itself has to read is refused)`;
  }
  return `, and ${reader} has to open it: ${refusalBy(reader, wanted, step.fact.kind === "directory")}`;
}

/** What an interpreter says of a file that it may not read, or of one that it cannot get to. */
function refusalBy(reader: string, wanted: string, folder: boolean): string {
  const name = basename(reader);
  // Node.js takes what it cannot get to for missing (internalModuleStat in its C++ sources).
  if (name === "node" && folder) return `Error: Cannot find module '${wanted}'`;
  if (name === "node") return `Error: EACCES: permission denied, open '${wanted}'`;
  if (/^python[\d.]*$/.test(name))
    return `can't open file '${wanted}': [Errno 13] Permission denied`;
  return `cannot open ${wanted}: Permission denied`;
}
