import { consoleScripts } from "./console-scripts.ts";
import { packageName } from "./python-environment.ts";
import {
  anything,
  cloud,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  write,
  writeProgram,
} from "./tool.ts";

/** pipx: each program in an environment of its own, linked into one folder. */
export const pipx: Tool = {
  commands: ["pipx"],
  *effect({ args }, world) {
    const { operands, has } = readArguments(args, [
      "--python",
      "--pip-args",
      "-i",
      "--index-url",
      "--suffix",
    ]);
    const [command, ...words] = operands;
    if (command === "ensurepath" || command === "list" || command === "environment") return;
    if (!/^(install|inject|upgrade|reinstall)/.test(command ?? "")) return yield anything;
    const home = homeOf(world);
    const own = home && `${home}/.local`;
    const bin =
      world.variable("PIPX_BIN_DIR") ?? (has("--global") ? "/usr/local/bin" : own && `${own}/bin`);
    const at =
      world.variable("PIPX_HOME") ?? (has("--global") ? "/opt/pipx" : own && `${own}/share/pipx`);
    if (bin === undefined || at === undefined) return yield anything;
    yield cloud(at);
    if (own) yield cloud(`${own}/pipx`);
    yield cloud(bin);
    for (const word of words) {
      const path = word?.startsWith(".") ? placeOf(word, world) : undefined;
      const name = path === undefined ? packageName(word ?? "") : undefined;
      for (const script of name === undefined ? [] : consoleScripts([name])) {
        const program = `${at}/venvs/${name}/bin/${script}`;
        yield writeProgram(program);
        yield write(`${bin}/${script}`, { kind: "symlink", target: program });
      }
    }
  },
};
