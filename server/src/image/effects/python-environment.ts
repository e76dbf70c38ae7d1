import { basename, dirname } from "../../base/path.ts";
import { consoleScripts } from "./console-scripts.ts";
import { target } from "./links.ts";
import { programInPath } from "./path-search.ts";
import { sparedPrograms } from "./python-closure.ts";
import {
  anything,
  cloud,
  cloudBut,
  type Effect,
  homeOf,
  type World,
  write,
  writeFile,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** PEP 503. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** "uvicorn[standard]>=0.30 ; python_version > '3'" → "uvicorn"; undefined for paths and URLs. */
export function packageName(requirement: string): string | undefined {
  const name = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:$|[=<>!~;@(^,\s])/.exec(
    requirement,
  )?.[1];
  return name && !/\.(txt|whl|zip|gz|toml)$/.test(name) ? normalizedName(name) : undefined;
}

/** A place that packages are installed into. */
export interface Environment {
  readonly bin: string;
  /** The folders that hold packages and their data. */
  readonly folders: readonly string[];
  /** What stands behind `#!` in its console scripts. */
  readonly interpreter: string;
}

/** A virtual environment, or any other prefix whose scripts are run by its own Python. */
export function environmentAt(prefix: string, interpreter = `${prefix}/bin/python`): Environment {
  const folders = ["lib", "lib64", "share", "etc", "include"].map((name) => `${prefix}/${name}`);
  return { bin: `${prefix}/bin`, folders, interpreter };
}

/**
 * The environment of the first of these programs in PATH; undefined where that is not known. Debian and
 * Fedora have their own Python install below /usr/local (sysconfig's posix_local and rpm's patch), Alpine
 * has not.
 */
export function activeEnvironment(
  world: World,
  names: readonly string[] = ["python3", "python"],
): Environment | undefined {
  const program = programInPath(world, names);
  if (program === undefined) return undefined;
  const prefix = dirname(dirname(program));
  if (prefix === "/usr" || prefix === "/") {
    const own = world.base?.distribution === "alpine" ? "/usr" : "/usr/local";
    return { ...environmentAt(own, "/usr/bin/python3"), bin: `${own}/bin` };
  }
  return environmentAt(prefix);
}

/** The interpreter that `python3` is, behind the links of an environment. */
export interface Interpreter {
  readonly program: string;
  /** "3.12", where it is known. */
  readonly version: string | undefined;
}

export function activePython(
  world: World,
  names: readonly string[] = ["python3", "python"],
): Interpreter | undefined {
  const program = programInPath(world, names);
  if (program === undefined) return undefined;
  const own = world.base?.python;
  if (own && dirname(program) === dirname(own.program)) return own;
  const reached = target(program, world.look);
  if (own && dirname(reached) === dirname(own.program)) return own;
  return { program: reached, version: /python(3\.\d+)$/.exec(basename(reached))?.[1] };
}

/** What comes into an environment. */
export interface Content {
  /** Packages that are installed for sure, by normalised names. */
  readonly packages: readonly string[];
  /** Console scripts beside those of the packages. */
  readonly scripts?: readonly string[];
  /** All packages that may come along: any, where nobody can tell. */
  readonly possible: readonly string[] | "any";
}

/** What venv(1) makes: links to the interpreter that made it, and an empty package folder. */
export function* makeEnvironment(
  path: string,
  python: Interpreter | undefined,
  seeds: readonly string[],
): Iterable<Effect> {
  for (const name of ["", "/bin", "/lib"]) yield writeFolder(`${path}${name}`);
  for (const name of ["lib", "lib64", "include", "share", "CACHEDIR.TAG", ".gitignore", ".lock"]) {
    yield cloud(`${path}/${name}`);
  }
  const version = python?.version === undefined ? "" : `version = ${python.version}\n`;
  yield writeFile(`${path}/pyvenv.cfg`, python && `home = ${dirname(python.program)}\n${version}`);
  yield writeFile(`${path}/bin/activate`);
  for (const name of ["activate.csh", "activate.fish", "activate.ps1", "Activate.ps1"]) {
    yield cloud(`${path}/bin/${name}`);
  }
  const versioned = python?.version ? [`python${python.version}`] : [];
  for (const name of ["python", "python3", ...versioned]) {
    const to = name === "python" ? python?.program : "python";
    yield write(
      `${path}/bin/${name}`,
      to
        ? { kind: "symlink", target: to }
        : { kind: "unknown", why: "the interpreter that made it" },
    );
  }
  const interpreter = `${path}/bin/python`;
  for (const name of consoleScripts(seeds)) {
    yield writeProgram(`${path}/bin/${name}`, { kind: "script", interpreter, crlf: false });
  }
}

/** Packages, with their scripts. What else they bring is not known, but for what they surely do not. */
export function* installInto(
  { bin, folders, interpreter }: Environment,
  { packages, scripts = [], possible }: Content,
): Iterable<Effect> {
  for (const folder of folders) yield cloud(folder);
  yield writeFolder(bin);
  yield cloudBut(
    bin,
    sparedPrograms(possible).filter((name) => !scripts.includes(name)),
  );
  for (const name of [...consoleScripts(packages), ...scripts]) {
    yield writeProgram(`${bin}/${name}`, { kind: "script", interpreter, crlf: false });
  }
}

/**
 * Into a Python that belongs to root: anybody else gets the packages into the own home, unless the folders
 * were handed over (pip: "Defaulting to user installation").
 */
export function* installForUser(
  environment: Environment,
  content: Content,
  world: World,
): Iterable<Effect> {
  const virtual = !/^\/usr(\/local)?\/bin$/.test(environment.bin);
  if (virtual || world.home === "/root") return yield* installInto(environment, content);
  const home = homeOf(world);
  if (home === undefined) return yield anything;
  for (const path of [environment.bin, ...environment.folders, `${home}/.local`]) yield cloud(path);
}
