import type { Variables } from "./interpolate.ts";

/** The variables of a .env file (compose-go, `dotenv`): comments, `export`, quotes. Never fails. */
export function parseEnvironmentFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const line =
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*(?:'([^']*)'|"((?:\\.|[^"\\])*)"|([^\n]*?))[ \t]*(?:(?<=[ \t])#.*)?$/gm;
  const clean = text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n");
  for (const [, name = "", single, double, bare] of clean.matchAll(line)) {
    const value = single ?? double?.replace(/\\n/g, "\n").replace(/\\(.)/g, "$1");
    values.set(name, value ?? bare ?? "");
  }
  return values;
}

/** Looks in a .env file only: what the shell of a person sets is not known here. */
export function variablesOf(values: ReadonlyMap<string, string>): Variables {
  return (name) => values.get(name);
}
