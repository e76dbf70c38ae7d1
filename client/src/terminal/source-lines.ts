import { readFileSync } from "node:fs";
import { URI } from "vscode-uri";
import { type Redact, sourceRedactor } from "../../../server/src/redact.ts";

/** A line of a source file, counted from 0; undefined where the file cannot be read or is shorter. */
export type SourceLines = (uri: string, line: number) => SourceLine | undefined;

export interface SourceLine {
  readonly line: string;
  /** Where something in it is secret. */
  readonly masked?: string;
}

/** Reads each file once. */
export function sourceLines(): SourceLines {
  const known = new Map<string, Source>();
  return (uri, number) => {
    const source = known.get(uri) ?? read(uri);
    known.set(uri, source);
    const line = source.lines[number];
    if (line === undefined) return undefined;
    const masked = source.redact(line);
    return { line, ...(masked !== line && { masked }) };
  };
}

interface Source {
  readonly lines: readonly string[];
  readonly redact: Redact;
}

function read(uri: string): Source {
  try {
    const text = readFileSync(URI.parse(uri).fsPath, "utf8");
    return { lines: text.split(/\r?\n/), redact: sourceRedactor(text) };
  } catch {
    return { lines: [], redact: (text) => text };
  }
}
