import { basename, dirname, join, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { splitCommand } from "../compose/split-command.ts";
import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { pathsNamed } from "../image/names.ts";
import { broken, type Chain, type Start, startChain, walkWith } from "../launch/chain.ts";
import {
  type Application,
  type EntryFile,
  type HandsOver,
  type Understood,
  understand,
} from "../launch/command.ts";
import type { User } from "../launch/permits.ts";
import { handsOver } from "./hands-over.ts";
import { machineOf } from "./machine.ts";
import type { Container, StartCommand } from "./project.ts";
import { hasPackage } from "./python.ts";
import { userOf } from "./user.ts";

/** What a container will execute, step by step, and how far each step gets. */
export interface ContainerStart {
  readonly words: readonly Word[];
  readonly programs: readonly Program[];
  /** What does the work, with its arguments: behind npm and its likes the script of package.json. */
  readonly argv: readonly string[];
  /** The shell that a shell form needs. */
  readonly shell?: Program;
  /** The last of them is a wrapper without a command to wrap: `tini --`. */
  readonly unfed?: true;
  /** The file, module or application that the last program is given, as it is written. */
  readonly operand?: Word;
  readonly module?: { readonly word: Word; readonly name: string };
  readonly application?: Application & { readonly word: Word };
  /** The file that an interpreter is given, absolute; its word may stand in a script of package.json. */
  readonly file?: EntryFile & { readonly word: Word; readonly path: string };
}

/** One program of the start: the wrapper first, the one that does the work last. */
export interface Program {
  readonly word: Word;
  /** In the image alone. */
  readonly image: Chain;
  /** In the container, with its mounts. */
  readonly container: Chain;
  /** A shell looks it up: a failure shows in its words, not in the engine's. */
  readonly byShell: boolean;
  /** PATH as this program is looked up with; a runner puts its environment in front. */
  readonly path: readonly string[] | undefined;
}

const memory = new WeakMap<Container, ContainerStart | undefined>();

/** Undefined where the command is not known, or the working directory it starts in. */
export function startOf(container: Container): ContainerStart | undefined {
  if (!memory.has(container)) memory.set(container, compute(container));
  return memory.get(container);
}

function compute(container: Container): ContainerStart | undefined {
  const { start } = container;
  if (!start) return undefined;
  const handed: HandsOver = (program, next) => handsOver(program, next, container);
  const { words, shell } = wordsOf(start, handed);
  const argv = words.map(({ text }) => text);
  const understood = understand(argv, handed);
  const programs: Program[] = [];
  let path = container.path;
  // Behind a program that changes the user, the user is another.
  let others = false;
  for (const index of understood.programs) {
    const word = words[index];
    if (!word) continue;
    const user = others ? undefined : userOf(container);
    const byShell = words !== start.words && index >= (shell ?? 0);
    programs.push(programOf(word, path, container, byShell, user));
    others ||= /^(gosu|su-exec|su|sudo)$/.test(basename(word.text));
    // A runner looks its command up in the project's own environment first.
    if (/^(poetry|pipenv|pdm|uv|hatch)$/.test(basename(word.text)) && container.workdir && path) {
      path = [join(container.workdir, ".venv/bin"), ...path];
    }
  }
  const { module, application, unfed } = understood;
  const file = fileOf(words, argv, understood, container);
  const operand = words[(understood.file ?? module ?? application)?.index ?? -1];
  // A name that has still to be expanded is none.
  const moduleWord = module && !/[$`]/.test(module.name) ? words[module.index] : undefined;
  const applicationWord = application && words[application.index];
  const shellWord = shell === undefined ? undefined : start.words[shell];
  const work = argv.slice(understood.programs.at(-1));
  return {
    words,
    programs,
    argv: packageScript(work, container) ?? work,
    ...(shellWord && { shell: programOf(shellWord, container.path, container, false, undefined) }),
    ...(unfed && { unfed }),
    ...(operand && { operand }),
    ...(module && moduleWord && { module: { name: module.name, word: moduleWord } }),
    ...(file && { file }),
    ...(application &&
      applicationWord && { application: { ...application, word: applicationWord } }),
  };
}

/**
 * The words that become programs and their arguments: those that a shell reads stand in its place. `shell`
 * is that place, where the way leads there.
 */
function wordsOf(
  { words, shell }: StartCommand,
  handed: HandsOver,
): { readonly words: readonly Word[]; readonly shell?: number } {
  const argv = words.map(({ text }) => text);
  if (!shell || !understand(argv, handed).programs.includes(shell.at)) return { words };
  if (!shell.words) return { words, shell: shell.at };
  return { words: [...words.slice(0, shell.at), ...shell.words], shell: shell.at };
}

function fileOf(
  words: readonly Word[],
  argv: readonly string[],
  { file, programs }: Understood,
  container: Container,
): ContainerStart["file"] {
  const { workdir } = container;
  const script = file ? undefined : packageScript(argv.slice(programs.at(-1)), container);
  const found = file ?? (script && understand(script).file);
  const text = found && (script ?? argv)[found.index];
  // In a script of package.json it has no place of its own: the word that names the script stands for it.
  const word = found && (script ? words.at(-1) : words[found.index]);
  if (!found || !text || !word || /^~\/|[$*?`]/.test(text)) return undefined;
  if (!text.startsWith("/") && workdir === undefined) return undefined;
  return { ...found, word, path: resolve(workdir ?? "/", text) };
}

/** The argv of `npm start` and its like, read one level into package.json. */
function packageScript(
  argv: readonly string[],
  { workdir, filesystem }: Container,
): string[] | undefined {
  const [manager = "", command = "", name = ""] = argv;
  if (!/^(npm|yarn|pnpm)$/.test(basename(manager)) || workdir === undefined) return undefined;
  const script = command === "run" || command === "run-script" ? name : command;
  const text = look(filesystem, join(workdir, "package.json")).text;
  const line = text && scriptIn(text, script);
  // What a shell has to take apart is not looked into.
  if (!line || /[&|;<>$`*()\n]/.test(line)) return undefined;
  const split = splitCommand(line);
  return split && [...split.words];
}

function scriptIn(text: string, name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)?.scripts?.[name];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A program that is looked up in a container beside its start: by a healthcheck. */
export function programNamed(word: Word, container: Container, byShell: boolean): Program {
  return programOf(word, container.path, container, byShell, undefined);
}

function programOf(
  word: Word,
  path: readonly string[] | undefined,
  container: Container,
  byShell: boolean,
  user: User | undefined,
): Program {
  const start: Start = {
    program: word.text,
    path,
    cwd: container.workdir ?? "/",
    machine: machineOf(container),
    user,
  };
  const relative = !word.text.startsWith("/") && word.text.includes("/");
  const lost = relative && container.workdir === undefined;
  const walk = (files: Filesystem | Ground): Chain =>
    lost
      ? { steps: [], outcome: "unknown" }
      : walkWith(startChain(start), (path) => look(files, path).fact);
  return {
    word,
    image: walk(container.imageFilesystem),
    container: walk(container.filesystem),
    byShell,
    path,
  };
}

/**
 * The program that does the work where the command names it wrongly: one of that name in a bin folder of
 * the image, or the Python of the environment that holds the module.
 */
export function meantProgram(container: Container): Program | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!start || !worker) return undefined;
  const path = meantPath(container, start, worker);
  const word = path && { ...worker.word, text: path };
  return word ? programOf(word, worker.path, container, worker.byShell, undefined) : undefined;
}

function meantPath(
  container: Container,
  { module }: ContainerStart,
  worker: Program,
): string | undefined {
  if (!module)
    return broken(worker.image) ? inBin(container, basename(worker.word.text)) : undefined;
  const interpreter = worker.image.steps[0]?.absolute;
  const [top = ""] = module.name.split(".");
  if (!interpreter || hasPackage(container, interpreter, top) !== "absent") return undefined;
  const script = inBin(container, top);
  return script && join(dirname(script), "python");
}

function inBin({ imageFilesystem }: Container, name: string): string | undefined {
  return pathsNamed(imageFilesystem, name).find(
    (path) => basename(dirname(path)) === "bin" && look(imageFilesystem, path).fact.kind === "file",
  );
}
