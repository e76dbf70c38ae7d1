import { help, parseCommand } from "./arguments.ts";
import { checkCommand } from "./check-command.ts";
import { diagnoseCommand } from "./diagnose-command.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** Does what a command line says. */
export async function run(
  words: readonly string[],
  version: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const command = parseCommand(words);
  switch (command.kind) {
    case "help":
      terminal.out(help);
      return 0;
    case "version":
      terminal.out(`dockwright ${version}\n`);
      return 0;
    case "wrong":
      terminal.error(`dockwright: ${command.why}\nTry dockwright --help.\n`);
      return 2;
    case "check":
      return checkCommand(command, terminal);
    case "diagnose":
      return diagnoseCommand(command, terminal);
  }
}
