import { dirname, join } from "../../base/path.ts";
import { expandGlob, isGlob, namesIn } from "./glob.ts";
import { at, readToml, strings } from "./pyproject.ts";
import type { World } from "./tool.ts";

/** The programs that a package, or a workspace, is built into. */
export interface Programs {
  readonly names: readonly string[];
  /** There can be no others. */
  readonly complete: boolean;
}

export interface CargoProject {
  /** Where `target` lies: the root of the workspace. */
  readonly root: string;
  /** What Cargo builds if it is told nothing. */
  readonly programs: Programs;
  programsOf(name: string): Programs;
}

/** Undefined where the manifest, or one above it, cannot be read. */
export function readCargoProject(folder: string, world: World): CargoProject | undefined {
  const manifest = readManifest(folder, world);
  if (manifest === undefined) return undefined;
  const root = rootOf(folder, manifest, world);
  if (root === undefined) return undefined;
  const whole = root === folder ? manifest : readManifest(root, world);
  const members = membersOf(root, whole, world);
  const isPackage = at(manifest, "package") !== undefined;
  const chosen = isPackage ? [folder] : (members ?? []);
  const built = together(chosen.map((member) => programsIn(member, world)));
  return {
    root,
    programs: isPackage || members ? built : { ...built, complete: false },
    programsOf(name) {
      const member = [folder, ...(members ?? [])].find(
        (path) => at(readManifest(path, world), "package", "name") === name,
      );
      return member === undefined ? { names: [], complete: false } : programsIn(member, world);
    },
  };
}

function readManifest(folder: string, world: World): unknown {
  const { text } = world.look(join(folder, "Cargo.toml"));
  return text === undefined ? undefined : readToml(text);
}

function rootOf(folder: string, manifest: unknown, world: World): string | undefined {
  if (at(manifest, "workspace") !== undefined) return folder;
  for (let above = folder; above !== "/"; ) {
    above = dirname(above);
    const { fact, text } = world.look(join(above, "Cargo.toml"));
    if (fact.kind === "absent") continue;
    if (text === undefined) return undefined;
    if (at(readToml(text), "workspace") !== undefined) return above;
  }
  return folder;
}

/** The folders of a workspace's members; undefined where a pattern may stand for others. */
function membersOf(root: string, manifest: unknown, world: World): string[] | undefined {
  const listed = strings(at(manifest, "workspace", "members"));
  const expanded = listed.map((member) => {
    const path = join(root, member);
    return isGlob(path) ? expandGlob(path, world) : { paths: [path], complete: true };
  });
  const own = at(manifest, "package") === undefined ? [] : [root];
  if (expanded.some(({ complete }) => !complete)) return undefined;
  return [...own, ...expanded.flatMap(({ paths }) => paths)];
}

/** Cargo's own layout: src/main.rs, src/bin/*, and what [[bin]] names. */
function programsIn(folder: string, world: World): Programs {
  const manifest = readManifest(folder, world);
  const own = at(manifest, "package", "name");
  if (typeof own !== "string") return { names: [], complete: false };
  const tables = at(manifest, "bin");
  const listed = Array.isArray(tables) ? tables : [];
  const named = listed.filter((table) => at(table, "required-features") === undefined);
  const names = named.flatMap((table) => {
    const name = at(table, "name");
    return typeof name === "string" ? [name] : [];
  });
  const paths = listed.map((table) => at(table, "path"));
  if (at(manifest, "package", "autobins") === false)
    return { names, complete: named.length === listed.length };
  const main = world.look(join(folder, "src/main.rs")).fact.kind;
  const bin = join(folder, "src/bin");
  const others = namesIn(bin, world).flatMap((name) =>
    paths.includes(`src/bin/${name}`) ? [] : [name.replace(/\.rs$/, "")],
  );
  return {
    names: [
      ...names,
      ...(main === "file" && !paths.includes("src/main.rs") ? [own] : []),
      ...others,
    ],
    complete:
      named.length === listed.length &&
      main !== "unknown" &&
      world.look(bin).fact.kind !== "unknown",
  };
}

function together(parts: readonly Programs[]): Programs {
  return {
    names: parts.flatMap(({ names }) => names),
    complete: parts.every(({ complete }) => complete),
  };
}
