import { dirname, join } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { findModule, hasPackage, modulePath } from "./python.ts";
import { importsIn } from "./python-imports.ts";
import { standardModules } from "./python-stdlib.ts";
import { startOf } from "./start.ts";

/** An import, in a source of the project, of what the container surely does not have. */
export interface MissingImport {
  /** The top-level module. */
  readonly module: string;
  readonly at: Span;
  /** The source as the container sees it. */
  readonly path: string;
}

/** Follows the imports of what is started as Python would, up to the first that fails or cannot be told. */
export function missingImport(container: Container): MissingImport | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  const chain = worker?.container;
  const python = chain?.steps.find(({ path }) => /\/python[\d.]*$/.test(path))?.absolute;
  const { environment } = container;
  if (!start || !chain || chain.outcome === "broken" || python === undefined) return undefined;
  if (environment.has("PYTHONHOME") || environment.has("PYTHONSTARTUP")) return undefined;
  const entry = entryOf(container);
  const folders = entry && modulePath(container, []);
  if (!entry || !folders) return undefined;
  // Python looks beside a script, and in the working directory for a module.
  const path = [entry.folder, ...folders.slice(1)];
  return firstMissing(entry.file, { container, python, path, seen: new Set() });
}

/** The source that is run, and the folder that comes first in the search for modules. */
function entryOf(container: Container): { file: string; folder: string } | undefined {
  const { file, module, application } = startOf(container) ?? {};
  const { workdir, filesystem } = container;
  if (file?.interpreter === "python") return { file: file.path, folder: dirname(file.path) };
  const name = module && !application ? module.name : application?.module;
  if (name === undefined || workdir === undefined || (application?.folders.length ?? 0) > 0)
    return undefined;
  const base = join(workdir, name.replaceAll(".", "/"));
  const files = [`${base}.py`, `${base}/${application ? "__init__" : "__main__"}.py`];
  const source = files.find((path) => look(filesystem, path).fact.kind === "file");
  return source === undefined ? undefined : { file: source, folder: workdir };
}

interface Search {
  readonly container: Container;
  readonly python: string;
  readonly path: readonly string[];
  readonly seen: Set<string>;
}

function firstMissing(file: string, search: Search): MissingImport | undefined {
  if (search.seen.has(file) || search.seen.size > 50) return undefined;
  search.seen.add(file);
  const { text, host } = look(search.container.filesystem, file);
  // Sources that choose where modules are looked for, and those that nobody read, may do anything.
  if (
    text === undefined ||
    host === undefined ||
    /\bsys\.path\b|\bsite\.|importlib|__path__|sys\.meta_path/.test(text)
  ) {
    search.seen.add("unknown");
    return undefined;
  }
  for (const { module, start, end } of importsIn(text)) {
    const [top = ""] = module.split(".");
    if (standardModules.has(top) || top.startsWith("_")) continue;
    const local = localFile(module, search);
    if (local !== undefined) {
      const deeper = firstMissing(local, search);
      if (deeper) return deeper;
      if (search.seen.has("unknown")) return undefined;
      continue;
    }
    if (isMissing(top, search)) return { module: top, at: { file: host, start, end }, path: file };
  }
  return undefined;
}

/** The project's own source of a module; a package by its `__init__`. */
function localFile(module: string, { container, path }: Search): string | undefined {
  const inside = module.replaceAll(".", "/");
  return path
    .flatMap((folder) => [`${folder}/${inside}.py`, `${folder}/${inside}/__init__.py`])
    .find((file) => look(container.filesystem, file).fact.kind === "file");
}

function isMissing(module: string, { container, path, python }: Search): boolean {
  return (
    findModule(container.filesystem, path, module) === "absent" &&
    hasPackage(container, python, module) === "absent"
  );
}
