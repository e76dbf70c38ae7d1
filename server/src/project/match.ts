import { basename } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { ComposeFile } from "../compose/model.ts";
import type { Evidence } from "../evidence.ts";
import type { Container, Project } from "./project.ts";

/** The container of the project that the evidence speaks of: by compose's labels, else by likeness. */
export function containerOf(evidence: Evidence, { containers }: Project): Container | undefined {
  const { compose } = evidence.target;
  if (compose) {
    const named = containers.filter(({ service }) => service?.name.text === compose.service);
    const told = named.find(
      ({ composeFile }) => composeFile && compose.configFiles.includes(composeFile.file),
    );
    // A swarm does not tell the files of a stack.
    const alike = named.filter(({ composeFile }) => nameOf(composeFile) === compose.project);
    return told ?? only(named) ?? (compose.configFiles.length === 0 ? only(alike) : undefined);
  }
  const ranked = containers
    .map((container) => ({ container, likeness: likeness(container, evidence) }))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness);
  const [best, next] = ranked;
  // Two that are equally like it: nobody can tell which one it is.
  return best && best.likeness > (next?.likeness ?? 0) ? best.container : undefined;
}

function only(containers: readonly Container[]): Container | undefined {
  return containers.length === 1 ? containers[0] : undefined;
}

/** As compose calls the project of a file. */
function nameOf(file: ComposeFile | undefined): string | undefined {
  return file && (file.project ?? basename(file.folder));
}

function likeness(container: Container, { container: testified, image, target }: Evidence): number {
  const argv = testified?.argv ?? [...(image?.entrypoint ?? []), ...(image?.command ?? [])];
  const words = container.argv?.map(({ text }) => text) ?? [];
  const nothing = container.entrypoint.kind === "unset" && container.command.kind === "unset";
  const same =
    (words.length > 0 || nothing) &&
    (words.length === argv.length || container.service?.command?.cut !== undefined) &&
    words.every((word, i) => word === argv[i]);
  const mounts = testified?.mounts ?? [];
  const shared = container.mounts.filter(({ target, hostPath }) =>
    mounts.some(
      ({ destination, source }) => destination === target && (!hostPath || source === hostPath),
    ),
  ).length;
  const named =
    container.service !== undefined && target.name.includes(container.service.name.text);
  if (!same && shared === 0) return 0;
  return (same ? 4 : 0) + shared * 2 + (named ? 1 : 0) - (container.mounts.length - shared);
}

/** Where the source names the program that was to be started; nothing where it is not here. */
export function startPlace(evidence: Evidence, project: Project): { readonly at?: Span } {
  const word = containerOf(evidence, project)?.argv?.find(({ file }) => file !== "");
  return word ? { at: { file: word.file, start: word.start, end: word.end } } : {};
}
