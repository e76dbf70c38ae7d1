import { dirname } from "../../base/path.ts";
import type { Effect, World } from "./tool.ts";
import { writeFile, writeFolder } from "./tool.ts";

/** Console scripts of packages that people start, by normalised name (PEP 503), where they differ. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  django: ["django-admin"],
  fastapi: ["fastapi"],
  "fastapi-cli": ["fastapi"],
  jupyter: ["jupyter"],
  "jupyter-core": ["jupyter"],
  notebook: ["jupyter-notebook"],
  waitress: ["waitress-serve"],
  sqlalchemy: [],
  uv: ["uv", "uvx"],
};

/** The programs that installing these packages puts into a bin folder. */
export function consoleScripts(packages: Iterable<string>): string[] {
  return [...new Set([...packages].flatMap((name) => scripts[name] ?? [name]))];
}

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

/** What venv(1) makes: links to the interpreter that made it, and an empty package folder. */
export function* makeEnvironment(path: string, world: World): Generator<Effect> {
  const python = activePython(world);
  yield { kind: "cloud", path };
  yield writeFolder(path);
  yield writeFolder(`${path}/bin`);
  yield writeFile(`${path}/pyvenv.cfg`);
  yield writeFile(`${path}/bin/activate`);
  for (const name of ["python", "python3", ...(python ? [`python${python.version}`] : [])]) {
    const target = name === "python" ? python?.program : "python";
    yield {
      kind: "write",
      path: `${path}/bin/${name}`,
      fact: target
        ? { kind: "symlink", target }
        : { kind: "unknown", why: "the interpreter that made it" },
    };
  }
}

/** Packages installed into an environment or beside the system's Python. */
export function* installInto(bin: string, packages: Iterable<string>): Generator<Effect> {
  const prefix = dirname(bin);
  yield { kind: "cloud", path: `${prefix}/bin` };
  yield { kind: "cloud", path: `${prefix}/lib` };
  yield { kind: "cloud", path: `${prefix}/share` };
  for (const script of consoleScripts(packages)) {
    yield {
      kind: "write",
      path: `${bin}/${script}`,
      fact: {
        kind: "file",
        mode: 0o755,
        head: { kind: "script", interpreter: `${bin}/python`, crlf: false },
      },
    };
  }
}

/** The folder of the first `python` or `pip` in PATH; undefined where that is not known. */
export function activeBin(world: World): string | undefined {
  const environment = world.variable("VIRTUAL_ENV");
  if (environment) return `${environment}/bin`;
  for (const folder of world.variable("PATH")?.split(":") ?? []) {
    for (const name of ["python", "python3", "pip"]) {
      const { kind } = world.look(`${folder}/${name}`).fact;
      if (kind === "file" || kind === "symlink") return folder;
      if (kind === "unknown") return undefined;
    }
  }
  return undefined;
}

function activePython(world: World): { program: string; version: string } | undefined {
  return world.base?.python;
}
