import type { EntryFile } from "../launch/command.ts";

/** The paths that an interpreter tries for the file it is given, the first that exists wins. */
export function filesOf({ interpreter, path }: EntryFile & { readonly path: string }): string[] {
  // Node.js, modules: "File modules" and "Folders as modules".
  if (interpreter !== "node") return [path];
  const endings = ["", ".js", ".json", ".node", "/index.js", "/package.json"];
  return endings.map((ending) => `${path}${ending}`);
}
