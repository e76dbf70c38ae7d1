import { basename, dirname, isWithin } from "../base/path.ts";
import { type Found, look } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import type { Chain, Step } from "../launch/chain.ts";
import { brokenViews, recordedChains } from "../launch/recorded.ts";
import { type BrokenLine, brokenLines } from "../project/carriage-returns.ts";
import { containerOf, startPlace } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { type ShellScript, shellScripts } from "../project/shell-scripts.ts";
import { defineCause, type Fix, type Prediction } from "./cause.ts";
import { type ChainBreak, chainBreaks } from "./chain-break.ts";
import { startQuotes, stepQuote } from "./quotes.ts";
import { complaint } from "./words.ts";

export const scriptHasCrlf = defineCause({
  id: "script-has-crlf",
  title: "The script has Windows line ends",
  severity: "error",

  *predict(project) {
    for (const image of project.images) yield* inBuild(image, project);
    for (const found of chainBreaks(project)) {
      if (found.end.verdict === "interpreter-with-carriage-return")
        yield inFirstLine(found, project);
    }
    for (const container of project.containers) {
      for (const script of shellScripts(container)) {
        const prediction = inBody(script, container, project);
        if (prediction) yield prediction;
      }
    }
  },

  *confirm(evidence, project) {
    for (const { view, chain } of brokenViews(evidence)) {
      const script = scriptWithCrlf(chain);
      if (!script) continue;
      const byEnv = chain.steps.at(-1)?.role === "command";
      const who = byEnv
        ? "env looks for a program whose name ends in a carriage return"
        : "Linux looks for an interpreter whose name ends in a carriage return";
      const own = containerOf(evidence, project);
      const source =
        own && look(view === "image" ? own.imageFilesystem : own.filesystem, script.path);
      yield {
        ...(source?.host
          ? { at: { file: source.host, start: 0, end: firstLine(source.text) } }
          : startPlace(evidence, project)),
        ...(source && { fixes: fixes(source, project) }),
        certainty: "certain",
        message: `the first line of ${script.absolute} ends in CR LF, so ${who}; save the file with LF`,
        quotes: [...startQuotes(evidence), stepQuote(view, script)],
      };
      return;
    }
    // What a shell says of a script may not show the carriage returns, which its source has.
    const known = containerOf(evidence, project);
    for (const script of known ? shellScripts(known) : []) {
      const prediction = known && inBody(script, known, project);
      const line = complaint(evidence, /syntax error/i);
      if (!prediction || !line?.text.includes(basename(script.path))) continue;
      return yield { ...prediction, certainty: "certain", quotes: [line] };
    }
    // A shell or another interpreter reads the lines behind the first one with their carriage returns.
    const quote = complaint(evidence, saidOfBody);
    if (!quote) return;
    yield {
      ...startPlace(evidence, project),
      certainty: /\\r/.test(quote.text) ? "certain" : "likely",
      message:
        "the script has Windows line ends: each line ends in a carriage return, which the shell takes for a part of its last word; save the file with LF",
      quotes: [quote],
    };
  },

  exclude(evidence) {
    const script = recordedChains(evidence).image?.steps[0];
    if (script?.fact.kind !== "file" || !script.fact.head) return undefined;
    const { head } = script.fact;
    if (head.kind === "elf") return `${script.absolute} is a binary: line ends do not matter`;
    return head.kind === "script" && !head.crlf
      ? `the first line of ${script.absolute} ends in LF`
      : undefined;
  },
});

/** dash, bash and env, as they print a word that ends in a carriage return. */
const saidOfBody =
  /set: Illegal option -$|\\r: (?:not found|invalid option name|command not found)|\$'[^']*\\r'|\\r['’]/;

function inFirstLine({ end, container, at, program }: ChainBreak, project: Project): Prediction {
  const script = program.container.steps.at(-2);
  const file = script && look(container.filesystem, script.path);
  const asked = JSON.stringify(end.asked);
  const consequence =
    end.role === "command"
      ? `env looks for a program named ${asked}: env: ${end.asked.replace("\r", "\\r")}: No such file or directory`
      : `Linux looks for an interpreter named ${asked}: exec ${script?.absolute}: no such file or directory`;
  return {
    at: file?.host ? { file: file.host, start: 0, end: firstLine(file.text) } : at,
    certainty: "certain",
    message: `${script?.absolute} has Windows line ends, so ${consequence}`,
    containers: [container],
    related: [{ at, message: "it is started here" }],
    fixes: file ? fixes(file, project) : [],
  };
}

/** RUN executes a script of the context. */
function* inBuild(image: Image, project: Project): Generator<Prediction> {
  for (const defect of image.defects) {
    if (defect.kind !== "not-runnable" || defect.why !== "carriage return") continue;
    const { word, path, found } = defect;
    const written = image.dockerfile.text.slice(word.start, word.end);
    if (!found.host) continue;
    yield {
      at: { file: found.host, start: 0, end: firstLine(found.text) },
      certainty: "certain",
      message: `${path} has Windows line ends, so Linux looks for an interpreter whose name ends in a carriage return: the build fails with /bin/sh: 1: ${written}: not found`,
      containers: project.containers.filter((container) => container.image === image),
      related: [{ at: word, message: "it is executed here" }],
      fixes: fixes(found, project),
    };
  }
}

function inBody(
  { path, shell, found, at }: ShellScript,
  container: Container,
  project: Project,
): Prediction | undefined {
  if (!found.host || found.text === undefined) return undefined;
  const lines = brokenLines(found.text, shell === "bash" ? "bash" : "sh");
  const [first] = lines;
  if (!first) return undefined;
  const sure = lines.find(({ complaint }) => complaint !== undefined);
  return {
    at: { file: found.host, start: first.start, end: first.end },
    certainty: sure ? "certain" : "likely",
    message: `${path} has Windows line ends, and ${shell} takes the carriage return of each line for a part of its last word, here "${first.word}"${consequenceOf(sure)}`,
    containers: [container],
    ...(at.file !== "" && { related: [{ at, message: `${path} is started here` }] }),
    fixes: fixes(found, project),
  };
}

function consequenceOf(line: BrokenLine | undefined): string {
  return line?.complaint ? `: ${line.complaint}` : "";
}

function scriptWithCrlf({ steps }: Chain): Step | undefined {
  return steps.find(
    ({ fact }) => fact.kind === "file" && fact.head?.kind === "script" && fact.head.crlf,
  );
}

function firstLine(text = ""): number {
  return Math.max(text.indexOf("\r"), 0);
}

function fixes({ host, text }: Found, project: Project): Fix[] {
  return host && text ? [unixLineEnds(host, text), ...keptByGit(host, project)] : [];
}

function unixLineEnds(file: string, text: string): Fix {
  const edits = [...text.matchAll(/\r(?=\n)/g)].map(({ index }) => ({
    span: { file, start: index, end: index + 1 },
    newText: "",
  }));
  return { title: `Give ${basename(file)} Unix line ends`, edits };
}

/** A line of .gitattributes, so that no checkout brings them back. */
function keptByGit(file: string, { listings }: Project): Fix[] {
  const listing = listings.find(({ root }) => isWithin(file, root));
  const pattern = /\.\w+$/.exec(basename(file))?.[0];
  if (!listing || !pattern || dirname(file) === "/") return [];
  const attributes = `${listing.root}/.gitattributes`;
  const entry = listing.entries.get(".gitattributes");
  const text = entry?.kind === "file" ? (entry.text ?? "") : "";
  const line = `*${pattern} text eol=lf`;
  if (text.includes(line)) return [];
  const newText = `${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
  const span = { file: attributes, start: text.length, end: text.length };
  return [{ title: `Keep it so: ${line} in .gitattributes`, edits: [{ span, newText }] }];
}
