import { dirname } from "../../base/path.ts";
import { activePython, type Interpreter, makeEnvironment } from "./python-environment.ts";
import { anything, placeOf, readArguments, type Tool, type World } from "./tool.ts";

/** `python -m venv PATH`, `virtualenv PATH`. */
export const venv: Tool = {
  commands: ["venv", "virtualenv"],
  *effect({ name, args }, world) {
    const { operands, values, has } = readArguments(args, ["--prompt", "-p", "--python"]);
    const python = interpreterFor(name, values("-p", "--python").at(-1), world);
    for (const word of operands) {
      const path = placeOf(word, world);
      if (path === undefined) yield anything;
      else yield* makeEnvironment(path, python, has("--without-pip", "--no-pip") ? [] : ["pip"]);
    }
  },
};

/** The Python that is asked for, or the one whose module is run: `/opt/python/bin/venv`. */
function interpreterFor(
  name: string,
  asked: string | undefined,
  world: World,
): Interpreter | undefined {
  const path = asked?.startsWith("/")
    ? asked
    : name.includes("/")
      ? `${dirname(name)}/python3`
      : "";
  if (path !== "") {
    return world.look(path).fact.kind === "absent"
      ? undefined
      : { program: path, version: undefined };
  }
  if (asked === undefined) return activePython(world);
  return activePython(world, [/^\d/.test(asked) ? `python${asked}` : asked]);
}
