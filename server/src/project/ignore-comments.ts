import { indentation, lineAt, lineEnd, lineStart } from "../base/lines.ts";
import type { Span } from "../base/text.ts";
import type { Dockerfile } from "../dockerfile/model.ts";
import { hostEntry } from "./host-files.ts";
import type { Project } from "./project.ts";

/** That somebody knows of a finding and lives with it. */
export interface Ignored {
  readonly reason?: string;
}

/** The comment that covers a place for a cause: `# dockwright-ignore <cause>, <cause> -- reason`. */
export function ignoredAt(project: Project, cause: string, at: Span): Ignored | undefined {
  const found = commentsOf(project, at.file).find(
    ({ causes, covers }) =>
      causes.includes(cause) && covers.some(({ from, to }) => from <= at.start && at.start <= to),
  );
  return found && (found.reason === undefined ? {} : { reason: found.reason });
}

interface Comment {
  readonly causes: readonly string[];
  readonly reason: string | undefined;
  /** Offsets, the last one included: where a finding begins. */
  readonly covers: readonly { readonly from: number; readonly to: number }[];
}

const known = new WeakMap<object, readonly Comment[]>();

function commentsOf(project: Project, file: string): readonly Comment[] {
  const dockerfile = project.dockerfiles.find((one) => one.file === file);
  if (dockerfile) {
    return read(dockerfile, dockerfile.text, (offset) => instructionEnd(dockerfile, offset));
  }
  const composeFile = project.composeSources.find((one) => one.file === file);
  if (composeFile) {
    const { text } = composeFile;
    return read(composeFile, text, (offset) => blockEnd(text, offset));
  }
  const script = hostEntry(project.listings, file);
  if (typeof script === "string" || script.kind !== "file" || !script.text) return [];
  return read(script, script.text, undefined);
}

/** `end` tells where that ends which begins at an offset; undefined for scripts, where it is one line. */
function read(
  key: object,
  text: string,
  end: ((offset: number) => number) | undefined,
): readonly Comment[] {
  const before = known.get(key);
  if (before) return before;
  const comments = [...text.matchAll(pattern)].map((match): Comment => {
    const { before = "", causes = "", reason } = match.groups ?? {};
    const start = before.trim() === "" ? nextCode(text, match.index) : lineStart(text, match.index);
    const covers =
      start === undefined ? [] : [{ from: start, to: (end ?? lineEndOf(text))(start) }];
    // Nothing may stand above the `#!` of a script: what is said right below it is said of it.
    const head = !end && onlyComments(text, match.index);
    return {
      causes: causes.split(/\s*,\s*/),
      reason,
      covers: head ? [...covers, { from: 0, to: lineEnd(text, 0) }] : covers,
    };
  });
  known.set(key, comments);
  return comments;
}

const pattern =
  /^(?<before>.*?)(?<=^|\s)#[ \t]*dockwright-ignore[ \t]+(?<causes>[a-z][a-z-]*(?:[ \t]*,[ \t]*[a-z][a-z-]*)*)(?:[ \t]+--[ \t]*(?<reason>.*?\S))?[ \t]*\r?$/gm;

/** Where the first line behind this one begins that holds more than a comment. */
function nextCode(text: string, offset: number): number | undefined {
  for (let at = lineEnd(text, offset) + 1; at <= text.length; at = lineEnd(text, at) + 1) {
    if (!/^\s*(#|$)/.test(lineAt(text, at))) return at;
  }
  return undefined;
}

function onlyComments(text: string, offset: number): boolean {
  const above = text.slice(0, lineStart(text, offset)).split("\n").slice(1);
  return above.every((line) => /^\s*(#|$)/.test(line));
}

function lineEndOf(text: string) {
  return (offset: number) => lineEnd(text, offset);
}

/** An instruction that begins on this line is meant as a whole; in the middle of one, the line. */
function instructionEnd({ text, globalArgs, stages }: Dockerfile, offset: number): number {
  const spans = [...globalArgs.map(({ span }) => span), ...stages.flatMap(spansOf)];
  const end = lineEnd(text, offset);
  return spans.find(({ start }) => offset <= start && start <= end)?.end ?? end;
}

function spansOf({ from, instructions }: Dockerfile["stages"][number]): readonly Span[] {
  return [from, ...instructions.map(({ span }) => span)];
}

/** A key or an entry of a list, with all that is indented below it. */
function blockEnd(text: string, offset: number): number {
  const first = lineAt(text, offset);
  const indent = indentation(first).length;
  let end = lineEnd(text, offset);
  while (end < text.length) {
    const line = lineAt(text, end + 1);
    // The entries of a list may stand as far left as its key.
    const own = indentation(line).length;
    const entry = own === indent && /^\s*- /.test(line) && !/^\s*- /.test(first);
    if (line.trim() !== "" && own <= indent && !entry) return end;
    end = lineEnd(text, end + 1);
  }
  return end;
}
