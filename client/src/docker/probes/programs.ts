import { posix } from "node:path";
import type { Launch } from "../subject.ts";

/** What a start command leads to. */
export interface Related {
  /** Programs that are executed after the first one, as far as that is plain. */
  readonly programs: readonly string[];
  /** Files that a program reads, and places where a missing program may be instead. */
  readonly files: readonly string[];
}

/** Reads a start command like a person: what will it run, and what will that read? */
export function related({ argv, workingDir }: Launch): Related {
  const commands = unwrap(argv, 0);
  const inner = commands.map(([program]) => program);
  const [program = "", next] = argv;
  // An entrypoint script ends in `exec "$@"`.
  const handedOn = isScript(program) && next && !next.startsWith("-") ? [next] : [];
  const programs = [...inner, ...handedOn].filter(isPlain).filter((name) => name !== program);
  const cwd = workingDir || "/";
  const names = [program, ...programs].filter((name) => name !== "" && !name.includes("/"));
  const files = [
    ...[argv, ...commands].flatMap((words) => filesIn(words, cwd)),
    ...names.flatMap((name) => environments(cwd).map((folder) => posix.join(folder, name))),
  ];
  return { programs: [...new Set(programs)], files: [...new Set(files)] };
}

/** Where package managers put programs when nobody puts that place on PATH. */
function environments(cwd: string): readonly string[] {
  const own = [".venv/bin", "venv/bin", "node_modules/.bin"].map((name) => posix.join(cwd, name));
  return [...own, "/app/.venv/bin", "/opt/venv/bin", "/venv/bin"];
}

type Command = readonly [string, ...(readonly string[])];

/** The commands that a wrapper runs: `tini --`, `gosu user`, `env A=b`, `sh -c`. */
function unwrap(argv: readonly string[], depth: number): readonly Command[] {
  const [program = "", ...rest] = argv;
  const inner = innerCommands(posix.basename(program), rest);
  if (depth > 3) return [];
  return inner.flatMap((command) => {
    const [first, ...more] = command;
    return first === undefined ? [] : [[first, ...more], ...unwrap(command, depth + 1)];
  });
}

function innerCommands(wrapper: string, rest: readonly string[]): readonly (readonly string[])[] {
  switch (wrapper) {
    case "tini":
    case "tini-static":
    case "dumb-init":
    case "docker-init":
    case "catatonit":
      return [afterOptions(rest)];
    case "gosu":
    case "su-exec":
      return [afterOptions(rest).slice(1)];
    case "env":
      return [afterOptions(rest).filter((word, i, all) => i > 0 || !isAssignment(all[0] ?? word))];
    case "sh":
    case "bash":
    case "ash":
    case "dash": {
      const at = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
      const script = rest[at + 1];
      return at < 0 || script === undefined ? [] : simpleCommands(script);
    }
    default:
      return [];
  }
}

function afterOptions(words: readonly string[]): readonly string[] {
  const dashes = words.indexOf("--");
  if (dashes >= 0) return words.slice(dashes + 1);
  const first = words.findIndex((word) => !word.startsWith("-") && !isAssignment(word));
  return first < 0 ? [] : words.slice(first);
}

/** No shell grammar: what is quoted, expanded or nested is left alone, and then nothing is looked at. */
function simpleCommands(script: string): readonly (readonly string[])[] {
  return script
    .split(/&&|\|\||[;|\n]/)
    .slice(0, 8)
    .map((part) => part.trim().split(/\s+/))
    .map((words) => words.slice(words.findIndex((word) => word !== "exec" && !isAssignment(word))))
    .filter(([first = ""]) => isPlain(first) && !builtins.has(first));
}

const builtins = new Set(
  ". : [ alias break case cd command continue do done echo elif else eval exit export false fi for if printf pwd read return set shift source test then trap true type ulimit umask unset until wait while".split(
    " ",
  ),
);

function isAssignment(word: string): boolean {
  return /^\w+=/.test(word);
}

function isPlain(word: string): boolean {
  return /^[\w./@+-]+$/.test(word);
}

function isScript(program: string): boolean {
  return /\.(sh|bash)$|entrypoint/.test(program);
}

/** Words that name a file of the program's own: `app.py`, `dist/main.js`, the module of `python -m`. */
function filesIn(argv: readonly string[], cwd: string): readonly string[] {
  const [program = "", ...rest] = argv;
  const named = rest.filter((word) => isPlain(word) && isFileName(word));
  return [
    ...named.map((word) => posix.resolve(cwd, word)),
    ...modulesIn(posix.basename(program), rest).flatMap((name) => moduleFiles(name, cwd)),
  ];
}

function isFileName(word: string): boolean {
  if (word.startsWith("-")) return false;
  return /^\.{0,2}\//.test(word) || /\.(py|[cm]?js|ts|sh|jar|rb|php|dll|pl|exs?)$/.test(word);
}

/** `python -m app.main`, `uvicorn main:app`. */
function modulesIn(program: string, rest: readonly string[]): readonly string[] {
  const flag = /^python[\d.]*$/.test(program) ? rest.indexOf("-m") : -1;
  const module = flag < 0 ? [] : rest.slice(flag + 1, flag + 2);
  const applications = rest.flatMap(
    (word) => /^([A-Za-z_][\w.]*):[A-Za-z_]\w*/.exec(word)?.[1] ?? [],
  );
  return [...module, ...applications].filter((name) => /^[A-Za-z_][\w.]*$/.test(name));
}

/** Where Python looks, and the two folders that projects keep their package in. */
function moduleFiles(name: string, cwd: string): readonly string[] {
  const path = name.replaceAll(".", "/");
  return [cwd, posix.join(cwd, "app"), posix.join(cwd, "src")].flatMap((folder) => [
    posix.join(folder, `${path}.py`),
    posix.join(folder, path, "__init__.py"),
  ]);
}
