import { basename, dirname, join, within } from "../base/path.ts";
import type { Copy } from "../dockerfile/model.ts";
import { type Change, type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { pathsNamed } from "../image/names.ts";
import { ancestry } from "./ancestry.ts";
import type { Container } from "./project.ts";

/** Where a COPY laid a file that was meant to lie elsewhere. */
export interface Displaced {
  readonly copy: Copy;
  /**
   * file: without a slash behind it the destination became the file itself. content: what a folder holds
   * was copied, not the folder. level: the file lies one folder further down or up.
   */
  readonly kind: "file" | "content" | "level";
  /** The path of the file in the image. */
  readonly path: string;
  /** What `kind: content` left out: the name of the folder. */
  readonly folder?: string;
}

/** The file that was meant by an absolute path at which nothing lies; undefined where nobody can tell. */
export function displaced(absolute: string, container: Container): Displaced | undefined {
  return (
    becameFile(absolute, container) ??
    lostFolder(absolute, container) ??
    oneLevelOff(absolute, container)
  );
}

function becameFile(absolute: string, container: Container): Displaced | undefined {
  const path = dirname(absolute);
  const { fact, by } = look(container.imageFilesystem, path);
  const copy = by && fact.kind === "file" ? copyAt(by.at.start, container) : undefined;
  const [source, more] = copy?.sources ?? [];
  if (!copy || !source || more || /\/$/.test(copy.destination?.text ?? "/")) return undefined;
  // Where a folder may have been before, the file lies in it.
  const before = layers(container.imageFilesystem).find(({ change }) => change.by === by)?.below;
  if (!before || look(before, path).fact.kind !== "absent") return undefined;
  return basename(source.text) === basename(absolute) ? { copy, kind: "file", path } : undefined;
}

function lostFolder(absolute: string, container: Container): Displaced | undefined {
  for (const change of copies(container.imageFilesystem)) {
    const folder = basename(change.from);
    const rest = folder === "" ? undefined : within(absolute, join(change.to, folder));
    if (!rest) continue;
    const path = join(change.to, rest);
    const { fact, by } = look(container.imageFilesystem, path);
    const copy = copyAt(change.by.at.start, container);
    if (copy && fact.kind === "file" && by?.at.start === change.by.at.start) {
      return { copy, kind: "content", path, folder };
    }
  }
  return undefined;
}

function oneLevelOff(absolute: string, container: Container): Displaced | undefined {
  const { imageFilesystem } = container;
  const folder = dirname(absolute);
  const [path, more] = pathsNamed(imageFilesystem, basename(absolute));
  if (path === undefined || more !== undefined || basename(path) !== basename(absolute)) {
    return undefined;
  }
  const other = dirname(path);
  if (dirname(other) !== folder && dirname(folder) !== other) return undefined;
  const { fact, by } = look(imageFilesystem, path);
  const copy = by && fact.kind === "file" ? copyAt(by.at.start, container) : undefined;
  return copy && { copy, kind: "level", path };
}

function copies(filesystem: Filesystem | Ground): (Change & { readonly kind: "copy" })[] {
  return layers(filesystem).flatMap(({ change }) => (change.kind === "copy" ? [change] : []));
}

function layers(filesystem: Filesystem | Ground): Filesystem[] {
  const all: Filesystem[] = [];
  for (let layer = filesystem; !("kind" in layer); layer = layer.below) all.push(layer);
  return all;
}

function copyAt(start: number, { image }: Container): Copy | undefined {
  const stages = image ? ancestry(image.stage, image.dockerfile.stages) : [];
  return stages
    .flatMap(({ instructions }) => instructions)
    .find(
      (one): one is Copy => (one.kind === "COPY" || one.kind === "ADD") && one.span.start === start,
    );
}
