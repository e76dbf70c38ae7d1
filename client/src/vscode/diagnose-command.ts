import {
  commands,
  type Disposable,
  type LogOutputChannel,
  type Progress,
  ProgressLocation,
  window,
  workspace,
} from "vscode";
import { missingBuild, stageBuild } from "../build-call.ts";
import type { Engine, NoEngine, TargetRequest } from "../docker/engine.ts";
import { isNoEngine, isNoTarget } from "../docker-part.ts";
import type { Server } from "../server.ts";
import { withService } from "../service-request.ts";
import { built } from "./build-image.ts";
import { connect, type Surroundings, setting } from "./connect.ts";
import { requestFrom } from "./diagnose-argument.ts";
import { messageText } from "./message-text.ts";
import { type Place, placeFrom } from "./place.ts";
import type { Report } from "./report-panel.ts";
import type { ReportPanels } from "./report-panels.ts";
import type { Kept } from "./report-store.ts";
import { openShellTerminal } from "./shell-terminal.ts";
import { type Chosen, pickTarget } from "./target-picker.ts";
import { mayTalkToDocker } from "./trust.ts";

export interface DiagnoseParts extends Surroundings {
  readonly server: Server;
  readonly panels: ReportPanels;
  readonly output: LogOutputChannel;
}

/** `dockwright.diagnose`: why does this container not start? */
export function registerDiagnoseCommand(parts: DiagnoseParts): Disposable {
  return commands.registerCommand("dockwright.diagnose", async (argument: unknown) => {
    if (!(await mayTalkToDocker())) return;
    const request = requestFrom(argument) ?? (await choose(placeFrom(argument), parts));
    if (request?.kind === "stage") return buildAndDiagnose(request.dockerfile, parts);
    if (request) await diagnose(request, parts);
  });
}

async function choose(place: Place | undefined, parts: DiagnoseParts): Promise<Chosen | undefined> {
  const abort = new AbortController();
  try {
    return await pickTarget(parts.server, place, () => asked(parts, abort.signal), abort.signal);
  } catch (error) {
    await tell(error, "Docker could not be asked", parts);
    return undefined;
  } finally {
    abort.abort();
  }
}

/** The user chose it: its image stays. */
async function buildAndDiagnose(dockerfile: string, parts: DiagnoseParts): Promise<void> {
  const call = stageBuild(dockerfile);
  if (await built(call)) await diagnose({ kind: "image", reference: call.tag }, parts);
}

async function diagnose(request: TargetRequest, parts: DiagnoseParts): Promise<void> {
  const { panels, output } = parts;
  const name = request.kind === "image" ? request.reference : request.name;
  const abort = new AbortController();
  const options = { location: ProgressLocation.Notification, cancellable: true };
  try {
    const report = await window.withProgress(
      { ...options, title: `Diagnosing ${messageText(name)}` },
      (progress, token) => {
        const steps = stepsIn(progress, (message) => output.info(`${name}: ${message}`));
        const cancelled = new Promise<undefined>((resolve) => {
          token.onCancellationRequested(() => {
            abort.abort();
            resolve(undefined);
          });
        });
        const made = collected(request, parts, steps.begin, abort.signal);
        // Who cancels does not wait for what has still to be removed.
        made.catch((error) => abort.signal.aborted && output.debug(String(error)));
        return Promise.race([made, cancelled]).finally(steps.end);
      },
    );
    if (report) await panels.show(report);
  } catch (error) {
    await tell(error, `The diagnosis of ${name} failed`, parts);
  }
}

/** Asks Docker, and has the answers judged. */
export async function collected(
  request: TargetRequest,
  parts: DiagnoseParts,
  step: (message: string) => void,
  signal: AbortSignal,
): Promise<Report> {
  step("connecting to Docker");
  const engine = await asked(parts, signal);
  const experiments = setting("diagnosis.experiments", true);
  const full = await withService(request, parts.server);
  const evidence = await engine.collect(full, { experiments, progress: step, signal });
  step("judging");
  return judged({ request, evidence }, parts);
}

/** The report of what was collected, now or before. */
export async function judged({ request, evidence }: Kept, parts: DiagnoseParts): Promise<Report> {
  const diagnosis = await parts.server.diagnose({ evidence, folders: openFolders() });
  const again = async () => {
    if (await mayTalkToDocker()) await diagnose(request, parts);
  };
  return {
    request,
    evidence,
    diagnosis,
    again,
    build: async () => {
      const call = missingBuild(diagnosis);
      if (call && (await mayTalkToDocker()) && (await built(call))) await again();
    },
    openShell: async (program) => {
      if (!(await mayTalkToDocker())) return;
      openShellTerminal(request, program, (signal) => asked(parts, signal));
    },
  };
}

/** Shows the step that is under way, and how long all has taken. */
function stepsIn(progress: Progress<{ message: string }>, note: (message: string) => void) {
  const began = Date.now();
  let step = "";
  const show = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    progress.report({ message: seconds > 0 ? `${step} (${seconds} s)` : step });
  };
  const ticking = setInterval(show, 1000);
  return {
    begin(message: string) {
      note(message);
      step = messageText(message);
      show();
    },
    end: () => clearInterval(ticking),
  };
}

/** The engine, with a line in the log that says which one. */
export async function asked(parts: DiagnoseParts, signal: AbortSignal): Promise<Engine> {
  const engine = await connect(parts, signal);
  parts.output.info(`asking ${engine.description}`);
  return engine;
}

function openFolders(): readonly string[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
}

/** One sentence and one button for everything that can go wrong. */
async function tell(error: unknown, what: string, { output }: DiagnoseParts): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  if (isNoEngine(error)) {
    for (const { address, why } of error.tried) output.warn(`${address}: ${why}`);
    await offerOutput(noEngine(error), "Show What Was Tried", output);
    return;
  }
  output.error(error instanceof Error ? error : message);
  const text = isNoTarget(error) ? message : `${what}: ${message}`;
  await offerOutput(text, "Show Output", output);
}

function noEngine({ tried }: NoEngine): string {
  const [first, ...more] = tried.map(({ address }) => address);
  if (first === undefined) return "No Docker engine answers.";
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return `No Docker engine answers: tried ${first}${others}. Start Docker, or set dockwright.docker.host.`;
}

async function offerOutput(text: string, button: string, output: LogOutputChannel): Promise<void> {
  const answer = await window.showErrorMessage(messageText(text), button);
  if (answer === button) output.show();
}
