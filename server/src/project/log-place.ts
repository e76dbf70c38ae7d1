import type { Span } from "../base/text.ts";
import type { Evidence, Quote } from "../evidence.ts";
import { look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";

// dash, ash and bash; Python; a frame or the first line of V8.
const places = [
  /^(\/[^\s:]+): (?:line )?(\d+): /,
  /^\s*File "(\/[^"]+)", line (\d+)/,
  /^\s*(?:at .*\(|at )?(\/[^\s:()]+):(\d+)(?::\d+)?\)?$/,
];

/** A traceback has no more lines that matter. */
const reach = 20;

/**
 * The line of a file of the project that the program names where it fails: in the quoted line of its log, in
 * those before it (Python tells the place first), or behind it (Node tells it last).
 */
export function placeInLog(
  { logs = [] }: Pick<Evidence, "logs">,
  quotes: readonly Quote[],
  container: Container,
): Span | undefined {
  const said = quotes.findLast(({ probe }) => probe === "log");
  const at = said ? logs.lastIndexOf(said.text) : -1;
  if (at < 0) return undefined;
  const before = logs.slice(Math.max(0, at - reach), at + 1).reverse();
  for (const line of [...before, ...logs.slice(at + 1, at + reach)]) {
    const span = placeNamed(line, container);
    if (span) return span;
  }
  return undefined;
}

function placeNamed(line: string, { filesystem }: Container): Span | undefined {
  for (const pattern of places) {
    const [, path, number] = pattern.exec(line) ?? [];
    if (path === undefined) continue;
    const { host, text } = look(filesystem, path);
    const span = host !== undefined && text !== undefined && lineOf(text, Number(number));
    if (host && span) return { file: host, ...span };
  }
  return undefined;
}

/** Without its indentation. Lines count from 1. */
function lineOf(text: string, number: number): { start: number; end: number } | undefined {
  const lines = text.split("\n");
  const line = lines[number - 1];
  if (line === undefined || line.trim() === "") return undefined;
  const offset = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = offset + line.length - line.trimStart().length;
  return { start, end: offset + line.trimEnd().length };
}
