import { basename, dirname, join } from "../base/path.ts";
import { look, type Origin } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { presenceOf } from "./reach.ts";
import { startOf } from "./start.ts";

/** A tool of development that a script of package.json starts, and that an installation left out. */
export interface LeftOutTool {
  readonly name: string;
  /** "npm start" */
  readonly script: string;
  /** The installation. */
  readonly by: Origin;
}

/** npm and its likes look a script's program up in node_modules/.bin, here and above, then in PATH. */
export function leftOutTool(container: Container): LeftOutTool | undefined {
  const { filesystem, workdir, path } = container;
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!start || !worker || workdir === undefined || path === undefined) return undefined;
  if (!/^(npm|yarn|pnpm)$/.test(basename(worker.word.text))) return undefined;
  // A script that could not be read stands for itself.
  if (worker.container.outcome === "broken" || start.argv[0] === worker.word.text) return undefined;
  const name = start.argv.find((word) => !/^(cross-env|-.*|\w+=.*)$/.test(word));
  if (name === undefined || name.includes("/")) return undefined;
  const own = join(workdir, "node_modules/.bin", name);
  const { fact, by, source } = look(container.imageFilesystem, own);
  const origin = source ?? by;
  // What a mount hides is the mount's affair.
  if (fact.kind !== "absent" || !origin?.what.startsWith("RUN ")) return undefined;
  if (look(filesystem, own).fact.kind !== "absent") return undefined;
  const above = foldersAbove(workdir).map((folder) => join(folder, "node_modules/.bin"));
  const found = [...above, ...path].some(
    (folder) => presenceOf(filesystem, join(folder, name)) !== "absent",
  );
  if (found) return undefined;
  const words = start.words.slice(start.words.indexOf(worker.word));
  return { name, script: words.map(({ text }) => text).join(" "), by: origin };
}

function foldersAbove(folder: string): string[] {
  return folder === "/" ? [] : [dirname(folder), ...foldersAbove(dirname(folder))];
}
