import { dirname, join, normalize, resolve } from "../base/path.ts";
import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { list } from "../image/names.ts";
import type { Container } from "./project.ts";

export type Presence = "present" | "absent" | "unknown";

/** Whether an interpreter, by the path it is started with, finds an installed top-level package. */
export function hasPackage(container: Container, interpreter: string, name: string): Presence {
  const { filesystem, base } = container;
  const python = base?.python;
  const prefix = dirname(dirname(interpreter));
  // What pip put into an environment is not modelled.
  if (look(filesystem, `${prefix}/pyvenv.cfg`).fact.kind !== "absent") return "unknown";
  if (!python || prefix !== dirname(dirname(python.program))) return "unknown";
  const library = `lib/python${python.version}/site-packages`;
  const folders = [prefix, ...homesOf(container)].map((folder) => `${folder}/${library}`);
  return findModule(filesystem, folders, name);
}

/** Where the user may have packages of its own (PEP 370); not in a home that was only just made. */
function homesOf({ environment, config, filesystem }: Container): string[] {
  const user = config.user.kind === "set" ? (config.user.value.text.split(":")[0] ?? "") : "root";
  const home = environment.get("HOME") ?? (/^(root|0)$/.test(user) ? "/root" : `/home/${user}`);
  const { by } = look(filesystem, `${home}/.local`);
  return /\b(useradd|adduser)\b/.test(by?.what ?? "") ? [] : [`${home}/.local`];
}

/** Looks for a dotted module in folders of the module search path, as the import system does. */
export function findModule(
  files: Filesystem | Ground,
  folders: readonly string[],
  module: string,
): Presence {
  const found = folders.map((folder) => inFolder(files, folder, module.split(".")));
  if (found.includes("present")) return "present";
  return found.includes("unknown") ? "unknown" : "absent";
}

function inFolder(
  files: Filesystem | Ground,
  folder: string,
  [name = "", ...rest]: readonly string[],
): Presence {
  const path = join(folder, name);
  const asFolder = look(files, path).fact.kind;
  if (rest.length === 0) {
    const asFile = look(files, `${path}.py`).fact.kind;
    if (asFile === "file" || asFolder === "directory") return "present";
    const both = [asFile, asFolder];
    if (!both.every((kind) => kind === "absent")) return "unknown";
    // Extensions and compiled files have longer names: name.cpython-312-x86_64-linux-gnu.so.
    return list(files, folder).some((other) => other.startsWith(`${name}.`)) ? "unknown" : "absent";
  }
  if (asFolder === "directory") return inFolder(files, path, rest);
  return asFolder === "absent" ? "absent" : "unknown";
}

/** The folders in which a program started in this container looks for the project's own modules. */
export function modulePath(container: Container, extra: readonly string[]): string[] | undefined {
  const { workdir, environment, service } = container;
  if (workdir === undefined || service?.environmentComplete === false) return undefined;
  if (environment.has("PYTHONPATH") && environment.get("PYTHONPATH") === undefined)
    return undefined;
  const listed = environment.get("PYTHONPATH")?.split(":").filter(Boolean) ?? [];
  return [workdir, ...extra, ...listed].map((folder) => normalize(resolve(workdir, folder)));
}
