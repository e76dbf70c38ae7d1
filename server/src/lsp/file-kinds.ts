import { basename } from "../base/path.ts";

export type FileKind = "dockerfile" | "compose" | "ignore" | "environment" | "devcontainer";

/** What a file is to us, by its name; undefined for every other. */
export function kindOf(path: string): FileKind | undefined {
  // A template of a project generator is no file of a project yet.
  if (path.includes("{{")) return undefined;
  const name = basename(path);
  if (/\.(dockerignore|containerignore)$/.test(name)) return "ignore";
  if (name === ".env") return "environment";
  if (/^\.?devcontainer\.json$/.test(name)) return "devcontainer";
  if (/^(docker-)?compose(\.[\w-]+)*\.ya?ml$/.test(name)) return "compose";
  if (
    /^(Dockerfile|Containerfile)(\.[\w.-]+)?$/i.test(name) ||
    /\.(dockerfile|containerfile)$/i.test(name)
  ) {
    return /\.(md|txt|swp|orig|bak|ya?ml|json|sh|py|j2|tmpl|tpl|erb|template)$/i.test(name)
      ? undefined
      : "dockerfile";
  }
  return undefined;
}
