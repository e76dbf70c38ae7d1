import type { Span, Word } from "../base/text.ts";
import type { Command } from "./model.ts";

/**
 * The text of an instruction's arguments in which line continuations and the comment lines between
 * them are blanks, so that every offset still is one of the file.
 */
export function flatten(text: string, escapeChar: "\\" | "`"): string {
  const continuation = escapeChar === "`" ? /`[ \t]*\r?\n/g : /\\[ \t]*\r?\n/g;
  let out = text;
  let end = 0;
  for (const match of text.matchAll(continuation)) {
    end = match.index + match[0].length;
    out = blank(out, match.index, end);
    // Docker drops comment lines and empty lines inside a continued instruction.
    for (;;) {
      const dropped = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(end));
      if (!dropped) break;
      out = blank(out, end, end + dropped[0].length);
      end += dropped[0].length;
    }
  }
  return out;
}

/** Words between blanks; quotes and backslashes keep blanks inside and stay in the text. */
export function splitWords(text: Word, escapeChar: "\\" | "`"): Word[] {
  const pattern =
    escapeChar === "`"
      ? /(?:"(?:`.|[^"`])*"?|'[^']*'?|`.|[^\s"'`])+/g
      : /(?:"(?:\\.|[^"\\])*"?|'[^']*'?|\\.|[^\s"'\\]|\\$)+/g;
  return [...text.text.matchAll(pattern)].map((match) => piece(text, match.index, match[0].length));
}

/** Docker's own reading: a JSON array of strings is the exec form, anything else the shell form. */
export function readCommand(text: Word): Command {
  const words = readJsonArray(text);
  return words ? { form: "exec", words, span: text } : { form: "shell", text };
}

/** Where a command stands. */
export function commandSpan(command: Command): Span {
  return command.form === "exec" ? command.span : command.text;
}

/** A command as one would type it. */
export function commandText(command: Command): string {
  return command.form === "exec"
    ? command.words.map(({ text }) => text).join(" ")
    : command.text.text;
}

/** A shell form that was surely meant as an exec form: a bracket around quoted or comma-separated words. */
export function meantAsExec(text: string): boolean {
  return /^\[\s*(["'“”‘’]|\w[^\]]*,)/.test(text) && text.trimEnd().endsWith("]");
}

/** The strings of a JSON array, each with the place of its content; undefined for anything else. */
export function readJsonArray(text: Word): Word[] | undefined {
  if (!text.text.trimStart().startsWith("[")) return undefined;
  let values: unknown;
  try {
    values = JSON.parse(text.text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) {
    return undefined;
  }
  const strings = [...text.text.matchAll(/"(?:\\.|[^"\\])*"/g)];
  return values.map((value: string, i) => {
    const match = strings[i];
    const at = piece(text, (match?.index ?? 0) + 1, (match?.[0].length ?? 2) - 2);
    return { ...at, text: value };
  });
}

/** A part of a word, by offset within its text. */
export function piece(word: Word, from: number, length: number): Word {
  const start = word.start + from;
  return {
    file: word.file,
    start,
    end: start + length,
    text: word.text.slice(from, from + length),
  };
}

/** A word without blanks around it. */
export function trimmed(word: Word): Word {
  const lead = word.text.length - word.text.trimStart().length;
  return piece(word, lead, word.text.trim().length);
}

export function spanOf({ file, start, end }: Span): Span {
  return { file, start, end };
}

function blank(text: string, from: number, to: number): string {
  return text.slice(0, from) + " ".repeat(to - from) + text.slice(to);
}
