import { basename, join, resolve } from "../base/path.ts";
import type { Edit, Span } from "../base/text.ts";
import { environmentFileError } from "../compose/environment-file-errors.ts";
import { get, itemsOrOne, scalar } from "../compose/tree.ts";
import type { ServiceOf } from "../project/compose-projects.ts";
import { envFileOptions } from "../project/env-file-options.ts";
import { hostEntry } from "../project/host-files.ts";
import type { Project } from "../project/project.ts";
import { containersOf } from "../project/together.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import { complaint } from "./words.ts";

export const envFileMalformed = defineCause({
  id: "env-file-malformed",
  title: "An env file holds what is not read as it is meant",
  severity: "error",

  *predict(project) {
    for (const of of project.services) {
      for (const file of readFor(of)) {
        const prediction = unreadable(file, of, project);
        if (prediction) yield prediction;
      }
    }
    yield* takenLiterally(project);
  },

  *confirm(evidence, project) {
    // A value in quotes of its own, in the quotes in which a program shows it.
    const quote = complaint(evidence, /(['`])"[^"']*"\1|"'[^"']*'"|\\"[^"\\]*\\"/);
    if (!quote) return;
    const { quoted = [] } = evidence.container ?? {};
    const [prediction] = takenLiterally(project);
    const [name] = quoted;
    if (!name && !prediction) return;
    yield {
      ...prediction,
      certainty: "certain",
      message: name
        ? `the value of ${name} begins and ends with a quote, which docker run --env-file keeps as a part of it`
        : (prediction?.message ?? ""),
      quotes: [quote],
    };
  },
});

/** Its own env files, and the .env that compose reads for all. */
function readFor({ service, composeFile }: ServiceOf): string[] {
  const raw = itemsOrOne(get(service.body, "env_file")).flatMap(({ item }) =>
    get(item, "format") ? (scalar(get(item, "path"))?.text ?? []) : [],
  );
  const own = service.envFiles
    .map(({ path }) => path)
    .filter(({ unknown, text }) => !unknown && !text.startsWith("~") && !raw.includes(text))
    .map(({ folder, text }) => resolve(folder, text));
  return [join(composeFile.folder, ".env"), ...own];
}

function unreadable(
  file: string,
  { service }: ServiceOf,
  project: Project,
): Prediction | undefined {
  const entry = hostEntry(project.listings, file);
  if (typeof entry === "string" || entry.kind !== "file" || !entry.text) return undefined;
  const error = environmentFileError({ file, text: entry.text });
  if (!error) return undefined;
  const { at, said, kind } = error;
  const close =
    kind === "quote" ? entry.text.slice(at.start, at.end).match(/["']/)?.[0] : undefined;
  return {
    at,
    certainty: "certain",
    message: `${kind === "quote" ? "the quote is never closed" : "this is no NAME=value"}, and compose reads ${basename(file)} before it starts anything: ${said}`,
    containers: containersOf(service, project),
    fixes: [
      ...(close ? [insert(file, at.end, close, "Close the quote")] : []),
      ...(close ? [] : [insert(file, at.start, "# ", "Make it a comment")]),
    ],
  };
}

const assignment = /^[ \t]*(export[ \t]+)?([A-Za-z_][\w.]*)=(.*?)[ \t\r]*$/gm;

/** What compose would take off, and the command line of the engine keeps. */
function* takenLiterally(project: Project): Generator<Prediction> {
  const told = new Set<string>();
  for (const { at: option, path: file, text } of envFileOptions(project)) {
    if (told.has(file)) continue;
    told.add(file);
    const lines = [...text.matchAll(assignment)];
    const exported = lines.filter(([, word]) => word !== undefined);
    const quoted = lines.filter(
      ([, , , value = ""]) => /^(["']).*\1$/.test(value) && value.length > 1,
    );
    const [first] = exported.length > 0 ? exported : quoted;
    if (!first) continue;
    const [whole, word, name = "", value = ""] = first;
    const start = first.index + (whole.length - whole.trimStart().length);
    const span = { file, start, end: first.index + whole.trimEnd().length };
    yield {
      at: span,
      certainty: word ? "certain" : "likely",
      message: word
        ? `docker run --env-file reads plain NAME=value lines, and export is no part of a name: variable 'export ${name}' contains whitespaces`
        : `docker run --env-file keeps quotes, which compose takes off: the value of ${name} is ${value} with its quotes`,
      related: [{ at: option, message: "read here without compose" }],
      fixes: plain(file, [...new Set([...exported, ...quoted])]),
    };
  }
}

/** Takes `export` and quotes off, where nothing in the value means something else without them. */
function plain(file: string, lines: readonly RegExpExecArray[]): Fix[] {
  const edits = lines.flatMap((line): Edit[] => {
    const [whole, word, , value = ""] = line;
    const span = (start: number, end: number): Span => ({ file, start, end });
    const begin = line.index + (whole.length - whole.trimStart().length);
    const from = line.index + whole.lastIndexOf(value);
    const inner = /^(["'])([^"'\\]*)\1$/.exec(value)?.[2];
    return [
      ...(word ? [{ span: span(begin, begin + word.length), newText: "" }] : []),
      ...(inner === undefined ? [] : [{ span: span(from, from + value.length), newText: inner }]),
    ];
  });
  return edits.length > 0 ? [{ title: "Write plain values", edits }] : [];
}
