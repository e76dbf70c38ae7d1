import type { Span, Word } from "../base/text.ts";
import { hole, outline, type Variables } from "./interpolate.ts";
import type { Value } from "./model.ts";

/** One line of a .env file or an env_file. */
export interface FileVariable {
  readonly name: Word;
  /** Undefined for a name alone: its value comes from where compose runs. */
  readonly value: Value | undefined;
}

/** A text that knows where it comes from. */
export interface Text {
  readonly file: string;
  readonly text: string;
}

/**
 * The variables of a .env file or an env_file, as compose reads them (compose-go, `dotenv`): comments,
 * `export`, `:` for `=`, quotes that may go over several lines, variables in all but single quotes, which
 * `variables` and the lines above have the values of. Never fails: lines that compose rejects are left out.
 */
export function environmentFile({ file, text }: Text, variables: Variables): FileVariable[] {
  const found: FileVariable[] = [];
  const above = new Map<string, string>();
  const lookup = (name: string) => variables(name) ?? above.get(name);
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const [skipped] = /^(?:\s+|#[^\n]*)*/.exec(rest) ?? [""];
    at += skipped.length;
    const [declared, before = "", name = "", sign] =
      /^(export[^\S\n]+)?([\p{L}\p{N}_.\-[\]]+)[^\S\n]*([=:]|\n|$)/u.exec(text.slice(at)) ?? [];
    if (declared === undefined) {
      at = lineEnd(text, at);
      continue;
    }
    const span = { file, start: at + before.length, end: at + before.length + name.length };
    at += declared.length;
    if (sign !== "=" && sign !== ":")
      found.push({ name: { ...span, text: name }, value: undefined });
    else {
      const [value, end] = valueAt(text, at, file, lookup);
      at = end;
      if (!value) continue;
      found.push({ name: { ...span, text: name }, value });
      if (value.unknown) above.delete(name);
      else above.set(name, value.text);
    }
  }
  return found;
}

/** What the file sets, by name. */
export function environmentOf(text: Text, variables: Variables): ReadonlyMap<string, string> {
  return new Map(
    environmentFile(text, variables).flatMap(({ name, value }) =>
      value && !value.unknown && !/^\d/.test(name.text) ? [[name.text, value.text]] : [],
    ),
  );
}

/** The value that begins at an offset, and where what follows it begins; no value for a quote that never ends. */
function valueAt(
  text: string,
  offset: number,
  file: string,
  lookup: Variables,
): [Value | undefined, number] {
  const start = offset + (/^[^\S\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const end = lineEnd(text, start);
    const [bare = ""] = text.slice(start, end).split(" #");
    const written = bare.trimEnd();
    return [expanded(written, written, { file, start, end: start + written.length }, lookup), end];
  }
  const pattern = quote === '"' ? /"((?:\\.|[^"\\])*)"/sy : /'((?:\\.|[^'\\])*)'/sy;
  pattern.lastIndex = start;
  const [quoted, inner = ""] = pattern.exec(text) ?? [];
  if (quoted === undefined) return [undefined, lineEnd(text, start)];
  const end = start + quoted.length;
  const span = { file, start, end };
  if (quote === "'") return [{ ...span, text: inner.replace(/\\'/g, "'") }, end];
  return [expanded(unescaped(inner), inner, span, lookup), end];
}

function expanded(text: string, written: string, span: Span, lookup: Variables): Value {
  const known = outline(text, lookup);
  if (!known.includes(hole)) return { ...span, text: known };
  return { ...span, text: written, unknown: true };
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  // Interpolation makes one dollar of it.
  $: "$$",
};

function unescaped(text: string): string {
  return text.replace(/\\(?:0(\d{1,3})|([abfnrtv$"\\]))/g, (match, octal, letter) =>
    octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (escapes[letter] ?? match),
  );
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
