import { statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { URI } from "vscode-uri";
import type { CheckResult, Finding } from "../../../server/src/protocol.ts";
import { checkJson, toJson } from "../report/json.ts";
import { applyFixes } from "./apply-fixes.ts";
import type { CheckArguments } from "./arguments.ts";
import { checkText } from "./check-text.ts";
import { fileNames } from "./file-name.ts";
import { painter } from "./paint.ts";
import { sourceLines } from "./source-lines.ts";
import type { ExitCode, RunningServer, Terminal } from "./terminal.ts";

/** `dockwright check`: what will keep a container from starting. */
export async function checkCommand(
  { paths, format, fix }: CheckArguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const files = paths.map((path) => resolve(terminal.cwd, path));
  const server = await terminal.startServer(folders(files, terminal.cwd));
  try {
    const { applied, ...checked } = await check(server, files, fix);
    const result = { ...checked, findings: checked.findings.toSorted(byPlace) };
    const fileName = fileNames(terminal.cwd);
    for (const { uri, why } of result.unreadable) {
      terminal.error(`dockwright: cannot read ${fileName(uri)}: ${why}\n`);
    }
    const text = () =>
      checkText(result, {
        fileName,
        lines: sourceLines(),
        paint: painter(terminal.colours),
        applied,
      });
    terminal.out(format === "json" ? toJson(checkJson(result, fileName)) : text());
    if (result.unreadable.length > 0) return 2;
    return result.findings.length > 0 ? 1 : 0;
  } finally {
    await server.close();
  }
}

async function check(
  server: RunningServer,
  files: readonly string[],
  fix: boolean,
): Promise<CheckResult & { readonly applied: number }> {
  const uris = files.map((file) => URI.file(file).toString());
  if (fix) return applyFixes(() => server.check({ uris }));
  return { ...(await server.check({ uris })), applied: 0 };
}

/** What the server has to know: a named folder, and around a named file the working directory. */
function folders(files: readonly string[], cwd: string): readonly string[] {
  const around = (file: string) => (relative(cwd, file).startsWith("..") ? dirname(file) : cwd);
  return [...new Set(files.map((file) => (isFolder(file) ? file : around(file))))];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function byPlace({ at: a }: Finding, { at: b }: Finding): number {
  if (!a || !b) return Number(!a) - Number(!b);
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  const [one, other] = [a.range.start, b.range.start];
  return one.line - other.line || one.character - other.character;
}
