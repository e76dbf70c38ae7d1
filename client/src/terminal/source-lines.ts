import { readFileSync } from "node:fs";
import { URI } from "vscode-uri";

/** The lines of a source file, or none where it cannot be read. */
export type SourceLines = (uri: string) => readonly string[];

/** Reads each file once. */
export function sourceLines(): SourceLines {
  const known = new Map<string, readonly string[]>();
  return (uri) => {
    const lines = known.get(uri) ?? read(uri);
    known.set(uri, lines);
    return lines;
  };
}

function read(uri: string): readonly string[] {
  try {
    return readFileSync(URI.parse(uri).fsPath, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}
