import { join } from "../../base/path.ts";
import { bundled } from "./bundler-outputs.ts";
import { readJson } from "./project-root.ts";
import { at } from "./pyproject.ts";
import { type Effect, textOf, type World, writeFile, writeFolder } from "./tool.ts";
import { type Outputs, typescriptOutputs } from "./typescript.ts";

/** What is surely made, and what surely is not, by a script of package.json. */
export function* scriptOutputs(
  name: string | undefined,
  folder: string | undefined,
  world: World,
): Iterable<Effect> {
  if (name === undefined || folder === undefined) return;
  const scripts = at(readJson(textOf(`${folder}/package.json`, world)), "scripts");
  const line = at(scripts, name);
  // What a package manager runs behind it may move what is made.
  const after = at(scripts, `pre${name}`) ?? at(scripts, `post${name}`);
  if (typeof line === "string" && after === undefined) yield* lineOutputs(line, folder, world);
}

/** The same of one command line. */
export function* lineOutputs(line: string, folder: string, world: World): Iterable<Effect> {
  const commands = line.split("&&").map((command) => command.trim().replace(/^npx\s+/, ""));
  const last = commands.pop() ?? "";
  // What runs before it may clean up, check types, or generate what is imported.
  if (!commands.every((command) => before.test(command))) return;
  const { made = [], missing = [], folders = [], only } = outputsOf(last, folder, world);
  if (only && isUntouched(join(only.folder, "x"), world)) {
    yield { kind: "remove", path: only.folder };
    yield writeFolder(only.folder);
    yield { kind: "cloud", path: only.folder, spares: only.kind };
  }
  for (const path of missing) if (isUntouched(path, world)) yield { kind: "remove", path };
  for (const path of folders) yield writeFolder(path);
  for (const path of made) yield writeFile(path);
}

const before =
  /^(rimraf|rm|del-cli|prisma generate|tsc -b|tsc --noEmit|vue-tsc( -b| --noEmit)?|npm run (lint|type-?check|test))\b[^|;<>]*$/;

/** What was copied in stays, and what another build may have written. */
function isUntouched(path: string, world: World): boolean {
  const { fact, by } = world.look(path);
  return fact.kind === "absent" || (fact.kind === "unknown" && noBuild.test(by?.what ?? ""));
}

/** These install or generate, and write nothing into the folder of what is built. */
const noBuild = /^RUN (npm|yarn|pnpm)( (ci|i|install)\b.*)?$|^RUN (npx )?prisma generate\b/;

function outputsOf(command: string, folder: string, world: World): Outputs {
  const [, project] = /^tsc(?:\s+(?:-p|--project)\s+(\S+))?$/.exec(command) ?? [];
  if (/^tsc\b/.test(command) && (project !== undefined || command === "tsc"))
    return typescriptOutputs(folder, project ?? "tsconfig.json", world);
  if (command === "nest build") {
    const settings = textOf(`${folder}/nest-cli.json`, world);
    if (settings === "" || /"(webpack|builder|projects|monorepo|tsConfigPath)"/.test(settings))
      return nothing;
    const own = world.look(`${folder}/tsconfig.build.json`).fact.kind === "file";
    return typescriptOutputs(folder, own ? "tsconfig.build.json" : "tsconfig.json", world);
  }
  if (/^next build\b/.test(command)) return { missing: nextOutputs(folder, world) };
  return bundled(command, folder, world) ?? nothing;
}

const nothing: Outputs = {};

/**
 * Next.js traces what a server needs into a folder of its own, or exports a site of plain files, only where
 * its settings say so.
 */
function nextOutputs(folder: string, world: World): string[] {
  const settings = ["js", "mjs", "ts", "cjs"].map((ending) =>
    world.look(join(folder, `next.config.${ending}`)),
  );
  const read = settings.some(({ text }) => text !== undefined);
  const silentOn = (words: RegExp) =>
    read &&
    settings.every(
      ({ fact, text }) => fact.kind === "absent" || (text !== undefined && !words.test(text)),
    );
  return [
    ...(silentOn(/standalone|distDir|env/) ? [".next/standalone"] : []),
    ...(silentOn(/export["']|distDir|env/) ? ["out", "dist", "build"] : []),
  ].map((path) => join(folder, path));
}
