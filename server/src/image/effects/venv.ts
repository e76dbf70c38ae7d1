import { resolve } from "../../base/path.ts";
import { makeEnvironment } from "./python-environment.ts";
import { anything, readArguments, type Tool } from "./tool.ts";

/** `python -m venv PATH`, `virtualenv PATH`. */
export const venv: Tool = {
  commands: ["venv", "virtualenv"],
  *effect(call, world) {
    const { operands } = readArguments(call.args, ["--prompt", "-p", "--python"]);
    for (const path of operands) {
      if (path === undefined || (world.cwd === undefined && !path.startsWith("/"))) yield anything;
      else yield* makeEnvironment(resolve(world.cwd ?? "/", path), world);
    }
  },
};
