import { isAbsolute } from "node:path";
import {
  type CancellationToken,
  type Disposable,
  LanguageModelTextPart,
  type LanguageModelTool,
  LanguageModelToolResult,
  lm,
  Uri,
  workspace,
} from "vscode";
import { checkJson, diagnosisJson, toJson } from "../report/json.ts";
import { requestFrom } from "./diagnose-argument.ts";
import { asked, collected, type DiagnoseParts } from "./diagnose-command.ts";

/** What an assistant in the editor may ask for: the same judged JSON that the terminal prints. Changes nothing. */
export function registerLanguageTools(parts: DiagnoseParts): Disposable[] {
  return [
    lm.registerTool("dockwright_diagnose", diagnoseTool(parts)),
    lm.registerTool("dockwright_findings", findingsTool(parts)),
  ];
}

function diagnoseTool(parts: DiagnoseParts): LanguageModelTool<object> {
  return {
    prepareInvocation({ input }) {
      const request = requestFrom(input);
      if (!request) return { invocationMessage: "Looking for containers that failed" };
      const name = request.kind === "image" ? request.reference : request.name;
      return {
        invocationMessage: `Diagnosing ${name}`,
        confirmationMessages: {
          title: `Diagnose ${name}`,
          message:
            "Docker is asked, and the image is started again with one thing changed, without network and with read-only mounts. Nothing is left behind.",
        },
      };
    },
    async invoke({ input }, token) {
      if (!workspace.isTrusted) throw new Error("Docker is asked only in a trusted folder.");
      const signal = signalOf(token);
      const request = requestFrom(input);
      if (!request) return answer({ candidates: await candidates(parts, signal) });
      const began = Date.now();
      const { diagnosis } = await collected(request, parts, () => {}, signal);
      return answer(diagnosisJson(diagnosis, Date.now() - began, fileName));
    },
  };
}

function findingsTool({ server }: DiagnoseParts): LanguageModelTool<{ readonly file?: unknown }> {
  return {
    prepareInvocation: () => ({ invocationMessage: "Reading Dockerfiles and compose files" }),
    async invoke({ input: { file } }) {
      const uris = typeof file === "string" && file !== "" ? [uriOf(file)] : folders();
      const result = await server.check({ uris: uris.map((uri) => uri.toString()) });
      const unreadable = result.unreadable.map(({ uri, why }) => ({ file: fileName(uri), why }));
      return answer({ ...checkJson(result, fileName), unreadable });
    },
  };
}

async function candidates(parts: DiagnoseParts, signal: AbortSignal) {
  const engine = await asked(parts, signal);
  return (await engine.candidates(signal)).map(({ name, service, image, statusText, error }) => ({
    container: name,
    service,
    image,
    status: statusText,
    error,
  }));
}

/** A path as people and assistants write it: absolute, or from a folder that is open. */
function uriOf(file: string): Uri {
  const [first] = folders();
  return first && !isAbsolute(file) ? Uri.joinPath(first, file) : Uri.file(file);
}

function folders(): readonly Uri[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

function fileName(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}

function answer(value: object): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(toJson(value))]);
}

function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
