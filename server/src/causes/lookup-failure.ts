import { dirname } from "../base/path.ts";
import { positionAt } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import { broken } from "../launch/chain.ts";
import { isShellWord } from "../launch/shell-words.ts";
import { inOtherStage } from "../project/other-stages.ts";
import type { Container, Project } from "../project/project.ts";
import { meantProgram, type Program, startOf } from "../project/start.ts";
import { type Fix, insert, type Prediction, replace } from "./cause.ts";

/** Who looks the command up decides whose words a person gets to read. */
export type LookedUpBy = "engine" | "shell";

/** A command that no folder in PATH holds: what the engine and a shell fail at alike. */
export function lookupFailure(
  container: Container,
  project: Project,
  by: LookedUpBy,
): Prediction | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  const end = worker && broken(worker.image);
  if (!worker || end?.verdict !== "not-on-path" || end.role !== "program") return undefined;
  // A WebAssembly module is run by the runtime, which looks for it elsewhere.
  if (worker.word.text.endsWith(".wasm")) return undefined;
  // What only a shell knows is no program, see exec-form-malformed.
  if (by === "engine" && isShellWord(worker.word.text)) return undefined;
  // A mount may bring it.
  if (!broken(worker.container)) return undefined;
  if (worker.byShell !== (by === "shell") || worker.word.file === "") return undefined;
  // Behind a runner neither of them looks this word up.
  const before = start?.programs.filter(({ byShell }) => byShell === worker.byShell) ?? [];
  if (before.length > 1) return undefined;
  const meant = meantProgram(container);
  if (!meant && inOtherStage(worker.word.text, container, project)) return undefined;
  return predictionOf(container, worker, meant, by);
}

function predictionOf(
  container: Container,
  { word }: Program,
  meant: Program | undefined,
  by: LookedUpBy,
): Prediction {
  const path = meant?.word.text;
  const made = path === undefined ? undefined : look(container.imageFilesystem, path);
  const origin = made?.source ?? made?.by;
  const line =
    origin && container.image
      ? ` (made on line ${positionAt(container.image.dockerfile.text, origin.at.start).line + 1})`
      : "";
  const where = path
    ? `it lies at ${path}${line}, and ${dirname(path)} is not in PATH`
    : "nothing installs it in this image";
  const words =
    by === "engine"
      ? `exec: "${word.text}": executable file not found in $PATH`
      : `/bin/sh: 1: ${word.text}: not found`;
  return {
    at: word,
    certainty: path ? "certain" : "likely",
    message: `no folder in PATH holds "${word.text}": ${where}: ${words}`,
    containers: [container],
    related: origin && path ? [{ at: origin.at, message: `${path} is made here` }] : [],
    fixes: path ? fixes(container, word, path) : [],
  };
}

function fixes({ image, start, service }: Container, word: Program["word"], path: string): Fix[] {
  const absolute = replace(word, path, `Start ${path}`);
  // PATH that compose sets wins over any ENV.
  if (service?.environment.has("PATH")) return [absolute];
  if (!image || start?.at.file !== image.dockerfile.file) return [absolute];
  const { text } = image.dockerfile;
  const instruction = image.stage.instructions.findLast(
    ({ span }) => span.start <= word.start && word.end <= span.end,
  );
  // The command of another stage is inherited: PATH has to be set in this one.
  if (!instruction) return [absolute];
  const at = text.lastIndexOf("\n", instruction.span.start - 1) + 1;
  const line = `ENV PATH="${dirname(path)}:$PATH"\n`;
  return [insert(image.dockerfile.file, at, line, `Put ${dirname(path)} on PATH`), absolute];
}
