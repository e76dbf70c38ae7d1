import {
  ConfigurationTarget,
  commands,
  Disposable,
  type LogOutputChannel,
  window,
  workspace,
} from "vscode";
import type { Death } from "../docker/engine.ts";
import { withoutWrapping } from "../report/headline.ts";
import type { Server } from "../server.ts";
import { connect, type Surroundings, setting } from "./connect.ts";
import { messageText } from "./message-text.ts";

export interface OfferParts extends Surroundings {
  readonly server: Server;
  readonly output: LogOutputChannel;
}

/** Milliseconds until an engine that did not answer is asked again. */
const pause = 60_000;

/**
 * Offers a diagnosis when a container of a compose project in the open folders dies within seconds of its
 * start. Without an engine, a trusted folder or a compose file it does nothing, and says nothing.
 */
export function registerOffer(parts: OfferParts): Disposable {
  const offered = new Set<string>();
  let watching: AbortController | undefined;

  const begin = async () => {
    if (watching || !workspace.isTrusted || !setting("offerDiagnosis", true)) return;
    const abort = new AbortController();
    watching = abort;
    try {
      if (!(await hasComposeFiles(parts.server))) return;
      const engine = await connect(parts, abort.signal);
      parts.output.debug(`listening to ${engine.description}`);
      await engine.watch((death) => {
        // One that is restarted again and again is the same container.
        if (offered.has(death.id) || !isOurs(death)) return;
        offered.add(death.id);
        offer(death).catch((error) => parts.output.error(error));
      }, abort.signal);
    } catch (error) {
      parts.output.debug(`not listening: ${error instanceof Error ? error.message : error}`);
    } finally {
      if (watching === abort) watching = undefined;
    }
  };
  const end = () => {
    watching?.abort();
    watching = undefined;
  };

  void begin();
  const again = setInterval(begin, pause);
  return Disposable.from(
    workspace.onDidGrantWorkspaceTrust(begin),
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration("dockwright")) return;
      end();
      void begin();
    }),
    new Disposable(() => {
      clearInterval(again);
      end();
    }),
  );
}

async function hasComposeFiles(server: Server): Promise<boolean> {
  const uris = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  return uris.length > 0 && (await server.services({ uris })).length > 0;
}

function isOurs({ compose: { workingDir, configFiles } }: Death): boolean {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => slashes(uri.fsPath));
  const files = [...(workingDir ? [workingDir] : []), ...configFiles].map(slashes);
  return files.some((file) => folders.some((folder) => `${file}/`.startsWith(`${folder}/`)));
}

/** Windows spells one path in several ways. */
function slashes(path: string): string {
  const plain = path.replaceAll("\\", "/").replace(/\/+$/, "");
  return /^[A-Za-z]:/.test(plain) ? plain.toLowerCase() : plain;
}

async function offer(death: Death): Promise<void> {
  const [diagnose, notNow, never] = ["Diagnose", "Not Now", "Never for This Workspace"] as const;
  const answer = await window.showWarningMessage(inWords(death), diagnose, notNow, never);
  if (answer === diagnose) {
    await commands.executeCommand("dockwright.diagnose", { container: death.name });
  }
  if (answer === never) {
    const configuration = workspace.getConfiguration("dockwright");
    await configuration.update("offerDiagnosis", false, ConfigurationTarget.Workspace);
  }
}

function inWords({ compose: { service }, error, exitCode }: Death): string {
  const name = messageText(service);
  if (!error) return `${name} ended with exit code ${exitCode} right after its start.`;
  const words = messageText(withoutWrapping(error));
  const short = words.length > 160 ? `${words.slice(0, 160)}…` : words;
  return `${name} could not be started: ${short}`;
}
