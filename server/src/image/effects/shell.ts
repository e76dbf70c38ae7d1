import { installer } from "./installers.ts";
import { anything, type Tool } from "./tool.ts";

/** A shell that runs a script: one that is known by its address or its name, or anything. */
export const shell: Tool = {
  commands: ["sh", "bash", "ash", "dash", "zsh"],
  *effect({ args, input }, world) {
    const flags = args.findIndex((arg) => !arg?.startsWith("-") || arg === "-");
    const [first, ...rest] = flags < 0 ? [] : args.slice(flags);
    const options = flags < 0 ? args : args.slice(0, flags);
    if (options.some((arg) => arg === "--version")) return;
    if (options.some((arg) => arg !== undefined && /^-[a-z]*c$/.test(arg))) return yield anything;
    const reads =
      first === undefined || first === "-" || options.some((arg) => /^-[a-z]*s$/.test(arg ?? ""));
    if (!reads) return yield* installer([first], rest, world);
    yield* installer(input ?? [], args.slice(args.indexOf("--") + 1), world);
  },
};

/** Installers that are downloaded and run by their own name. */
export const downloaded: Tool = {
  commands: ["rustup-init", "rustup-init.sh", "uv-installer.sh", "nodesource_setup.sh"],
  *effect({ name, args }, world) {
    yield* installer([name], args, world);
  },
};
