import { dirname, join, normalize, resolve } from "../base/path.ts";
import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";

export type Presence = "present" | "absent" | "unknown";

/** Whether an interpreter, by the path it is started with, finds an installed top-level package. */
export function hasPackage(
  { imageFilesystem, image }: Container,
  interpreter: string,
  name: string,
): Presence {
  const python = image?.base?.python;
  const prefix = dirname(dirname(interpreter));
  const environment = look(imageFilesystem, `${prefix}/pyvenv.cfg`).fact.kind;
  if (environment === "unknown") return "unknown";
  if (environment === "file") return "unknown"; // What pip put into an environment is not modelled.
  if (!python || prefix !== dirname(dirname(python.program))) return "unknown";
  return findModule(imageFilesystem, [`${prefix}/lib/python${python.version}/site-packages`], name);
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
    return both.every((kind) => kind === "absent") ? "absent" : "unknown";
  }
  if (asFolder === "directory") return inFolder(files, path, rest);
  return asFolder === "absent" ? "absent" : "unknown";
}

/** The folders in which a server started in this container looks for the project's own modules. */
export function modulePath(container: Container, extra: readonly string[]): string[] | undefined {
  const { workdir, environment, service } = container;
  if (workdir === undefined || service?.environmentComplete === false) return undefined;
  if (environment.has("PYTHONPATH") && environment.get("PYTHONPATH") === undefined)
    return undefined;
  const listed = environment.get("PYTHONPATH")?.split(":").filter(Boolean) ?? [];
  return [workdir, ...extra, ...listed].map((folder) => normalize(resolve(workdir, folder)));
}
