import type { Tool } from "./tool.ts";
import { anything, readArguments, writeFolder } from "./tool.ts";

/** npm, yarn, pnpm, bun: a node_modules below the project, or global programs. */
export const node: Tool = {
  commands: ["npm", "yarn", "pnpm", "bun", "corepack"],
  *effect(call, world) {
    const { flags, operands } = readArguments(call.args, [
      "--prefix",
      "-C",
      "--dir",
      "--cwd",
      "--filter",
    ]);
    const [command, ...rest] = operands;
    if (call.name === "corepack") return yield { kind: "cloud", path: "/usr/local/bin" };
    if (flags.has("-g") || flags.has("--global") || command === "global") {
      yield { kind: "cloud", path: "/usr/local" };
      for (const name of rest.flatMap((name) => globalProgram(name))) {
        yield {
          kind: "write",
          path: `/usr/local/bin/${name}`,
          fact: { kind: "file", mode: 0o755 },
        };
      }
      return;
    }
    if (/^(config|cache|version|set|get|prune|dedupe|audit)$/.test(command ?? "")) return;
    const elsewhere = ["--prefix", "-C", "--dir", "--cwd"].some((flag) => flags.has(flag));
    if (world.cwd === undefined || elsewhere) return yield anything;
    // A script of the project may write anywhere below it; an install fills node_modules.
    yield { kind: "cloud", path: world.cwd };
    if (/^(ci|install|i|add)$/.test(command ?? "install")) {
      yield writeFolder(`${world.cwd}/node_modules`);
    }
  },
};

function globalProgram(name: string | undefined): string[] {
  const bare = /^(?:@[^/]+\/)?([^@]+)/.exec(name ?? "")?.[1];
  return bare && bare !== "add" ? [bare] : [];
}
