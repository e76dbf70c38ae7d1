import { readFile, stat } from "node:fs/promises";
import { dirname, isWithin } from "../base/path.ts";
import { type CheckParams, type CheckResult, checkRequest } from "../protocol.ts";
import { kindOf } from "./file-kinds.ts";
import { findingsOf } from "./findings.ts";
import type { Server } from "./server.ts";
import { fileOf } from "./uris.ts";

/** Everything found in some folders and files: what the terminal prints. */
export function registerCheck(server: Server): void {
  const { connection, workspace } = server;
  connection.onRequest(checkRequest, async ({ uris }: CheckParams): Promise<CheckResult> => {
    const unreadable: { uri: string; why: string }[] = [];
    const scopes: string[] = [];
    for (const uri of uris) {
      const file = fileOf(uri);
      const why = await problemWith(file);
      if (why) {
        unreadable.push({ uri, why });
        continue;
      }
      scopes.push(file);
      await workspace.open((await isFolder(file)) ? file : dirname(file));
    }
    // Files may have changed since the last check: this is no editor that would tell.
    await workspace.changed(scopes);
    const snapshot = await server.snapshot();
    const inScope = (file: string) => scopes.some((scope) => isWithin(file, scope));
    const { dockerfiles, composeFiles, containers } = snapshot.project;
    return {
      findings: findingsOf(server, snapshot).filter(({ at }) => inScope(fileOf(at.uri))),
      checked: {
        dockerfiles: dockerfiles.filter(({ file }) => inScope(file)).length,
        composeFiles: composeFiles.filter(({ file }) => inScope(file)).length,
        containers: containers.filter(({ composeFile, image }) =>
          inScope(composeFile?.file ?? image?.dockerfile.file ?? ""),
        ).length,
      },
      unreadable,
    };
  });
}

async function isFolder(file: string): Promise<boolean> {
  return (await stat(file)).isDirectory();
}

async function problemWith(file: string): Promise<string | undefined> {
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) return undefined;
    if (stats.size > 1_000_000) return "larger than 1 MB: no Dockerfile or compose file";
    const bytes = await readFile(file);
    if (bytes.subarray(0, 4096).includes(0)) return "a binary file";
    return kindOf(file) ? undefined : "no Dockerfile or compose file by its name";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT"
      ? "no such file or folder"
      : String(error instanceof Error ? error.message : error);
  }
}
