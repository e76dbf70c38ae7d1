import { accounts } from "./accounts.ts";
import { chmod, copyOrMove, harmless, ln, mkdir, rm, touch } from "./coreutils.ts";
import { node } from "./node.ts";
import { packages } from "./packages.ts";
import { pip } from "./pip.ts";
import { poetry } from "./poetry.ts";
import type { Tool } from "./tool.ts";
import { venv } from "./venv.ts";

/** The one list of tools: to teach the model another, write a file and name it here. */
const tools: readonly Tool[] = [
  ...[
    accounts,
    chmod,
    copyOrMove,
    harmless,
    ln,
    mkdir,
    node,
    packages,
    pip,
    poetry,
    rm,
    touch,
    venv,
  ],
];

const byCommand = new Map(
  tools.flatMap((tool) => tool.commands.map((name) => [name, tool] as const)),
);

/** The tool that answers to a command's name; undefined for what the model does not know. */
export function toolFor(command: string): Tool | undefined {
  return byCommand.get(command) ?? byCommand.get(command.slice(command.lastIndexOf("/") + 1));
}
