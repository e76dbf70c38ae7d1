import { URI } from "vscode-uri";

/** The name of a document within: a path with forward slashes for files, the URI itself for all else. */
export function fileOf(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === "file" ? parsed.fsPath.replaceAll("\\", "/") : uri;
}

export function uriOf(file: string): string {
  return /^([A-Za-z]:)?\//.test(file) ? URI.file(file).toString() : file;
}
