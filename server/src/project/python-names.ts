import { nearest } from "../base/nearest.ts";
import { dirname, isWithin, join, within } from "../base/path.ts";
import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { list, pathsNamed } from "../image/names.ts";
import type { Container } from "./project.ts";
import { findModule, hasPackage } from "./python.ts";

/** The source of a dotted module, from a folder of the search path. */
export function fileOf(module: string): string {
  return `${module.replaceAll(".", "/")}.py`;
}

/** What `python -m NAME` meets in the project's own code. */
export function whereIs(
  name: string,
  folders: readonly string[],
  interpreter: string,
  container: Container,
): "found" | "absent" | "unknown" | "submodule missing" | "package without __main__" {
  const kind = (path: string) => look(container.filesystem, path).fact.kind;
  const [top = ""] = name.split(".");
  const presence = findModule(container.filesystem, folders, name);
  if (presence === "unknown") return "unknown";
  if (findModule(container.filesystem, folders, top) === "absent") return "absent";
  // A folder without __init__ may go on elsewhere.
  const whole =
    folders.some((folder) => kind(`${folder}/${top}/__init__.py`) === "file") ||
    hasPackage(container, interpreter, top) === "absent";
  if (presence === "absent") return whole && name.includes(".") ? "submodule missing" : "unknown";
  const [only] = folders.map((folder) => `${folder}/${name.replaceAll(".", "/")}`);
  const bare =
    whole &&
    folders.length === 1 &&
    only !== undefined &&
    kind(`${only}.py`) === "absent" &&
    kind(only) === "directory" &&
    ["py", "pyc"].every((ending) => kind(`${only}/__main__.${ending}`) === "absent");
  return bare ? "package without __main__" : "found";
}

/** A module of nearly that name in the same package, or the only one of that name in another. */
export function nearModule(
  name: string,
  folders: readonly string[],
  { filesystem }: Container,
): string | undefined {
  const parts = name.split(".");
  const last = parts.pop() ?? "";
  const modules = folders.flatMap((folder) =>
    list(filesystem, join(folder, parts.join("/"))).flatMap(
      (file) => /^(\w+)\.py$/.exec(file)?.[1] ?? [],
    ),
  );
  const near = nearest(last, modules);
  const [other, ...more] = modulesEndingIn(filesystem, folders, last);
  return near ? [...parts, near].join(".") : more.length === 0 ? other : undefined;
}

/** Dotted names, from a folder of the search path, of the project's files with this name. */
export function modulesEndingIn(
  files: Filesystem | Ground,
  folders: readonly string[],
  name: string,
): string[] {
  const modules = pathsNamed(files, `${name}.py`).flatMap((path) => {
    const folder = folders.find((folder) => isWithin(path, folder));
    const inside = folder === undefined ? undefined : within(dirname(path), folder);
    if (inside === "") return [name];
    if (!inside || !/^[A-Za-z_]\w*(\/[A-Za-z_]\w*)*$/.test(inside)) return [];
    if (/(^|\/)(tests?|site-packages|node_modules|venv|migrations)(\/|$)/.test(inside)) return [];
    return [`${inside.replaceAll("/", ".")}.${name}`];
  });
  return [...new Set(modules)].toSorted();
}
