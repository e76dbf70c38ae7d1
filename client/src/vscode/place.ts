import { Uri, window } from "vscode";
import type { Range, Service } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";

/** Where the user was when they asked: a file on which a menu was opened, or the cursor in an editor. */
export interface Place {
  readonly file: Uri;
  /** From 0; undefined where the whole file is meant. */
  readonly line?: number;
}

/** The file that a menu was opened on, else the cursor. */
export function placeFrom(argument: unknown): Place | undefined {
  if (argument instanceof Uri) return { file: argument };
  const editor = window.activeTextEditor;
  return editor && { file: editor.document.uri, line: editor.selection.active.line };
}

/** The services that a place speaks of: those of a compose file, those that a Dockerfile is built for. */
export async function servicesAt(
  { file, line }: Place,
  server: Server,
): Promise<readonly Service[]> {
  const uri = file.toString();
  const [services, stages] = await Promise.all([
    server.services({ uris: [uri] }).catch(() => []),
    server.stages({ uris: [uri] }).catch(() => []),
  ]);
  const own = services.filter((service) => service.uri === uri);
  if (line === undefined) return [...own, ...stages.flatMap((stage) => stage.services)];
  const here = own.filter(({ body }) => holds(body, line));
  // Above the first stage stand the arguments of all.
  const stage = stages.filter(({ body }) => holds(body, line));
  return [...here, ...(stage.length > 0 ? stage : stages).flatMap(({ services }) => services)];
}

/** The Dockerfile at a place, where no service builds what it describes. */
export async function lonelyStageAt({ file }: Place, server: Server): Promise<string | undefined> {
  const uri = file.toString();
  const stages = await server.stages({ uris: [uri] }).catch(() => []);
  const own = stages.filter((stage) => stage.uri === uri);
  const lonely = own.length > 0 && own.every(({ services }) => services.length === 0);
  return lonely ? file.fsPath : undefined;
}

function holds({ start, end }: Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}
