import { isWithin, within } from "../base/path.ts";
import { heavyFolders } from "../context/listing.ts";
import { look } from "../image/filesystem.ts";
import { list } from "../image/names.ts";
import type { Chain } from "../launch/chain.ts";
import type { Container, ContainerMount } from "./project.ts";

/** The mount that lies over the first file of a chain which the container does not see as the image has it. */
export function guiltyMount(container: Container, image: Chain): ContainerMount | undefined {
  const paths = image.steps.flatMap(({ absolute, links, path }) => [
    absolute,
    ...links.map((link) => link.path),
    path,
  ]);
  for (const path of paths) {
    const guilty = container.mounts.findLast(({ target }) => isWithin(path, target));
    const seen = guilty && look(container.filesystem, path).fact;
    const made = look(container.imageFilesystem, path).fact;
    if (seen && seen.kind !== "unknown" && JSON.stringify(seen) !== JSON.stringify(made))
      return guilty;
  }
  return undefined;
}

interface MountFix {
  readonly title: string;
  readonly edits: readonly {
    span: { file: string; start: number; end: number };
    newText: string;
  }[];
}

/** An anonymous volume keeps the image's own folder visible inside of the mount. */
export function keepFromImage(
  { composeFile, filesystem }: Container,
  { mount, target }: ContainerMount,
  program: string,
): MountFix[] {
  const inside = within(program, target)?.split("/") ?? [];
  const folders = inside.slice(0, -1);
  const text = composeFile?.texts.get(mount.span.file);
  // Only in a list of volumes: that of tmpfs, of configs, of secrets is none.
  if (!text || folders.length === 0 || !/^(bind|volume)$/.test(mount.type)) return [];
  const heavy = folders.findIndex((folder) => heavyFolders.has(folder));
  const kept = `${target}/${folders.slice(0, Math.max(heavy, 0) + 1).join("/")}`;
  // In a read-only mount Docker cannot make the place for another one.
  if (mount.readOnly && look(filesystem, kept).fact.kind === "absent") return [];
  const separator = mount.block ? `\n${indentOf(text, mount.span.start)}- ` : ", ";
  const { file, end } = mount.span;
  return [
    {
      title: `Keep ${kept} of the image: add an anonymous volume`,
      edits: [{ span: { file, start: end, end }, newText: `${separator}${kept}` }],
    },
  ];
}

/** Only what people edit is mounted: the folders and files of source in place of the whole folder. */
export function mountSourcesOnly(
  { composeFile, imageFilesystem, filesystem }: Container,
  { mount, target }: ContainerMount,
): MountFix[] {
  const source = mount.source?.text;
  // The long form has no short equivalent on one line: it is left to its author.
  const text = composeFile?.texts.get(mount.span.file);
  if (!text || !source || mount.type !== "bind" || !mount.block) return [];
  if (isLong(text, mount.span.start)) return [];
  const names = list(filesystem, target).filter((name) => {
    const path = `${target}/${name}`;
    if (name.startsWith(".") || heavyFolders.has(name)) return false;
    const { fact } = look(filesystem, path);
    // What the image does not hold is no source that it was built from.
    if (look(imageFilesystem, path).fact.kind !== fact.kind) return false;
    return fact.kind === "directory" || (fact.kind === "file" && sourceFile.test(name));
  });
  if (names.length === 0 || names.length > 8) return [];
  const mode = mount.readOnly ? ":ro" : "";
  const indent = indentOf(text, mount.span.start);
  const from = source.replace(/\/+$/, "");
  const lines = names.map((name) => `${from}/${name}:${target}/${name}${mode}`);
  return [
    {
      title: `Mount only the source: ${names.join(", ")}`,
      edits: [{ span: mount.span, newText: lines.join(`\n${indent}- `) }],
    },
  ];
}

const sourceFile = /\.(py|js|mjs|cjs|ts|tsx|jsx|go|rb|php|rs|java|kt|cs|ex|exs|html|css)$/;

/** The blanks before the dash of a list item. */
function indentOf(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^\s*/.exec(text.slice(start, offset))?.[0] ?? "";
}

function isLong(text: string, offset: number): boolean {
  return /^["']?\w+["']?\s*:\s/.test(text.slice(offset, offset + 200));
}
