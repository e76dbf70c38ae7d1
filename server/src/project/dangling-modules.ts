import { dirname, join, resolve } from "../base/path.ts";
import { type Found, look } from "../image/filesystem.ts";
import { list } from "../image/names.ts";
import type { Container } from "./project.ts";
import { presenceOf, stepTo } from "./reach.ts";
import { startOf } from "./start.ts";

/** A package that a program of Node.js asks for, and of which only a link is there. */
export interface DanglingModule {
  readonly name: string;
  readonly link: string;
  /** Where the link leads. */
  readonly target: string;
  readonly found: Found;
}

/** The packages beside the file that Node.js is given which are links to nothing, as package.json asks for them. */
export function danglingModules(container: Container): DanglingModule[] {
  const file = startOf(container)?.file;
  if (file?.interpreter !== "node") return [];
  const { filesystem } = container;
  for (let folder = dirname(file.path); folder !== "/"; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    const wanted = dependenciesOf(look(filesystem, join(folder, "package.json")).text);
    const dangling = namesBelow(container, modules).flatMap((name): DanglingModule[] => {
      const link = join(modules, name);
      const found = look(filesystem, link);
      if (found.fact.kind !== "symlink" || !(wanted?.includes(name) ?? true)) return [];
      if (stepTo(filesystem, link).verdict !== "dangling-link") return [];
      // Node.js goes on in the folders above.
      if (!isAbsentAbove(container, folder, name)) return [];
      return [{ name, link, target: resolve(dirname(link), found.fact.target), found }];
    });
    if (dangling.length > 0) return dangling;
  }
  return [];
}

function namesBelow({ filesystem }: Container, modules: string): string[] {
  return list(filesystem, modules).flatMap((name) =>
    name.startsWith("@")
      ? list(filesystem, join(modules, name)).map((inner) => `${name}/${inner}`)
      : [name],
  );
}

function isAbsentAbove({ filesystem }: Container, folder: string, name: string): boolean {
  for (let at = folder; at !== "/"; ) {
    at = dirname(at);
    if (presenceOf(filesystem, join(at, "node_modules", name)) !== "absent") return false;
  }
  return true;
}

function dependenciesOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text)?.dependencies;
    return value !== null && typeof value === "object" ? Object.keys(value) : [];
  } catch {
    return undefined;
  }
}
