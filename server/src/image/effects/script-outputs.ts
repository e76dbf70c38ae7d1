import { join } from "../../base/path.ts";
import { readJson } from "./project-root.ts";
import { at } from "./pyproject.ts";
import { type Effect, textOf, type World, writeFile } from "./tool.ts";
import { typescriptOutputs } from "./typescript.ts";

/** What is surely made, and what surely is not, by a script of package.json. */
export function* scriptOutputs(
  name: string | undefined,
  folder: string | undefined,
  world: World,
): Iterable<Effect> {
  if (name === undefined || folder === undefined) return;
  const line = at(readJson(textOf(`${folder}/package.json`, world)), "scripts", name);
  if (typeof line === "string") yield* lineOutputs(line, folder, world);
}

/** The same of one command line. */
export function* lineOutputs(line: string, folder: string, world: World): Iterable<Effect> {
  const commands = line.split("&&").map((command) => command.trim().replace(/^npx\s+/, ""));
  const last = commands.pop() ?? "";
  // What runs before it may clean up, or generate what is imported.
  if (!commands.every((command) => /^(rimraf|rm|del-cli|prisma generate)\b[^|;<>]*$/.test(command)))
    return;
  const { made, missing } = outputsOf(last, folder, world);
  for (const path of missing) {
    const { fact, by } = world.look(path);
    // What was copied in stays, and what another build may have written.
    const harmless = fact.kind === "unknown" && noBuild.test(by?.what ?? "");
    if (fact.kind === "absent" || harmless) yield { kind: "remove", path };
  }
  for (const path of made) yield writeFile(path);
}

/** These install or generate, and write nothing into the folder of what is built. */
const noBuild = /^RUN (npm|yarn|pnpm)( (ci|i|install)\b.*)?$|^RUN (npx )?prisma generate\b/;

interface Outputs {
  readonly made: readonly string[];
  readonly missing: readonly string[];
}

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
  if (/^next build\b/.test(command)) return { made: [], missing: standalone(folder, world) };
  return nothing;
}

const nothing: Outputs = { made: [], missing: [] };

/** Next.js traces what a server needs into a folder of its own only where its settings say so. */
function standalone(folder: string, world: World): string[] {
  const settings = ["js", "mjs", "ts", "cjs"].map((ending) =>
    world.look(join(folder, `next.config.${ending}`)),
  );
  const silent = settings.every(
    ({ fact, text }) =>
      fact.kind === "absent" || (text !== undefined && !/standalone|distDir|env/.test(text)),
  );
  return silent && settings.some(({ text }) => text !== undefined)
    ? [`${folder}/.next/standalone`]
    : [];
}
