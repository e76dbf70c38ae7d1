/** POSIX paths as Linux reads them inside a container; also used for host paths with forward slashes. */

export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/** Folds ".", ".." and doubled slashes; never ends in a slash unless it is the root. */
export function normalize(path: string): string {
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0] ?? "";
  const rest = path.slice(drive.length);
  const out: string[] = [];
  for (const part of rest.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") out.push(part);
    else if (out.length > 0 && out.at(-1) !== "..") out.pop();
    else if (!rest.startsWith("/")) out.push("..");
  }
  const joined = out.join("/");
  if (rest.startsWith("/")) return `${drive}/${joined}`;
  return joined || ".";
}

/** `path` as seen from the folder `from`, absolute and normal. */
export function resolve(from: string, path: string): string {
  return normalize(isAbsolute(path) ? path : `${from}/${path}`);
}

export function join(...parts: readonly string[]): string {
  return normalize(parts.filter((part) => part !== "").join("/"));
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return ".";
  return slash === 0 ? "/" : path.slice(0, slash);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether `path` is `folder` or lies below it. Both normal. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === "/" || path.startsWith(`${folder}/`);
}

/** `path` from within `folder`: "" for the folder itself, undefined when it lies elsewhere. */
export function within(path: string, folder: string): string | undefined {
  if (path === folder) return "";
  if (folder === "/") return path.slice(1);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** The folders on the way to `path`, outermost first, without the root and without `path` itself. */
export function parents(path: string): string[] {
  const parts = path.split("/").filter(Boolean);
  return parts.slice(0, -1).map((_, i) => `/${parts.slice(0, i + 1).join("/")}`);
}
