import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { URI } from "vscode-uri";
import type { Evidence } from "../../../server/src/evidence.ts";
import type { Diagnosis } from "../../../server/src/protocol.ts";
import type { Engine, TargetRequest } from "../docker/engine.ts";
import { isNoEngine, isNoTarget } from "../docker-part.ts";
import { diagnosisJson, toJson } from "../report/json.ts";
import { renderMarkdown } from "../report/markdown.ts";
import { plannedOf } from "../service-request.ts";
import type { DiagnoseArguments } from "./arguments.ts";
import { diagnosisText } from "./diagnosis-text.ts";
import { fileNames } from "./file-name.ts";
import { painter } from "./paint.ts";
import { isNoEvidence, savedEvidence } from "./saved-evidence.ts";
import { sourceLines } from "./source-lines.ts";
import type { ExitCode, RunningServer, Terminal } from "./terminal.ts";

/** `dockwright diagnose`: why one container did not start. */
export async function diagnoseCommand(
  options: DiagnoseArguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const started = performance.now();
  const folder = resolve(terminal.cwd, options.project ?? ".");
  if (!isFolder(folder)) {
    terminal.error(`dockwright: there is no folder ${folder}\n`);
    return 2;
  }
  const server = await terminal.startServer(folders(options, folder, terminal));
  try {
    const { target } = options;
    const evidence =
      target.kind === "evidence"
        ? await savedEvidence(resolve(terminal.cwd, target.file))
        : await collected(target, folder, server, options, terminal);
    terminal.progress("judging");
    const folders = sourceFolders(evidence, options.project && folder, terminal);
    const diagnosis = await server.diagnose({ evidence, folders });
    terminal.progress("");
    terminal.out(rendered(diagnosis, performance.now() - started, options, terminal));
    return diagnosis.findings.length > 0 ? 0 : 3;
  } catch (error) {
    terminal.progress("");
    if (!isNoEngine(error) && !isNoTarget(error) && !isNoEvidence(error)) throw error;
    terminal.error(`dockwright: ${error.message}\n`);
    if (isNoEngine(error)) {
      // The message already tells what a single address said.
      const tried = error.tried.length > 1 ? error.tried : [];
      for (const { address, why } of tried) terminal.error(`  ${address}: ${why}\n`);
    }
    return 2;
  } finally {
    await server.close();
  }
}

/** Only the services of compose files have to be known beforehand. */
function folders(
  { target }: DiagnoseArguments,
  folder: string,
  { cwd }: Terminal,
): readonly string[] {
  if (target.kind !== "service") return [];
  if (target.composeFile === undefined) return [folder];
  return [...new Set([folder, dirname(resolve(cwd, target.composeFile))])];
}

async function collected(
  target: AskedTarget,
  folder: string,
  server: RunningServer,
  { experiments }: DiagnoseArguments,
  terminal: Terminal,
): Promise<Evidence> {
  const engine = await connect(terminal);
  const request = await targetRequest(target, folder, server, terminal);
  const { progress, signal } = terminal;
  return engine.collect(request, { experiments, progress, signal });
}

type AskedTarget = Exclude<DiagnoseArguments["target"], { kind: "evidence" }>;

async function connect({ loadDocker, environment, home, signal }: Terminal): Promise<Engine> {
  return await loadDocker().connect({ environment, home, signal });
}

/** A service is narrowed to the compose project of the folder, where its files name it. */
async function targetRequest(
  target: AskedTarget,
  folder: string,
  server: RunningServer,
  { cwd }: Terminal,
): Promise<TargetRequest> {
  if (target.kind !== "service") return target;
  const { kind, name } = target;
  const composeFile =
    target.composeFile === undefined ? undefined : resolve(cwd, target.composeFile);
  const uris = [URI.file(composeFile ?? folder).toString()];
  const services = (await server.services({ uris })).filter((service) => service.name === name);
  const projects = new Set(services.map(({ project }) => project));
  // Several projects in one folder: then nothing says which of them is meant.
  const [only] = projects.size === 1 ? services : [];
  return {
    kind,
    name,
    ...(composeFile !== undefined && { composeFile }),
    ...(only && { project: only.project }),
    ...(only?.image !== undefined && { image: only.image }),
    ...(only && { planned: plannedOf(only) }),
  };
}

/**
 * Where the sources may lie: where the user says, else where compose was run (the server goes there
 * by itself), else here. A home folder or a whole disk is nobody's project.
 */
function sourceFolders(
  { target }: Evidence,
  project: string | undefined,
  { cwd, home }: Terminal,
): readonly string[] {
  if (project) return [URI.file(project).toString()];
  if (target.compose?.workingDir && isFolder(target.compose.workingDir)) return [];
  return cwd === home || dirname(cwd) === cwd ? [] : [URI.file(cwd).toString()];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function rendered(
  diagnosis: Diagnosis,
  milliseconds: number,
  { format }: DiagnoseArguments,
  { cwd, colours, width }: Terminal,
): string {
  const fileName = fileNames(cwd);
  switch (format) {
    case "json":
      return toJson(diagnosisJson(diagnosis, Math.round(milliseconds), fileName));
    case "markdown":
      return renderMarkdown(diagnosis, { fileName });
    case "text":
      return diagnosisText(diagnosis, {
        fileName,
        lines: sourceLines(),
        paint: painter(colours),
        width,
      });
  }
}
