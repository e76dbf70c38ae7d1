import { indentation, lineAt, lineEnd, lineStart } from "../base/lines.ts";
import type { Edit, Span } from "../base/text.ts";
import { insideScalar } from "../compose/read-yaml.ts";
import type { Dockerfile } from "../dockerfile/model.ts";
import { hostEntry } from "./host-files.ts";
import type { Project } from "./project.ts";

/** The edit that writes the comment for a finding. Undefined where no comment can stand. */
export function ignoreEdit(
  { dockerfiles, composeSources, listings }: Project,
  cause: string,
  { file, start }: Span,
): Edit | undefined {
  const dockerfile = dockerfiles.find((one) => one.file === file);
  if (dockerfile) {
    const { text } = dockerfile;
    const at = lineStart(text, instructionStart(dockerfile, start));
    // The first line is the place of parser directives such as `# syntax=`: it stays free.
    return above(file, text, at, cause, at === 0 ? "\n" : "");
  }
  const composeFile = composeSources.find((one) => one.file === file);
  if (composeFile) {
    const { text } = composeFile;
    return above(file, text, outsideScalars(text, lineStart(text, start)), cause);
  }
  const script = hostEntry(listings, file);
  if (typeof script === "string" || script.kind !== "file" || !script.text) return undefined;
  const commented = /\.(sh|py|conf)$|(^|[/.])env(\.[\w-]+)?$|\.env\.[\w.-]+$/.test(file);
  if (!commented && !script.text.startsWith("#!")) return undefined;
  return inScript(file, script.text, lineStart(script.text, start), cause);
}

function above(file: string, text: string, at: number, cause: string, before = ""): Edit {
  const newText = `${before}${indentation(lineAt(text, at))}${comment(cause)}\n`;
  return { span: { file, start: at, end: at }, newText };
}

/** Above the `#!` of a script nothing may stand: what concerns it is said on the next line. */
function inScript(file: string, text: string, at: number, cause: string): Edit | undefined {
  if (at > 0 || !(/\.sh$/.test(file) || text.startsWith("#!"))) return above(file, text, at, cause);
  const end = lineEnd(text, 0);
  if (end === text.length) return undefined;
  return { span: { file, start: end + 1, end: end + 1 }, newText: `${comment(cause)}\n` };
}

function comment(cause: string): string {
  return `# dockwright-ignore ${cause}`;
}

function instructionStart({ globalArgs, stages }: Dockerfile, offset: number): number {
  const spans = [
    ...globalArgs.map(({ span }) => span),
    ...stages.flatMap(({ from, instructions }) => [from, ...instructions.map(({ span }) => span)]),
  ];
  return spans.find(({ start, end }) => start <= offset && offset <= end)?.start ?? offset;
}

/** In a block of text a comment would be text: it goes above the key that the block belongs to. */
function outsideScalars(text: string, at: number): number {
  let line = at;
  while (line > 0 && insideScalar(text, line)) line = lineStart(text, line - 1);
  return line;
}
