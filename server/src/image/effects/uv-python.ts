import { join } from "../../base/path.ts";
import { activePython, type Interpreter } from "./python-environment.ts";
import { type Arguments, anything, cloud, type Effect, homeOf, type World } from "./tool.ts";

/** `uv python install`. */
export function* pythonOfUv(command: string | undefined, world: World): Iterable<Effect> {
  if (command === "pin") return yield cloud(`${world.cwd ?? ""}/.python-version`);
  if (command !== "install" && command !== "upgrade") return;
  const home = homeOf(world);
  yield* managed(world);
  // Newer versions link what they install: python3.13.
  const bin =
    world.variable("UV_PYTHON_BIN_DIR") ??
    world.variable("XDG_BIN_HOME") ??
    (home && `${home}/.local/bin`);
  yield bin === undefined ? anything : cloud(bin);
}

/** An interpreter of its own, which uv downloads where it finds none that fits. */
export function* managed(world: World): Iterable<Effect> {
  const folder = managedFolder(world);
  if (folder !== undefined) yield cloud(folder);
}

/** Where uv keeps the interpreters that it downloads. */
export function managedFolder(world: World): string | undefined {
  const home = homeOf(world);
  const data = world.variable("XDG_DATA_HOME") ?? (home && `${home}/.local/share`);
  return world.variable("UV_PYTHON_INSTALL_DIR") ?? (data && `${data}/uv/python`);
}

/**
 * The interpreter that uv makes an environment with: the one in PATH where it fits what is asked for, else
 * one of its own. Undefined where that cannot be told.
 */
export function pythonForUv(
  given: Arguments,
  root: string,
  required: string | undefined,
  world: World,
): Interpreter | undefined {
  const asked = given.values("-p", "--python").at(-1) ?? world.variable("UV_PYTHON");
  if (asked?.startsWith("/")) return { program: asked, version: undefined };
  const preference = world.variable("UV_PYTHON_PREFERENCE");
  const own =
    given.has("--managed-python") ||
    /^(1|true)$/i.test(world.variable("UV_MANAGED_PYTHON") ?? "") ||
    preference === "only-managed";
  const system = systemPython(world);
  if (own || system === "none") return managedPython(asked, world);
  if (system === undefined) return undefined;
  const wanted = asked ?? pinned(root, world);
  if (wanted === undefined) return undefined;
  const fits = wanted === "" ? allows(required, system.version) : matches(wanted, system.version);
  if (fits === undefined) return undefined;
  const downloads =
    world.variable("UV_PYTHON_DOWNLOADS") !== "never" &&
    !/^(1|true)$/.test(world.variable("UV_NO_PYTHON_DOWNLOADS") ?? "");
  const only = preference === "only-system" || given.has("--no-managed-python");
  // uv links to python3 or to python: both lie in one folder.
  if (fits || !downloads || only) return system;
  return managedPython(/^\d/.test(wanted) ? wanted : undefined, world);
}

/** Images of a bare distribution bring no Python. */
function systemPython(world: World): Interpreter | "none" | undefined {
  const found = activePython(world);
  if (found) return found;
  const bare = /^(debian|ubuntu|alpine|busybox|uv)$/.test(world.base?.family ?? "");
  const { fact, by } = world.look("/usr/bin/python3");
  return bare && by === undefined && fact.kind === "absent" ? "none" : undefined;
}

function managedPython(asked: string | undefined, world: World): Interpreter | undefined {
  const folder = managedFolder(world);
  const version = /^(3\.\d+)/.exec(asked ?? "")?.[1];
  if (folder === undefined) return undefined;
  // The full name holds the patch release and the platform, which uv chooses.
  const name = version ? `cpython-${version}` : "cpython";
  return { program: join(folder, name, "bin", `python${version ?? "3"}`), version };
}

/** The content of .python-version; "" where there is none, undefined where it is not known. */
function pinned(root: string, world: World): string | undefined {
  const { fact, text } = world.look(`${root}/.python-version`);
  if (fact.kind === "absent") return "";
  return text?.trim();
}

function matches(wanted: string, version: string | undefined): boolean | undefined {
  if (/^(python)?3?$/.test(wanted)) return true;
  const minor = /^(?:cpython[-@]?|python)?(3\.\d+)/.exec(wanted)?.[1];
  if (minor === undefined || version === undefined || /[<>=~,*]/.test(wanted)) return undefined;
  // A patch release may be another one than the image's.
  return minor === version && !/3\.\d+\.\d+/.test(wanted)
    ? true
    : minor === version
      ? undefined
      : false;
}

/** `requires-python`: only lower and upper bounds by minor release are read. */
function allows(required: string | undefined, version: string | undefined): boolean | undefined {
  if (required === undefined) return true;
  const own = Number(version?.split(".")[1]);
  if (Number.isNaN(own)) return undefined;
  let fits = true;
  for (const clause of required.split(",")) {
    const [, sign, minor] =
      /^\s*(>=|<|==|~=|\^|<=|>)\s*3\.(\d+)(?:\.[\d*]+)?\s*$/.exec(clause) ?? [];
    if (/^\s*<\s*4/.test(clause)) continue;
    if (minor === undefined) return undefined;
    if (sign === ">=" || sign === "^" || sign === "~=") fits &&= own >= Number(minor);
    else if (sign === "<") fits &&= own < Number(minor);
    else if (sign === "==") fits &&= own === Number(minor);
    else return undefined;
  }
  return fits;
}
