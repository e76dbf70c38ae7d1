import { basename } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Evidence } from "../evidence.ts";
import { look } from "../image/filesystem.ts";
import { describeHead } from "../launch/describe.ts";
import type { Fact, OtherHead } from "../launch/facts.ts";
import { linkAsText } from "../launch/head.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Finding, type Prediction } from "./cause.ts";
import { bringer, type ChainBreak, chainBreaks, isHidden, strayLink } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

const damaged: ReadonlySet<OtherHead> = new Set(["empty", "git-lfs-pointer", "html", "binary"]);

export const corruptProgram = defineCause({
  id: "corrupt-program",
  title: "The file is no program",
  severity: "error",

  *predict(project) {
    for (const found of chainBreaks(project)) {
      // A link that leads out of what is copied: see dangling-link.
      const other = strayLink(found, project) !== undefined || isHidden(found);
      const prediction = other ? undefined : ofProgram(found);
      if (prediction) yield prediction;
    }
    for (const container of project.containers) {
      const prediction = ofEntryFile(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    for (const { view, end } of brokenViews(evidence)) {
      const what = damageOf(end.fact);
      if (!what || isStray(evidence, project)) continue;
      yield {
        certainty: "certain",
        message: `${end.absolute} is no program: ${what}`,
        quotes: [...startQuotes(evidence), stepQuote(view, end)],
      };
      return;
    }
    yield* truncated(evidence);
  },
});

/** The link would lead nowhere either: see dangling-link. */
function isStray(evidence: Evidence, project: Project): boolean {
  const container = containerOf(evidence, project);
  return [...chainBreaks(project)].some(
    (one) => one.container === container && strayLink(one, project),
  );
}

/** What the file is in place of a program, in words; undefined for one that is none of this. */
function damageOf(fact: Fact): string | undefined {
  if (fact.kind !== "file" || fact.head?.kind !== "other") return undefined;
  if (damaged.has(fact.head.what)) return describeHead(fact.head);
  const link = linkAsText(fact);
  return (
    link &&
    `${describeHead(fact.head)}, the text of a link to ${link} that was checked out as a file`
  );
}

/** execve(2) is given what only stands for a program. */
function ofProgram(found: ChainBreak): Prediction | undefined {
  const { end, container, at, program } = found;
  const what = damageOf(end.fact);
  if (end.verdict !== "no-program" || !what || !found.found.host) return undefined;
  // A shell reads what is no program as a script, and so do env, tini and all that execvp(3) helps.
  if (program.byShell || program !== startOf(container)?.programs[0]) return undefined;
  return {
    at: placeOf(found.found.host, end.fact) ?? bringer(found),
    certainty: "certain",
    message: `${end.absolute} is no program: ${what}${advice(end.fact)}: exec ${end.absolute}: exec format error`,
    containers: [container],
    related: [{ at, message: `${end.absolute} is started here` }],
  };
}

/** An interpreter is given the pointer to a file in place of the file, or an archive without content. */
function ofEntryFile(container: Container): Prediction | undefined {
  const start = startOf(container);
  const file = start?.file;
  const worker = start?.programs.at(-1);
  if (!file || !worker || worker.container.outcome === "broken") return undefined;
  const { fact, host } = look(container.filesystem, file.path);
  if (fact.kind !== "file" || fact.head?.kind !== "other" || !host) return undefined;
  const archive = file.interpreter === "java" || file.interpreter === "dotnet";
  const { what } = fact.head;
  if (what !== "git-lfs-pointer" && !(archive && (what === "empty" || what === "html")))
    return undefined;
  return {
    at: placeOf(host, fact) ?? file.word,
    certainty: "certain",
    message: `${file.path} is not what ${basename(worker.word.text)} is to run: ${describeHead(fact.head)}${advice(fact)}`,
    containers: [container],
    related: [{ at: file.word, message: `${file.path} is started here` }],
  };
}

/** The line that tells what the file is; an empty file has none. */
function placeOf(host: string, fact: Fact): Span | undefined {
  const line = fact.kind === "file" && fact.head?.kind === "other" ? fact.head.line : undefined;
  return line ? { file: host, start: 0, end: line.length } : undefined;
}

function advice(fact: Fact): string {
  const pointer =
    fact.kind === "file" && fact.head?.kind === "other" && fact.head.what === "git-lfs-pointer";
  return pointer ? "; git lfs pull fetches the file" : "";
}

/** An ELF whose way is whole, and which execve(2) refuses all the same. */
function* truncated(evidence: Evidence): Generator<Finding> {
  const { image } = recordedChains(evidence);
  const program = image?.steps[0];
  const line = evidence.logs?.findLast((text) => /exec format error/i.test(text));
  const head = program?.fact.kind === "file" ? program.fact.head : undefined;
  if (image?.outcome === "broken" || head?.kind !== "elf" || !line || !program) return;
  if (head.machine !== evidence.engine?.architecture) return;
  yield {
    certainty: "certain",
    message: `${program.absolute} is an ELF for this machine, but not a whole one: it was cut off or damaged`,
    quotes: [{ probe: "log", text: line }, stepQuote("image", program)],
  };
}
