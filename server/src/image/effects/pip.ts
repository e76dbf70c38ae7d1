import { resolve } from "../../base/path.ts";
import { activeBin, installInto, packageName } from "./python-environment.ts";
import { anything, readArguments, type Tool, type World } from "./tool.ts";

export const pip: Tool = {
  commands: ["pip", "pip3", "pipx"],
  *effect(call, world) {
    const [command, ...args] = call.args;
    if (command !== "install") {
      if (!/^(config|cache|list|show|freeze|check|--version|wheel|download)$/.test(command ?? "")) {
        yield anything;
      } else if (command === "wheel" || command === "download") {
        yield { kind: "cloud", path: world.cwd ?? "/" };
      }
      return;
    }
    const { flags, operands } = readArguments(args, valued);
    const target = flags.get("--target") ?? flags.get("-t") ?? flags.get("--prefix");
    const root = flags.get("--root");
    if (target !== undefined || root !== undefined) {
      return yield { kind: "cloud", path: resolve(world.cwd ?? "/", target ?? root ?? "/") };
    }
    const bin =
      flags.has("--user") || call.name === "pipx"
        ? `${world.home}/.local/bin`
        : prefixOf(call.name, world);
    if (!bin) return yield anything;
    const packages = operands.flatMap((operand) => packageName(operand ?? "") ?? []);
    const listed = requirementFiles(args).flatMap((file) => readRequirements(file, world));
    yield* installInto(bin, [...packages, ...listed]);
    // `pip install .` and editable installs may bring scripts and modules of any name.
    if (operands.some((operand) => operand === undefined || /^[./]|:\/\//.test(operand))) {
      yield { kind: "cloud", path: bin };
    }
  },
};

const valued = [
  ...["-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url"],
  ...["-f", "--find-links", "--target", "-t", "--prefix", "--root", "--trusted-host", "--timeout"],
  ...[
    "--retries",
    "--cache-dir",
    "-e",
    "--editable",
    "--platform",
    "--python-version",
    "--progress-bar",
  ],
];

/** `/venv/bin/pip` installs where it lies, `pip` where PATH finds it. */
function prefixOf(name: string, world: World): string | undefined {
  const slash = name.lastIndexOf("/");
  return slash > 0 ? name.slice(0, slash) : activeBin(world);
}

function requirementFiles(args: readonly (string | undefined)[]): string[] {
  return args.flatMap((arg, i) => {
    const attached = /^(?:--requirement=|-r)(.+)/.exec(arg ?? "")?.[1];
    if (attached) return [attached];
    const next = args[i + 1];
    return (arg === "-r" || arg === "--requirement") && next ? [next] : [];
  });
}

function readRequirements(file: string, world: World): string[] {
  const { text } = world.look(resolve(world.cwd ?? "/", file));
  return (text ?? "").split(/\r?\n/).flatMap((line) => packageName(line.trim()) ?? []);
}
