import { basename } from "node:path";
import { type QuickPickItem, QuickPickItemKind, ThemeIcon, Uri, window, workspace } from "vscode";
import type { Service } from "../../../server/src/protocol.ts";
import type { Candidate, Engine, TargetRequest } from "../docker/engine.ts";
import { withoutWrapping } from "../report/headline.ts";
import { visibleLine } from "../report/visible.ts";
import type { Server } from "../server.ts";

type Item = QuickPickItem & { readonly request?: TargetRequest };

/** Lets the user choose what to diagnose. Undefined when they leave it. */
export async function pickTarget(
  server: Server,
  file: Uri | undefined,
  connect: () => Promise<Engine>,
  signal: AbortSignal,
): Promise<TargetRequest | undefined> {
  const pick = window.createQuickPick<Item>();
  pick.title = "Why does it not start?";
  pick.placeholder = "Looking for containers …";
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  const chosen = new Promise<TargetRequest | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems[0]?.request));
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  try {
    const filled = fill(server, file, connect, signal).then((items) => {
      pick.items = items;
      pick.placeholder = placeholder(items);
      pick.busy = false;
      return chosen;
    });
    return await Promise.race([filled, chosen]);
  } finally {
    pick.dispose();
  }
}

async function fill(
  server: Server,
  file: Uri | undefined,
  connect: () => Promise<Engine>,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [engine, all] = await Promise.all([connect(), services(server, file)]);
  const own = file && all.filter(({ uri }) => uri === file.toString());
  // Opened on a compose file it is about the services of that file, and nothing else.
  if (own && own.length > 0) return section("Services of this file", own.map(serviceItem));
  const [candidates, images] = await Promise.all([
    engine.candidates(signal),
    engine.images(signal),
  ]);
  const missing = all.filter(
    ({ name, project }) =>
      !candidates.some((one) => one.service === name && one.project === project),
  );
  return [
    ...section("Failed", candidates.filter(hasFailed).map(containerItem)),
    ...section("Services without a container", missing.map(serviceItem)),
    ...section("Other containers", candidates.filter((one) => !hasFailed(one)).map(containerItem)),
    ...section("Images", images.map(imageItem)),
  ];
}

/** A server that does not run must not keep anybody from asking Docker. */
async function services(server: Server, file: Uri | undefined): Promise<readonly Service[]> {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const uris = file ? [file.toString()] : folders;
  if (uris.length === 0) return [];
  return await server.services({ uris }).catch(() => []);
}

function hasFailed({ status, statusText }: Candidate): boolean {
  return status !== "running" && status !== "paused" && !/^Exited \(0\)/.test(statusText);
}

function containerItem(candidate: Candidate): Item {
  const { name, image, service, statusText, error } = candidate;
  return {
    label: visibleLine(service ?? name),
    iconPath: new ThemeIcon(hasFailed(candidate) ? "error" : "vm-running"),
    description: visibleLine([service && name, image, statusText].filter(Boolean).join(" · ")),
    ...(error && { detail: visibleLine(withoutWrapping(error)) }),
    request: { kind: "container", name },
  };
}

function serviceItem({ name, project, uri, image }: Service): Item {
  const file = Uri.parse(uri);
  return {
    label: visibleLine(name),
    iconPath: new ThemeIcon("layers"),
    description: visibleLine([basename(file.fsPath), project, image].filter(Boolean).join(" · ")),
    request: {
      kind: "service",
      name,
      composeFile: file.fsPath,
      project,
      ...(image !== undefined && { image }),
    },
  };
}

function imageItem(reference: string): Item {
  return {
    label: visibleLine(reference),
    iconPath: new ThemeIcon("package"),
    request: { kind: "image", reference },
  };
}

function section(label: string, items: readonly Item[]): readonly Item[] {
  if (items.length === 0) return [];
  return [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function placeholder(items: readonly Item[]): string {
  return items.length > 0
    ? "Choose a container, a service or an image"
    : "There is no container, no image and no compose file here";
}
