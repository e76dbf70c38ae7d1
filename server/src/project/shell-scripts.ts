import { basename } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { type Found, look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { startOf } from "./start.ts";

/** A script that a shell gets to read when the container starts. */
export interface ShellScript {
  /** Absolute, in the container. */
  readonly path: string;
  /** As it is called: sh, bash, dash, ash. */
  readonly shell: string;
  readonly found: Found;
  /** Where it is started. */
  readonly at: Span;
}

/** The scripts of a start whose way is whole: those that are programs themselves, and one that a shell is given. */
export function* shellScripts(container: Container): Generator<ShellScript> {
  const start = startOf(container);
  if (!start || start.programs.some(({ container }) => container.outcome === "broken")) return;
  for (const { word, container: chain } of start.programs) {
    const [script, interpreter] = chain.steps;
    const head = script?.fact.kind === "file" ? script.fact.head : undefined;
    if (!script || head?.kind !== "script" || !interpreter) continue;
    const reader = chain.steps.findLast(({ role }) => role === "interpreter" || role === "command");
    const shell = basename(reader?.asked ?? head.interpreter);
    const found = look(container.filesystem, script.path);
    if (isShell(shell)) yield { path: script.absolute, shell, found, at: word };
  }
  const worker = start.programs.at(-1);
  if (start.file?.interpreter !== "shell" || !worker) return;
  const { path, word } = start.file;
  const shell = basename(worker.word.text);
  if (isShell(shell)) yield { path, shell, found: look(container.filesystem, path), at: word };
}

function isShell(name: string): boolean {
  return /^(sh|bash|dash|ash)$/.test(name);
}
