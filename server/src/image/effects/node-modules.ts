import { dirname } from "../../base/path.ts";
import { foreignPrograms, nodePackage, programsOf } from "./node-programs.ts";
import { programInPath } from "./path-search.ts";
import { projectBuild } from "./project-build.ts";
import { readJson } from "./project-root.ts";
import { at, record } from "./pyproject.ts";
import {
  cloud,
  cloudBut,
  type Effect,
  homeOf,
  placeOf,
  textOf,
  type Words,
  type World,
  writeFolder,
  writeProgram,
} from "./tool.ts";
import { linkMembers, linkToStore } from "./workspace-links.ts";

/** What a package.json says; undefined where it cannot be read. */
export interface Manifest {
  readonly dependencies: readonly string[];
  readonly development: readonly string[];
  readonly scripts: readonly string[];
  readonly workspaces: boolean;
  /** "yarn@4.1.0". */
  readonly manager: string;
}

export function readManifest(root: string, world: World): Manifest | undefined {
  const { text } = world.look(`${root}/package.json`);
  if (text === undefined) return undefined;
  const json = readJson(text);
  const names = (key: string) => Object.keys(record(at(json, key)));
  return {
    dependencies: [...names("dependencies"), ...names("optionalDependencies")],
    development: names("devDependencies"),
    scripts: names("scripts"),
    workspaces: at(json, "workspaces") !== undefined,
    manager: String(at(json, "packageManager") ?? ""),
  };
}

export interface Installation {
  readonly which: "all" | "production";
  readonly scripts: "run" | "left out";
  /** False for a Yarn that keeps archives in place of a folder. */
  readonly folder: boolean;
  readonly added: Words;
}

/** A node_modules below the project's root, and in .bin the programs of what it depends on itself. */
export function* installModules(
  root: string,
  { which, scripts, folder, added }: Installation,
  world: World,
): Iterable<Effect> {
  const manifest = readManifest(root, world);
  const names = added.flatMap((word) => nodePackage(word) ?? []);
  const wanted = [
    ...names,
    ...(manifest?.dependencies ?? []),
    ...(which === "all" ? (manifest?.development ?? []) : []),
  ];
  yield cloud(`${root}/node_modules`);
  for (const name of ["package.json", ...lockFiles]) yield cloud(`${root}/${name}`);
  const lifecycle = manifest?.scripts.some((name) =>
    /^(pre|post)?(install|prepare|prepublish)$/.test(name),
  );
  if (!manifest || manifest.workspaces || isWorkspace(root, world)) yield cloud(root);
  if (scripts === "run" && (lifecycle ?? true)) yield* projectBuild(root, world);
  const home = homeOf(world);
  if (home !== undefined)
    for (const name of [".npm", ".cache", ".local/share"]) yield cloud(`${home}/${name}`);
  if (!folder) return;
  yield writeFolder(`${root}/node_modules`);
  if (which === "production" && added.length === 0) yield* withoutTools(root, world);
  for (const program of wanted.flatMap((name) => programsOf(name) ?? [])) {
    yield writeProgram(`${root}/node_modules/.bin/${program}`);
  }
  if (world.look(`${root}/pnpm-workspace.yaml`).fact.kind === "file")
    yield* linkToStore(root, world);
  else if (manifest?.workspaces) yield* linkMembers(root, world);
}

/** The programs of packages that are for development only, and that no other package brings along. */
export function* withoutTools(root: string, world: World): Iterable<Effect> {
  const manifest = readManifest(root, world);
  const shared = world.look(`${root}/pnpm-workspace.yaml`).fact.kind === "file";
  if (!manifest || manifest.workspaces || shared) return;
  const kept = manifest.dependencies.flatMap((name) => programsOf(name) ?? [name]);
  for (const name of manifest.development) {
    if (!developmentTools.has(name) || manifest.dependencies.includes(name)) continue;
    for (const program of programsOf(name) ?? []) {
      if (!kept.includes(program))
        yield { kind: "remove", path: `${root}/node_modules/.bin/${program}` };
    }
  }
}

/** What people start programs with while they write them: no library depends on it. */
const developmentTools = new Set(
  "nodemon ts-node ts-node-dev tsx tsc-watch supervisor @babel/node @nestjs/cli".split(" "),
);

const lockFiles = [
  "package-lock.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
  ".yarn",
  ".pnp.cjs",
  ".pnp.loader.mjs",
];

function isWorkspace(root: string, world: World): boolean {
  return ["pnpm-workspace.yaml", "lerna.json"].some(
    (name) => world.look(`${root}/${name}`).fact.kind !== "absent",
  );
}

/** npm and Yarn leave out what is only for development where they are told to, or by NODE_ENV. */
export function whichDependencies(args: Words, world: World): Installation["which"] {
  const words = args.join(" ");
  if (/--(production|prod)[= ]false|--include[= ]dev/.test(words)) return "all";
  if (/--(production|prod|omit[= ]dev|only[= ]prod\w*|no-dev)\b|(^| )-P( |$)/.test(words))
    return "production";
  const variables = ["NODE_ENV", "NPM_CONFIG_PRODUCTION", "NPM_CONFIG_OMIT", "YARN_PRODUCTION"];
  return variables.some((name) => /^(production|true|1|dev)$/.test(world.variable(name) ?? ""))
    ? "production"
    : "all";
}

/** Where `npm install -g` puts programs: below the prefix of npm, which is that of Node.js itself. */
export function globalPrefix(world: World): string | undefined {
  const home = homeOf(world);
  const variable = ["NPM_CONFIG_PREFIX", "npm_config_prefix"]
    .map((name) => world.variable(name))
    .find(Boolean);
  const settings = home === undefined ? "" : textOf(`${home}/.npmrc`, world);
  const asked = variable ?? /^prefix\s*=\s*(.+)$/m.exec(settings)?.[1]?.trim();
  if (asked) return placeOf(asked.replace(/^\$\{?HOME\}?/, "~"), world);
  const node = programInPath(world, ["node"]);
  const prefix = node && dirname(dirname(node));
  // Debian and Alpine turn it to /usr/local, the packages of NodeSource leave it at /usr.
  return prefix === "/usr" || prefix === "/" ? undefined : prefix;
}

/** Only the programs of the packages that are named are linked, not those of what they depend on. */
export function* installGlobally(
  words: Words,
  prefix: string | undefined,
  world: World,
): Iterable<Effect> {
  if (prefix === undefined) {
    yield* linkSomewhere(words);
    for (const path of ["/usr/local", "/usr"]) yield cloud(`${path}/lib/node_modules`);
    return;
  }
  yield cloud(`${prefix}/lib/node_modules`);
  yield* linkPrograms(words, `${prefix}/bin`);
  const home = homeOf(world);
  if (home !== undefined) for (const name of [".npm", ".cache"]) yield cloud(`${home}/${name}`);
}

/** The same where the prefix is that of the system, or the one for what is installed beside it. */
export function* linkSomewhere(words: Words): Iterable<Effect> {
  for (const bin of ["/usr/local/bin", "/usr/bin"]) {
    for (const effect of linkPrograms(words, bin))
      yield effect.kind === "write" ? cloud(effect.path) : effect;
  }
}

export function* linkPrograms(words: Words, bin: string): Iterable<Effect> {
  const found = words.map((word) => programsOf(nodePackage(word) ?? ""));
  if (found.includes(undefined)) yield cloudBut(bin, foreignPrograms);
  for (const program of found.flatMap((programs) => programs ?? []))
    yield writeProgram(`${bin}/${program}`);
}

/** The folder that flags like `--prefix` choose, else the working directory. */
export function folderFor(folder: string | undefined, world: World): string | undefined {
  return folder === undefined ? world.cwd : placeOf(folder, world);
}
