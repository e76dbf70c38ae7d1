import { basename, dirname, join, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { type Filesystem, type Ground, look, pathsNamed } from "../image/filesystem.ts";
import { broken, type Chain, type Start, startChain, walkWith } from "../launch/chain.ts";
import { type Application, understand } from "../launch/command.ts";
import type { Container } from "./project.ts";
import { hasPackage } from "./python.ts";

/** What a container will execute, step by step, and how far each step gets. */
export interface ContainerStart {
  readonly words: readonly Word[];
  readonly programs: readonly Program[];
  readonly module?: { readonly word: Word; readonly name: string };
  readonly application?: Application & { readonly word: Word };
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
  const { start, imageFilesystem } = container;
  if (!start) return undefined;
  const words = start.inner ?? start.words;
  const argv = words.map(({ text }) => text);
  const understood = understand(argv, (program) => handsOver(program, container, imageFilesystem));
  const programs: Program[] = [];
  let path = container.path;
  for (const index of understood.programs) {
    const word = words[index];
    if (!word) continue;
    programs.push(programOf(word, path, container, start.inner !== undefined));
    // A runner looks its command up in the project's own environment first.
    if (/^(poetry|pipenv|pdm|uv|hatch)$/.test(basename(word.text)) && container.workdir && path) {
      path = [join(container.workdir, ".venv/bin"), ...path];
    }
  }
  const { module, application } = understood;
  const moduleWord = module && words[module.index];
  const applicationWord = application && words[application.index];
  return {
    words,
    programs,
    ...(module && moduleWord && { module: { name: module.name, word: moduleWord } }),
    ...(application &&
      applicationWord && { application: { ...application, word: applicationWord } }),
  };
}

function programOf(
  word: Word,
  path: readonly string[] | undefined,
  container: Container,
  byShell: boolean,
): Program {
  const start: Start = { program: word.text, path, cwd: container.workdir ?? "/", user: undefined };
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

/** An entrypoint script that ends in `exec "$@"` starts what stands behind it. */
function handsOver(
  program: string,
  { image, path }: Container,
  files: Filesystem | Ground,
): boolean {
  const base = image?.base;
  if (basename(program) === "docker-entrypoint.sh" && base?.entrypoint?.[0] === program)
    return true;
  const places = program.includes("/")
    ? [resolve("/", program)]
    : (path ?? []).map((folder) => join(folder, program));
  const text = places.map((place) => look(files, place).text).find((text) => text !== undefined);
  return text !== undefined && /^\s*exec\s+(?:\S+\s+)*"\$@"\s*$/m.test(text);
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
  return word ? programOf(word, worker.path, container, worker.byShell) : undefined;
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
