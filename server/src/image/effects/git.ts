import { basename, join } from "../../base/path.ts";
import { anything, cloud, placeOf, readArguments, type Tool, writeFolder } from "./tool.ts";

/** git: a clone makes its folder; what else it does stays in the working tree. */
export const git: Tool = {
  commands: ["git"],
  *effect({ args }, world) {
    const { operands, values } = readArguments(args, valued);
    const [command, ...words] = operands;
    const from = values("-C").reduce<string | undefined>(
      (cwd, folder) => placeOf(folder, { ...world, cwd }),
      world.cwd,
    );
    const inside = { ...world, cwd: from };
    switch (command) {
      case "clone": {
        const [address, folder] = words;
        const path = placeOf(folder ?? folderOf(address), inside);
        if (path === undefined) return yield from === undefined ? anything : cloud(from);
        yield cloud(path);
        return yield writeFolder(path);
      }
      case "init": {
        const path = placeOf(words[0] ?? ".", inside);
        return yield path === undefined ? anything : cloud(join(path, ".git"));
      }
      case "config":
      case "rev-parse":
      case "describe":
      case "log":
      case "status":
      case "ls-remote":
      case "show":
      case "branch":
      case "remote":
      case "fetch":
      case "diff":
      case undefined:
        return;
      default:
        yield from === undefined ? anything : cloud(from);
    }
  },
};

const valued = [
  ...[
    "-C",
    "-c",
    "-b",
    "--branch",
    "--depth",
    "-o",
    "--origin",
    "-j",
    "--jobs",
    "--reference",
    "-u",
  ],
  ...["--filter", "--template", "--shallow-since", "--config", "--git-dir", "--work-tree", "-m"],
];

/** "https://x.org/y/tool.git" → "tool". */
function folderOf(address: string | undefined): string | undefined {
  return (
    address && basename(address.replace(/\/+$/, "").replace(/:([^/])/, "/$1")).replace(/\.git$/, "")
  );
}
