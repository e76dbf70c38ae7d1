import { join } from "../../base/path.ts";
import { namesIn } from "./glob.ts";
import { readJson } from "./project-root.ts";
import { at, strings } from "./pyproject.ts";
import { textOf, type World } from "./tool.ts";

/** What a build surely makes, and what it surely does not. */
export interface Outputs {
  readonly made?: readonly string[];
  readonly folders?: readonly string[];
  readonly missing?: readonly string[];
  /** Below this folder nothing of that kind but what is made. */
  readonly only?: { readonly folder: string; readonly kind: RegExp };
}

/**
 * tsc keeps the folders of its sources, from the one that holds them all (TSConfig reference, `rootDir`):
 * one source beside `src` is enough for `dist/src/main.js` in place of `dist/main.js`.
 */
export function typescriptOutputs(folder: string, config: string, world: World): Outputs {
  const options = readConfig(folder, config, world);
  if (!options) return {};
  const only = onlyOutputs(folder, options, world);
  if (options.rootDir !== undefined) return { ...only, made: fromRoot(folder, options, world) };
  const beside = sourceBeside(folder, options, world);
  if (beside === undefined) return only;
  const sources = sourcesIn(join(folder, "src"), world, 2).filter((path) =>
    isIncluded(`src/${path}`, options),
  );
  const output = (path: string) => join(folder, options.outDir, path.replace(/\.tsx?$/, ""));
  return {
    ...only,
    made: sources.map((path) => `${output(`src/${path}`)}.js`),
    missing: sources
      .filter((path) => world.look(join(folder, path)).fact.kind !== "file")
      .flatMap((path) => endings.map((ending) => output(path) + ending)),
  };
}

/** Below `rootDir` each source keeps its place. */
function fromRoot(folder: string, options: Options, world: World): string[] {
  const root = options.rootDir ?? "";
  return sourcesIn(join(folder, root), world, 5)
    .filter((path) => isIncluded(join(root, path), options))
    .map((path) => `${join(folder, options.outDir, path.replace(/\.tsx?$/, ""))}.js`);
}

/** Wherever it lies in the output, what Node.js is to start has the name of a source, or of a folder of them. */
function onlyOutputs(folder: string, { outDir, plain }: Options, world: World): Outputs {
  // A member of a workspace may compile the sources of others.
  const member = world.look(join(folder, "../package.json")).fact.kind === "file";
  const deepest = 12;
  const sources = sourcesIn(folder, world, deepest, /\.([cm]?tsx?|json)$/);
  if (!plain || member || sources.length === 0 || sources.length > 3000) return {};
  if (sources.some((path) => path.split("/").length > deepest)) return {};
  const names = new Set(
    sources.flatMap((path) =>
      path.split("/").map((part) => part.replace(/\.([cm]?tsx?|json)$/, "")),
    ),
  );
  const any = [...names].map((name) => name.replace(/[^\w-]/g, "\\$&")).join("|");
  const below = join(folder, outDir).replace(/[^\w/]/g, "\\$&");
  const kind = new RegExp(
    `^${below}(?:/[^/]+)*/(?!(?:${any})(?:[./]|$))[\\w-]+(?:\\.(?:[cm]?js|json|node))*(?:/[^/]*)?$`,
  );
  return { only: { folder: join(folder, outDir), kind } };
}

/** What Node.js tries for a name, with and without its ending. */
const endings = ["", ".js"].flatMap((end) =>
  ["", ".js", ".json", ".node"].map((more) => end + more),
);

interface Options {
  readonly outDir: string;
  readonly rootDir: string | undefined;
  /** Only sources of TypeScript are compiled, each into a file of its own. */
  readonly plain: boolean;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

/** Undefined where something else decides, or may decide, what comes out and where. */
function readConfig(folder: string, name: string, world: World): Options | undefined {
  const texts: string[] = [];
  for (let next: string | undefined = name; next !== undefined && texts.length < 5; ) {
    const text: string = withoutComments(textOf(join(folder, next), world));
    if (text === "") return undefined;
    texts.push(text);
    const base = at(readJson(text), "extends");
    const own = typeof base === "string" && base.startsWith("./") && !base.slice(2).includes("/");
    if (base !== undefined && !own && !String(base).startsWith("@tsconfig/")) return undefined;
    next = own ? base.replace(/(\.json)?$/, ".json") : undefined;
  }
  if (
    texts.some((text) =>
      /"(rootDirs|outFile|noEmit|emitDeclarationOnly|files|references)"/.test(text),
    )
  )
    return undefined;
  const values = texts.map(readJson);
  const first = (...keys: readonly string[]) =>
    values.map((value) => at(value, ...keys)).find((value) => value !== undefined);
  const outDir = first("compilerOptions", "outDir");
  if (typeof outDir !== "string" || outDir.startsWith("..") || outDir.startsWith("/"))
    return undefined;
  const include = first("include");
  const rootDir = first("compilerOptions", "rootDir");
  if (
    rootDir !== undefined &&
    (typeof rootDir !== "string" || !/^(\.\/)?[\w-]+\/?$|^\.\/?$/.test(rootDir))
  )
    return undefined;
  return {
    outDir,
    rootDir: rootDir === undefined ? undefined : rootDir.replace(/^\.\/?|\/$/g, ""),
    plain: !texts.some((text) =>
      /"(allowJs|checkJs|paths|extends)"/.test(text.replace(/"extends":\s*"\.\//g, "")),
    ),
    include: include === undefined ? undefined : strings(include),
    exclude: [...strings(first("exclude") ?? ["node_modules"]), outDir],
  };
}

/** A source outside of `src` that is compiled, too. */
function sourceBeside(folder: string, options: Options, world: World): string | undefined {
  return sourcesIn(folder, world, 3).find(
    (path) => !path.startsWith("src/") && isIncluded(path, options),
  );
}

function sourcesIn(folder: string, world: World, depth: number, wanted = /\.[cm]?tsx?$/): string[] {
  return namesIn(folder, world).flatMap((name) => {
    if (/\.d\.[cm]?ts$/.test(name) || name.startsWith(".") || name === "node_modules") return [];
    const { kind } = world.look(join(folder, name)).fact;
    if (kind === "file") return wanted.test(name) ? [name] : [];
    if (kind !== "directory" || depth === 0) return [];
    return sourcesIn(join(folder, name), world, depth - 1, wanted).map((path) => `${name}/${path}`);
  });
}

function isIncluded(path: string, { include, exclude }: Options): boolean {
  const matches = (pattern: string) => globOf(pattern).test(path);
  return (include === undefined || include.some(matches)) && !exclude.some(matches);
}

/** The patterns of `include` and `exclude`: a folder stands for all in it. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.\//, "")
    .replace(/\/$/, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/|\*\*|\*|\?/g, (found) =>
      found === "**/" ? "(.*/)?" : found === "**" ? ".*" : found === "*" ? "[^/]*" : "[^/]",
    );
  return new RegExp(`^${source}(/.*)?$`);
}

/** A tsconfig.json may hold comments, and commas behind the last entry. */
function withoutComments(text: string): string {
  const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=\s*[}\]])/g;
  return text.replace(token, (found) => (found.startsWith('"') ? found : ""));
}
