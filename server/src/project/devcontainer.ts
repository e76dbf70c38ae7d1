import { basename, dirname, resolve } from "../base/path.ts";
import type { Sources } from "./sources.ts";

/** Compose files that a development container is started with: `dockerComposeFile` (https://containers.dev). */
export function devcontainerLists({ others }: Sources): string[][] {
  return [...others.values()].flatMap(({ file, text }) => {
    if (!/^\.?devcontainer\.json$/.test(basename(file))) return [];
    const names = [composeFilesOf(text)].flat();
    const paths = names.flatMap((name) => (typeof name === "string" ? [name] : []));
    return paths.length > 0 ? [paths.map((path) => resolve(dirname(file), path))] : [];
  });
}

function composeFilesOf(text: string): unknown {
  try {
    return JSON.parse(withoutComments(text))?.dockerComposeFile;
  } catch {
    return undefined;
  }
}

/** JSON as editors allow it in their settings: comments, and commas behind the last value. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:\\.|[^"\\\n])*")|\/\/[^\n]*|\/\*.*?\*\//gs, (_, string = "") => string)
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, string = "") => string);
}
