import { accounts } from "./accounts.ts";
import { compress, tar, unpack } from "./archives.ts";
import { bun } from "./bun.ts";
import { bundle, gem } from "./bundler.ts";
import { cargo } from "./cargo.ts";
import { rustup } from "./cargo-install.ts";
import { chown } from "./chown.ts";
import { compilers } from "./compiler.ts";
import { conda } from "./conda.ts";
import { copyFiles } from "./copy-files.ts";
import { corepack } from "./corepack.ts";
import { chmod, ln, mkdir, rm, touch } from "./coreutils.ts";
import { dotnet } from "./dotnet.ts";
import { curl, wget } from "./downloads.ts";
import { find, xargs } from "./find.ts";
import { git } from "./git.ts";
import { go } from "./go.ts";
import { gradle } from "./gradle.ts";
import { harmless } from "./harmless.ts";
import { editors } from "./line-ends.ts";
import { settled, throughLinks } from "./links.ts";
import { maven } from "./maven.ts";
import { mix } from "./mix.ts";
import { npm, npx } from "./npm.ts";
import { packages } from "./packages.ts";
import { pdm } from "./pdm.ts";
import { composer, php, phpExtensions } from "./php.ts";
import { pip } from "./pip.ts";
import { pipenv } from "./pipenv.ts";
import { pipx } from "./pipx.ts";
import { pnpm } from "./pnpm.ts";
import { poetry } from "./poetry.ts";
import { builders } from "./project-build.ts";
import { python, pythonModules } from "./python.ts";
import { downloaded, shell } from "./shell.ts";
import {
  anything,
  type Call,
  type Effect,
  type Surroundings,
  type Tool,
  type World,
} from "./tool.ts";
import { uv } from "./uv.ts";
import { venv } from "./venv.ts";
import { wrappers } from "./wrappers.ts";
import { yarn } from "./yarn.ts";

/** The one list of tools: to teach the model another, write a file and name it here. */
const tools: readonly Tool[] = [
  // Files and folders.
  ...[
    chmod,
    chown,
    copyFiles,
    editors,
    find,
    harmless,
    ln,
    mkdir,
    rm,
    touch,
    wrappers,
    xargs,
    shell,
  ],
  // The net.
  ...[compress, curl, git, tar, unpack, wget],
  // Distributions.
  ...[accounts, downloaded, packages],
  // Python.
  ...[conda, pdm, pip, pipenv, pipx, poetry, python, pythonModules, uv, venv],
  // JavaScript.
  ...[builders, bun, corepack, npm, npx, pnpm, yarn],
  // Languages that are compiled, and others.
  ...[
    bundle,
    cargo,
    compilers,
    composer,
    dotnet,
    gem,
    go,
    gradle,
    maven,
    mix,
    php,
    phpExtensions,
    rustup,
  ],
];

const byCommand = new Map(
  tools.flatMap((tool) => tool.commands.map((name) => [name, tool] as const)),
);

/** What a command does in its surroundings. */
export interface ToolInPlace {
  effect(call: Call, surroundings: Surroundings): Iterable<Effect>;
}

/** The tool that answers to a command's name; undefined for what the model does not know. */
export function toolFor(command: string): ToolInPlace | undefined {
  const tool = byCommand.get(command) ?? byCommand.get(command.slice(command.lastIndexOf("/") + 1));
  return tool && { effect: (call, surroundings) => inPlace(tool, call, surroundings) };
}

/** Tools speak of paths as they are written; what they do happens behind the links on the way. */
function* inPlace(tool: Tool, call: Call, surroundings: Surroundings): Iterable<Effect> {
  const look: Surroundings["look"] = (path) =>
    surroundings.look(throughLinks(path, surroundings.look));
  const world: World = {
    ...surroundings,
    look,
    *run(inner) {
      const other = toolFor(inner.name);
      if (other) yield* other.effect(inner, surroundings);
      else yield anything;
    },
  };
  for (const effect of tool.effect(call, world)) yield* settled(effect, surroundings.look);
}
