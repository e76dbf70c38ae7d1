import { dirname, resolve } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Copy } from "../dockerfile/model.ts";
import { type Found, look } from "../image/filesystem.ts";
import { type Break, broken, getsFurther, type Step } from "../launch/chain.ts";
import { linkAsText } from "../launch/head.ts";
import { guiltyMount } from "../project/hidden.ts";
import { hostEntry } from "../project/host-files.ts";
import type { Container, ContainerMount, Project } from "../project/project.ts";
import { stepTo } from "../project/reach.ts";
import { type Program, startOf } from "../project/start.ts";

/** Where the start of a container breaks on a file that the project itself brings. */
export interface ChainBreak {
  readonly container: Container;
  readonly program: Program;
  readonly end: Step & { readonly verdict: Break };
  /** What is known of the file at which it breaks. */
  readonly found: Found;
  /** The mount that brings it; undefined where it is the image's. */
  readonly mount: ContainerMount | undefined;
  /** The mount, else the word that names the program. */
  readonly at: Span;
}

/** The first break of each container: what stands behind it is never reached. */
export function* chainBreaks({ containers }: Project): Generator<ChainBreak> {
  for (const container of containers) {
    const program = startOf(container)?.programs.find(({ container }) => broken(container));
    const end = program && broken(program.container);
    if (!program || !end) continue;
    const inImage = broken(program.image);
    const same = inImage?.verdict === end.verdict && inImage.absolute === end.absolute;
    const mount = same ? undefined : guiltyMount(container, program.image);
    if (!same && !mount) continue;
    const at = mount?.mount.span ?? (program.word.file === "" ? container.start?.at : program.word);
    if (!at || at.file === "") continue;
    const found = look(same ? container.imageFilesystem : container.filesystem, end.path);
    yield { container, program, end, found, mount, at };
  }
}

/** The image has the program whole, and a mount lies over it: see mount-hides-program. */
export function isHidden({ mount, program }: ChainBreak): boolean {
  return mount !== undefined && getsFurther(program.image, program.container);
}

/** The COPY that brought the file which breaks, where one did. */
export function copyThatBrought({ container, found }: ChainBreak): Copy | undefined {
  return copyAt(container, found);
}

/** The COPY that brought a file, where one did. */
export function copyAt({ image }: Container, { by }: Found): Copy | undefined {
  const at = by?.at;
  for (const { instructions } of image?.dockerfile.stages ?? []) {
    for (const instruction of instructions) {
      const copies = instruction.kind === "COPY" || instruction.kind === "ADD";
      if (copies && instruction.span.start === at?.start) return instruction;
    }
  }
  return undefined;
}

/** The place that brings the file which breaks: its COPY, or the mount; else where it is started. */
export function bringer(found: ChainBreak): Span {
  const copy = copyThatBrought(found);
  const [source] = copy?.sources ?? [];
  return found.mount?.mount.span ?? (copy?.sources.length === 1 && source ? source : found.at);
}

/**
 * What was checked out as a file and is the text of a link that would lead nowhere either: the file that is
 * meant lies on the host, outside of what is copied or mounted.
 */
export function strayLink(
  { end, container, found }: ChainBreak,
  { listings }: Project,
): string | undefined {
  const target = linkAsText(end.fact);
  if (target === undefined || !found.host) return undefined;
  const reached = stepTo(container.filesystem, resolve(dirname(end.path), target));
  if (reached.fact.kind !== "absent") return undefined;
  const meant = hostEntry(listings, resolve(dirname(found.host), target));
  return typeof meant === "string" ? undefined : target;
}

export function relatedTo({ found, end }: ChainBreak) {
  const origin = found.source ?? found.by;
  return origin && origin.at.file !== ""
    ? [{ at: origin.at, message: `${end.path} comes from here` }]
    : [];
}
