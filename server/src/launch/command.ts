import { basename } from "../base/path.ts";

/** What an argv sets in motion, read without running it: indices are those of its words. */
export interface Understood {
  /** The programs that are executed one after the other; the last does the work. */
  readonly programs: readonly number[];
  /** The last of them is a wrapper that was to be given a command, and is given none. */
  readonly unfed?: true;
  /** `python -m NAME`. */
  readonly module?: { readonly index: number; readonly name: string };
  /** The application object of an ASGI or WSGI server: `package.module:attribute`. */
  readonly application?: Application;
  /** The file that an interpreter is given to run. */
  readonly file?: EntryFile;
}

export interface EntryFile {
  readonly index: number;
  /** Who reads it. */
  readonly interpreter:
    | "python"
    | "fastapi"
    | "node"
    | "java"
    | "dotnet"
    | "shell"
    | "php"
    | "ruby";
}

export interface Application {
  readonly index: number;
  /** uvicorn, gunicorn, …: who imports it. */
  readonly server: string;
  readonly module: string;
  readonly attribute: string;
  /** Folders that the server puts in front of the module search path, as written. */
  readonly folders: readonly string[];
  /** A file of settings is named, which may name more folders. */
  readonly settings: boolean;
}

/** Whether a program hands over to the words behind it, of which `next` is the first. */
export type HandsOver = (program: string, next: string) => boolean;

/** Looks through wrappers (tini, gosu, env, poetry run, …) and servers to what is really meant. */
export function understand(
  argv: readonly string[],
  handsOver: HandsOver = () => false,
): Understood {
  const programs: number[] = [];
  let at = 0;
  for (let hops = 0; at < argv.length && hops < 10; hops++) {
    programs.push(at);
    const wrapped = behindWrapper(argv, at);
    if (wrapped !== undefined && wrapped >= argv.length) return { programs, unfed: true };
    const next = wrapped ?? (handsOver(argv[at] ?? "", argv[at + 1] ?? "") ? at + 1 : undefined);
    if (next === undefined || next >= argv.length) break;
    at = next;
  }
  const worker = programs.at(-1);
  if (worker === undefined) return { programs };
  const name = basename(argv[worker] ?? "");
  if (/^python[\d.]*$/.test(name)) {
    const file = entryFile(argv, worker, name);
    return { programs, ...pythonModule(argv, worker), ...(file && { file }) };
  }
  const file = entryFile(argv, worker, name);
  if (file) return { programs, file };
  const application = applicationOf(argv, worker, name);
  return { programs, ...(application && { application }) };
}

/** The word that a wrapper executes, or the end of argv; undefined for a program that is none. */
function behindWrapper(argv: readonly string[], at: number): number | undefined {
  const name = basename(argv[at] ?? "");
  const rest = argv.slice(at + 1);
  const skip = (flags: RegExp, valued: RegExp, operands = 0): number | undefined => {
    let i = 0;
    while (i < rest.length) {
      const word = rest[i] ?? "";
      if (word === "--") return at + 2 + i + operands;
      if (valued.test(word)) i += 2;
      else if (flags.test(word)) i++;
      else return at + 1 + i + operands;
    }
    return argv.length;
  };
  switch (name) {
    case "tini":
    case "dumb-init":
    case "catatonit":
      return skip(/^-/, /^-[pe]$/);
    case "gosu":
    case "su-exec":
      return skip(/^-/, /^$/, 1);
    case "env":
      return skip(/^(-|\w+=)/, /^(-u|-C)$/);
    case "nice":
    case "nohup":
    case "setsid":
    case "stdbuf":
      return skip(/^-/, /^-[naio]$/);
    case "poetry":
    case "pipenv":
    case "pdm":
    case "hatch":
    case "uv":
      return rest[0] === "run" ? runBehind(argv, at + 2) : undefined;
    default:
      return undefined;
  }
}

/** `poetry run X`, `uv run --no-sync X`: flags of the runner stand before the program. */
function runBehind(argv: readonly string[], from: number): number | undefined {
  for (let i = from; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (word === "--") return i + 1;
    if (
      /^(--with|--env-file|--package|--python|-p|--directory|--project|--extra|--group)$/.test(word)
    )
      i++;
    else if (!word.startsWith("-")) return i;
  }
  return argv.length;
}

function pythonModule(argv: readonly string[], at: number): Partial<Understood> {
  for (let i = at + 1; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (word === "-W" || word === "-X") i++;
    else if (/^-[a-zA-Z]*m$/.test(word)) {
      const name = argv[i + 1];
      if (!name) return {};
      const application = applicationOf(argv, i + 1, name);
      return { module: { index: i + 1, name }, ...(application && { application }) };
    } else if (!word.startsWith("-")) return {};
  }
  return {};
}

const servers = new Set(["uvicorn", "gunicorn", "hypercorn", "daphne", "granian"]);

function applicationOf(argv: readonly string[], at: number, name: string): Application | undefined {
  if (name === "celery" || name === "flask") return applicationAfter(argv, at, name);
  if (!servers.has(name)) return undefined;
  const folders = argv.slice(at + 1).flatMap((word, i, rest) => {
    const [, flag = "", value] = /^(--[\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    return searchFlags.has(flag) ? (value ?? rest[i + 1] ?? "").split(",") : [];
  });
  for (let i = at + 1; i < argv.length; i++) {
    // An application factory is named like any other object; a path or URL is not.
    const object = /^([A-Za-z_][\w.]*):([A-Za-z_][\w.]*)(?:\(.*\))?$/.exec(argv[i] ?? "");
    if (object?.[1] && object[2] && !takesValue(argv[i - 1] ?? "")) {
      const settings = argv.slice(at + 1).some((word) => /^(-c|--config(=.*)?)$/.test(word));
      return { index: i, server: name, module: object[1], attribute: object[2], folders, settings };
    }
  }
  return undefined;
}

/** `celery -A shop.tasks worker`, `flask --app shop run`: a module, or an object in one. */
function applicationAfter(
  argv: readonly string[],
  at: number,
  server: string,
): Application | undefined {
  for (let i = at + 1; i < argv.length; i++) {
    const [, flag, joined] = /^(-A|--app)(?:=(.*))?$/.exec(argv[i] ?? "") ?? [];
    if (!flag) continue;
    const index = joined === undefined ? i + 1 : i;
    const value = joined ?? argv[index] ?? "";
    const [, module, attribute = ""] =
      /^([A-Za-z_][\w.]*?)(?:\.py)?(?::([A-Za-z_][\w.]*)(?:\(.*\))?)?$/.exec(value) ?? [];
    if (!module) return undefined;
    // Another folder to work in, which comes first.
    const settings = argv.some((word) => /^--(workdir|env-file|config)\b/.test(word));
    return { index, server, module, attribute, folders: [], settings };
  }
  return undefined;
}

/** Options of servers that name folders to import from. */
const searchFlags = new Set(["--app-dir", "--chdir", "--pythonpath", "--python-path"]);

/** `--bind localhost:app` is no application. */
function takesValue(word: string): boolean {
  return /^(-b|--bind|-c|--config|-k|--worker-class|--host|-n|--name|--log-config|-e|--env)$/.test(
    word,
  );
}

interface Interpreter {
  readonly name: EntryFile["interpreter"];
  readonly program: RegExp;
  /** Flags whose value is the next word. */
  readonly valued: RegExp;
  /** Flags that say that what follows is no file. */
  readonly other: RegExp;
}

const interpreters: readonly Interpreter[] = [
  { name: "python", program: /^python[\d.]*$/, valued: /^-[WX]$/, other: /^-[a-zA-Z]*[mc]$|^-$/ },
  {
    name: "node",
    program: /^node$/,
    valued:
      /^(-r|--require|--import|--loader|--experimental-loader|--env-file|-C|--conditions|--title)$/,
    other:
      /^(-e|-p|-i|-v|--eval|--print|--test|--run|--watch-path|--version|--interactive|inspect|-)$/,
  },
  {
    name: "shell",
    program: /^(sh|bash|dash|ash)$/,
    valued: /^[-+]o$/,
    other: /^-[a-z]*[cs][a-z]*$|^-$/,
  },
  { name: "php", program: /^php$/, valued: /^-(d|c|z)$/, other: /^-[rSBRFEaimvt]$/ },
  { name: "ruby", program: /^ruby$/, valued: /^-(I|r|C)$/, other: /^-[eSv]$/ },
];

function entryFile(argv: readonly string[], at: number, name: string): EntryFile | undefined {
  if (name === "java") return afterFlag(argv, at, "-jar", "java");
  if (name === "dotnet") {
    const index = at + 1;
    return argv[index]?.endsWith(".dll") ? { index, interpreter: "dotnet" } : undefined;
  }
  if (name === "fastapi" && /^(run|dev)$/.test(argv[at + 1] ?? "")) {
    const index = argv.findIndex((word, i) => i > at + 1 && word.endsWith(".py"));
    return index > 0 ? { index, interpreter: "fastapi" } : undefined;
  }
  const found = interpreters.find(({ program }) => program.test(name));
  if (!found) return undefined;
  for (let i = at + 1; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (found.other.test(word)) return undefined;
    if (found.valued.test(word)) i++;
    else if (!word.startsWith("-") && word !== "") return { index: i, interpreter: found.name };
  }
  return undefined;
}

function afterFlag(
  argv: readonly string[],
  at: number,
  flag: string,
  interpreter: EntryFile["interpreter"],
): EntryFile | undefined {
  const index = argv.indexOf(flag, at) + 1;
  return index > 0 && index < argv.length ? { index, interpreter } : undefined;
}
