import { basename } from "../base/path.ts";
import type { ComposeFile } from "./model.ts";

/** `name:`, else that of the folder, as compose writes it. */
export function projectName({ name, folder }: ComposeFile): string {
  return normalProjectName(name && !name.unknown ? name.text : basename(folder));
}

/** Compose-go, `NormalizeProjectName`. */
export function normalProjectName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}
