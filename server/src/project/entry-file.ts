import type { Filesystem, Ground } from "../image/filesystem.ts";
import type { EntryFile } from "../launch/command.ts";
import { presenceOf } from "./reach.ts";

type Placed = EntryFile & { readonly path: string };

/** The paths that an interpreter tries for the file it is given, the first that exists wins. */
export function filesOf({ interpreter, path }: Placed): string[] {
  // Node.js, modules: "File modules" and "Folders as modules".
  if (interpreter !== "node") return [path];
  const endings = ["", ".js", ".json", ".node", "/index.js", "/package.json"];
  return endings.map((ending) => `${path}${ending}`);
}

/** Whether the file that an interpreter is given is surely not there. */
export function isMissing(files: Filesystem | Ground, file: Placed): boolean {
  if (filesOf(file).every((path) => presenceOf(files, path) === "absent")) return true;
  // `dotnet` starts only an assembly that has its settings beside it: a library has none.
  const settings = file.path.replace(/\.dll$/, ".runtimeconfig.json");
  return (
    file.interpreter === "dotnet" &&
    settings !== file.path &&
    presenceOf(files, file.path) === "unknown" &&
    presenceOf(files, settings) === "absent"
  );
}
