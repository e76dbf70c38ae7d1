import { join, resolve } from "../base/path.ts";
import { look } from "../image/filesystem.ts";
import { understand } from "../launch/command.ts";
import type { Container } from "./project.ts";

/** A script that goes elsewhere, sets variables or installs something: what it starts then is not known. */
const changesTheStart =
  /^\s*(cd|export|source|\.|[A-Z_]+=|python3? -m venv|pip|npm|yarn|pnpm|poetry|uv|bundle|composer|apt|apk|cp|ln|mkdir|tar|curl|wget|git)\b/m;

/** Whether an entrypoint starts what stands behind it: a script that ends in `exec "$@"`, or that of an official image. */
export function handsOver(program: string, next: string, container: Container): boolean {
  const { path, base, imageFilesystem: files } = container;
  const places = program.includes("/")
    ? [resolve("/", program)]
    : (path ?? []).map((folder) => join(folder, program));
  const text = places.map((place) => look(files, place).text).find((text) => text !== undefined);
  if (text !== undefined) return execsArguments(text) && !changesTheStart.test(text);
  if (!/entrypoint(\.sh)?$/.test(program) || base?.entrypoint?.[0] !== program) return false;
  return !isGivenToServer(next, base.family, container);
}

/** What the entrypoint of an official image puts its own program in front of (docker-library). */
function isGivenToServer(
  word: string,
  family: string,
  { filesystem, workdir = "/" }: Container,
): boolean {
  if (family === "redis") return word.endsWith(".conf");
  if (family !== "node") return false;
  const { fact } = look(filesystem, resolve(workdir, word));
  return fact.kind === "file" && fact.mode !== undefined && (fact.mode & 0o111) === 0;
}

/** `exec "$@"`, also behind a wrapper: `exec gosu app "$@"`. Behind a program they are its options. */
function execsArguments(text: string): boolean {
  return [...text.matchAll(/^\s*exec\s+((?:\S+\s+)*)"\$@"\s*$/gm)].some(([, before = ""]) => {
    const words = before.split(/\s+/).filter(Boolean);
    return words.length === 0 || understand(words).unfed === true;
  });
}
