import { dirname, join, within } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { inContext } from "../context/context.ts";
import { look } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
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
  /** The project's own source of that module, from the context's root, which no instruction brings. */
  readonly leftBehind?: { readonly path: string; readonly ignored: boolean };
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
    const at = { file: host, start, end };
    if (isMissing(top, search)) return { module: top, at, path: file };
    const behind = leftBehind(top, file, host, search);
    if (behind) return { module: top, at, path: file, leftBehind: behind };
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

/** Beside what is started, in the folder that it was copied from, lies a module that was not copied. */
function leftBehind(
  module: string,
  file: string,
  host: string,
  { container, path, python }: Search,
): MissingImport["leftBehind"] {
  const context = container.image?.context;
  const inside = within(file, path[0] ?? "");
  if (!context?.listing || inside === undefined || !host.endsWith(`/${inside}`)) return undefined;
  const folder = within(host.slice(0, -inside.length - 1), context.listing.root);
  if (folder === undefined || isInstalledByName(module, container)) return undefined;
  if (
    findModule(container.filesystem, path, module) !== "absent" ||
    hasPackage(container, python, module) === "present"
  )
    return undefined;
  for (const source of [`${module}.py`, `${module}/__init__.py`]) {
    const own = join(folder, source).replace(/^\//, "");
    const entry = inContext(context, own);
    if (entry === "ignored") return { path: own, ignored: true };
    if (typeof entry !== "string" && entry.kind === "file") return { path: own, ignored: false };
  }
  return undefined;
}

/** A package of that name is asked for somewhere: it may be the one that is meant. */
function isInstalledByName(module: string, { image }: Container): boolean {
  const word = new RegExp(`\\b${module.replaceAll("_", "[-_.]")}\\b`, "i");
  const texts = [...(image?.context.listing?.entries ?? [])].flatMap(([path, entry]) =>
    /(^|\/)(requirements[^/]*\.txt|pyproject\.toml|Pipfile|setup\.(py|cfg))$/.test(path) &&
    entry.kind === "file"
      ? [entry.text ?? module]
      : [],
  );
  return [...texts, ...(image?.dockerfile ? [runsOf(image)] : [])].some((text) => word.test(text));
}

function runsOf({ dockerfile }: Image): string {
  return dockerfile.stages
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ kind, span }) =>
      kind === "RUN" ? [dockerfile.text.slice(span.start, span.end)] : [],
    )
    .join("\n");
}
