import { anything, type Effect, readArguments, type Tool } from "./tool.ts";

/** Commands that run the words behind them, as they are. */
export const wrappers: Tool = {
  commands: [
    ...["sudo", "env", "nice", "command", "exec", "time", "timeout", "nohup", "setsid", "stdbuf"],
    ...["ionice", "gosu", "su-exec", "eatmydata", "fakeroot", "chronic", "unbuffer", "xvfb-run"],
    ...["tini", "dumb-init", "flock", "builtin"],
  ],
  *effect({ name, args }, world): Iterable<Effect> {
    // `command -v x` only asks where x lies.
    if (name === "command" && /^-[vV]$/.test(args[0] ?? "")) return;
    const valued = valuedFlags[name] ?? [];
    let at = 0;
    for (; at < args.length; at++) {
      const word = args[at];
      if (word === undefined) return yield anything;
      if (word === "--") {
        at++;
        break;
      }
      if (!/^-|^\w+=/.test(word)) break;
      if (valued.includes(word)) at++;
    }
    const { has } = readArguments(args.slice(0, at), valued);
    at += operands[name] ?? 0;
    const [program, ...rest] = args.slice(at);
    if (at >= args.length) return;
    // Another user has another home, and may not write everywhere.
    const otherUser =
      /^(gosu|su-exec)$/.test(name) || (name === "sudo" && has("-u", "-i", "--user"));
    if (program === undefined || otherUser) return yield anything;
    yield* world.run({ name: program, args: rest });
  },
};

const valuedFlags: Readonly<Record<string, readonly string[]>> = {
  sudo: ["-u", "-g", "-h", "-p", "-C", "-D", "--user", "--group", "--chdir"],
  env: ["-u", "-C", "--unset", "--chdir"],
  nice: ["-n"],
  timeout: ["-s", "-k", "--signal", "--kill-after"],
  stdbuf: ["-i", "-o", "-e"],
  ionice: ["-c", "-n"],
  "xvfb-run": ["-n", "-s", "-e", "--server-args"],
  flock: ["-w", "-E"],
};

/** Words of its own that stand between the flags and the command. */
const operands: Readonly<Record<string, number>> = { timeout: 1, gosu: 1, "su-exec": 1, flock: 1 };
