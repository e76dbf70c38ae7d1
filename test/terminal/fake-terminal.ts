import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { URI } from "vscode-uri";
import type { DockerPart } from "../../client/src/docker/engine.ts";
import type { RunningServer, Terminal } from "../../client/src/terminal/terminal.ts";
import type { CheckResult, Finding, Fix, Location } from "../../server/src/protocol.ts";

/** A terminal that remembers what was printed. */
export function fakeTerminal(
  cwd: string,
  server: Partial<RunningServer>,
  docker?: DockerPart,
): { readonly terminal: Terminal; readonly printed: { out: string; error: string } } {
  const printed = { out: "", error: "" };
  const terminal: Terminal = {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    progress: () => {},
    cwd,
    environment: {},
    home: cwd,
    colours: false,
    width: 100,
    signal: new AbortController().signal,
    startServer: async () => ({ ...idleServer, ...server }),
    loadDocker: () => docker ?? noDocker,
  };
  return { terminal, printed };
}

const idleServer: RunningServer = {
  check: async () => nothing,
  diagnose: () => Promise.reject(new Error("no diagnosis was expected")),
  services: async () => [],
  stages: async () => [],
  close: async () => {},
};

const noDocker: DockerPart = {
  connect: () => Promise.reject(new Error("no diagnosis was expected")),
};

export const nothing: CheckResult = {
  findings: [],
  checked: { dockerfiles: 1, composeFiles: 0, containers: 1 },
  unreadable: [],
};

/** A folder that is gone after the test. */
export function folderWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "dockwright-"));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A check that finds each word in the files of a folder and offers to replace it. */
export function wordCheck(
  folder: string,
  names: readonly string[],
  replacements: Readonly<Record<string, string>>,
): () => Promise<CheckResult> {
  return async () => ({
    ...nothing,
    findings: names.flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return Object.entries(replacements).flatMap(([word, replacement]) =>
        [...text.matchAll(new RegExp(word, "g"))].map(({ index }) => {
          const before = text.slice(0, index).split("\n");
          const line = before.length - 1;
          const character = before.at(-1)?.length ?? 0;
          const at = place(join(folder, name), line, character, character + word.length);
          return finding(`no ${word}`, at, [replace(at, replacement)]);
        }),
      );
    }),
  });
}

export function finding(message: string, at: Location, fixes: readonly Fix[] = []): Finding {
  return {
    cause: "program-missing",
    title: "Nothing lies at the path that is started",
    docs: "https://example.org/causes/program-missing",
    severity: "error",
    certainty: "certain",
    message,
    at,
    related: [],
    quotes: [],
    fixes,
  };
}

export function place(path: string, line: number, from: number, to: number): Location {
  return {
    uri: URI.file(path).toString(),
    range: { start: { line, character: from }, end: { line, character: to } },
  };
}

export function replace(at: Location, newText: string, create = false): Fix {
  return {
    title: `Write ${JSON.stringify(newText)}`,
    files: [{ uri: at.uri, create, edits: [{ range: at.range, newText }] }],
  };
}
