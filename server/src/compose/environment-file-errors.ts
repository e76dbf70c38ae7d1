import type { Span } from "../base/text.ts";
import type { Text } from "./environment-file.ts";

/** The first line of an env file that compose cannot read, at which it stops. */
export interface EnvironmentFileError {
  /** The line, without its line feed. */
  readonly at: Span;
  /** In the words of compose-go, `dotenv`. */
  readonly said: string;
  readonly kind: "name" | "quote";
}

/** Follows compose-go's parser up to what it rejects: names are letters, digits and _ . - [ ]. */
export function environmentFileError({ file, text }: Text): EnvironmentFileError | undefined {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const [skipped = ""] = /^(?:\s+|#[^\n]*)*/.exec(text.slice(at)) ?? [];
    at += skipped.length;
    if (at >= text.length) return undefined;
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const here = { file, start: at, end: at + line.trimEnd().length };
    const number = text.slice(0, at).split("\n").length;
    const bare = line.replace(/^export\s+/, "");
    const [, name = "", sign = "", rest = ""] =
      /^([\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00a0]*)([=:]?)(.*)$/su.exec(bare) ?? [];
    if (sign === "" && rest !== "") {
      const said = `line ${number}: unexpected character "${rest[0]}" in variable name`;
      return { at: here, said, kind: "name" };
    }
    if (name.trim().includes(" ")) {
      return { at: here, said: `line ${number}: key cannot contain a space`, kind: "name" };
    }
    if (sign === "") {
      at = end;
      continue;
    }
    const value = at + (line.length - rest.length) + (rest.length - rest.trimStart().length);
    const quote = text[value];
    if (quote !== '"' && quote !== "'") {
      at = end;
      continue;
    }
    const close = closing(text, value, quote);
    if (close < 0) {
      const said = `line ${number}: unterminated quoted value ${text.slice(value, end).trimEnd()}`;
      return { at: here, said, kind: "quote" };
    }
    at = close + 1;
  }
  return undefined;
}

/** Where a quoted value ends, maybe on a later line; -1 where it never does. */
function closing(text: string, open: number, quote: string): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
