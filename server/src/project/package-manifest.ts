import { nearest } from "../base/nearest.ts";
import { basename, dirname, join } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { startOf } from "./start.ts";

/** What `npm run NAME`, and its likes, want of the package in the working directory, and do not find. */
export type MissingScript =
  | {
      readonly kind: "manifest";
      readonly at: Word;
      readonly manager: string;
      readonly path: string;
    }
  | {
      readonly kind: "script";
      readonly at: Word;
      readonly name: string;
      readonly meant: string | undefined;
      readonly path: string;
    };

/** npm looks for a package.json, or a node_modules, in the working directory and the folders above. */
export function missingScript(container: Container): MissingScript | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  const { workdir, filesystem } = container;
  if (!start || !worker || workdir === undefined || worker.container.outcome === "broken")
    return undefined;
  const manager = basename(worker.word.text);
  const words = start.words.slice(start.words.indexOf(worker.word) + 1);
  const [command, named] = words;
  if (!/^(npm|yarn|pnpm)$/.test(manager) || !command || command.file === "") return undefined;
  if (words.some(({ text }) => /^(--prefix|-C|--cwd|--dir|-w|--workspace|--filter)\b/.test(text)))
    return undefined;
  const run = /^run(-script)?$/.test(command.text);
  if (!run && command.text !== "start") return undefined;
  const at = run ? named : command;
  if (!at || !/^[\w:.-]+$/.test(at.text)) return undefined;
  const manifest = join(workdir, "package.json");
  const { fact, text } = look(filesystem, manifest);
  if (fact.kind === "absent") {
    return isAlone(workdir, container)
      ? { kind: "manifest", at, manager, path: manifest }
      : undefined;
  }
  const scripts = text === undefined ? undefined : scriptsIn(text);
  // The others start programs of packages by the same words.
  if (manager !== "npm" || !run || !scripts || Object.hasOwn(scripts, at.text)) return undefined;
  return {
    kind: "script",
    at,
    name: at.text,
    meant: nearest(at.text, Object.keys(scripts)),
    path: manifest,
  };
}

/** No package.json in the folders above either, nor in the image without its mounts. */
function isAlone(workdir: string, { filesystem, imageFilesystem }: Container): boolean {
  for (let folder = workdir; ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if ([filesystem, imageFilesystem].some((files) => look(files, path).fact.kind !== "absent"))
      return folder !== workdir && folder === "/" && look(filesystem, path).by === undefined;
    if (folder === "/") return true;
  }
}

function scriptsIn(text: string): object | undefined {
  try {
    const scripts: unknown = JSON.parse(text)?.scripts ?? {};
    return typeof scripts === "object" && scripts !== null ? scripts : undefined;
  } catch {
    return undefined;
  }
}
