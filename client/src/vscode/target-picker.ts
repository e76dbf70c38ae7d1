import { basename } from "node:path";
import { type QuickPickItem, QuickPickItemKind, ThemeIcon, Uri, window, workspace } from "vscode";
import type { Service } from "../../../server/src/protocol.ts";
import { imageName, stageBuild } from "../build-call.ts";
import type { Candidate, Engine, TargetRequest } from "../docker/engine.ts";
import { withoutWrapping } from "../report/headline.ts";
import { visibleLine } from "../report/visible.ts";
import type { Server } from "../server.ts";
import { lonelyStageAt, type Place, servicesAt } from "./place.ts";

/** What is asked about: something that the engine has, or the final stage of a Dockerfile, to be built first. */
export type Chosen = TargetRequest | { readonly kind: "stage"; readonly dockerfile: string };

type Item = QuickPickItem & { readonly request?: Chosen };

/** Lets the user choose what to diagnose. Undefined when they leave it. */
export async function pickTarget(
  server: Server,
  place: Place | undefined,
  connect: () => Promise<Engine>,
  signal: AbortSignal,
): Promise<Chosen | undefined> {
  const pick = window.createQuickPick<Item>();
  pick.title = "Why does it not start?";
  pick.placeholder = "Looking for containers …";
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  const chosen = new Promise<Chosen | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems[0]?.request));
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  try {
    const filled = fill(server, place, connect, signal).then((items) => {
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
  place: Place | undefined,
  connect: () => Promise<Engine>,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [engine, all, here, stage] = await Promise.all([
    connect(),
    services(server),
    place ? servicesAt(place, server) : [],
    place ? lonelyStageAt(place, server) : undefined,
  ]);
  const candidates = await engine.candidates(signal);
  const own = here.map((service) => serviceItem(service, candidates));
  // Opened on a file it is about the services of that file, and nothing else.
  if (place && place.line === undefined && own.length > 0) {
    return section("Services of this file", own);
  }
  const images = await engine.images(signal);
  const others = candidates.filter((one) => !here.some((service) => isOf(one, service)));
  const missing = all.filter(
    (service) => !candidates.some((one) => isOf(one, service)) && !isAmong(service, here),
  );
  return [
    ...section("Under the cursor", own),
    ...section("The final stage of this Dockerfile", stage ? stageItems(stage, images) : []),
    ...section("Failed", others.filter(hasFailed).map(containerItem)),
    ...section(
      "Services without a container",
      missing.map((service) => serviceItem(service, [])),
    ),
    ...section("Other containers", others.filter((one) => !hasFailed(one)).map(containerItem)),
    ...section("Images", images.map(imageItem)),
  ];
}

/** A server that does not run must not keep anybody from asking Docker. */
async function services(server: Server): Promise<readonly Service[]> {
  const uris = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  if (uris.length === 0) return [];
  return await server.services({ uris }).catch(() => []);
}

function isOf({ service, project }: Candidate, { name, project: of }: Service): boolean {
  return service === name && project === of;
}

function isAmong({ name, uri }: Service, services: readonly Service[]): boolean {
  return services.some((one) => one.name === name && one.uri === uri);
}

function hasFailed({ status, statusText }: Candidate): boolean {
  return status !== "running" && status !== "paused" && !/^Exited \(0\)/.test(statusText);
}

function containerItem(candidate: Candidate): Item {
  const { name, image, service, error } = candidate;
  return {
    label: visibleLine(service ?? name),
    iconPath: new ThemeIcon(hasFailed(candidate) ? "error" : "vm-running"),
    description: line([statusOf(candidate), service && name, image]),
    ...(error && { detail: visibleLine(withoutWrapping(error)) }),
    request: { kind: "container", name },
  };
}

/** With what became of its newest container, where it has one. */
function serviceItem(
  { name, project, uri, image }: Service,
  candidates: readonly Candidate[],
): Item {
  const file = Uri.parse(uri);
  const newest = candidates
    .filter((one) => one.service === name && one.project === project)
    .toSorted((a, b) => b.created - a.created)[0];
  return {
    label: visibleLine(name),
    iconPath: new ThemeIcon(newest && hasFailed(newest) ? "error" : "layers"),
    description: line([newest && statusOf(newest), basename(file.fsPath), image]),
    ...(newest?.error && { detail: visibleLine(withoutWrapping(newest.error)) }),
    request: {
      kind: "service",
      name,
      composeFile: file.fsPath,
      project,
      ...(image !== undefined && { image }),
    },
  };
}

/** As Docker prints it, and how long ago for a container that it could only make. */
function statusOf({ status, statusText, created }: Candidate): string {
  return status === "created" ? `${statusText} ${ago(Date.now() / 1000 - created)}` : statusText;
}

function ago(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ["second", 1];
  const count = Math.max(1, Math.floor(seconds / size));
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

function line(parts: readonly (string | undefined)[]): string {
  return visibleLine(parts.filter(Boolean).join(" · "));
}

function imageItem(reference: string): Item {
  return {
    label: visibleLine(reference),
    iconPath: new ThemeIcon("package"),
    request: { kind: "image", reference },
  };
}

/** Images that are called like its folder are likely its own; which they are, nobody but the user can tell. */
function stageItems(dockerfile: string, images: readonly string[]): readonly Item[] {
  const { tag, program, words } = stageBuild(dockerfile);
  const own = images.filter(
    (image) => /([^/:]+)(:[^/]*)?$/.exec(image)?.[1] === imageName(dockerfile),
  );
  return [
    ...own.map(imageItem),
    {
      label: "Build it, then diagnose",
      iconPath: new ThemeIcon("tools"),
      description: visibleLine([program, ...words].join(" ")),
      detail: visibleLine(`The image stays, as ${tag}.`),
      request: { kind: "stage", dockerfile },
    },
  ];
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
