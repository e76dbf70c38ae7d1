import { relative, sep } from "node:path";
import { URI } from "vscode-uri";

/** Names files as seen from the working directory, with forward slashes. */
export function fileNames(cwd: string): (uri: string) => string {
  return (uri) => {
    const parsed = URI.parse(uri);
    if (parsed.scheme !== "file") return uri;
    return relative(cwd, parsed.fsPath).replaceAll(sep, "/") || ".";
  };
}
