import { basename, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { type SimpleCommand, textOf } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import type { Container } from "./project.ts";
import { type ShellScript, shellScripts } from "./shell-scripts.ts";

/** A place that a script of the start writes to, and ends if it may not. */
export interface ScriptWrite {
  /** Absolute, in the container. */
  readonly path: string;
  /** The folders on the way are made as well. */
  readonly parents: boolean;
  /** The command; it stands in a script of the host. */
  readonly command: Word;
  /** In the words of the shell or the tool, without the reason. */
  readonly complaint: string;
}

/** What the scripts of a start surely write, as long as a failure ends them: behind `set -e`. */
export function scriptWrites(container: Container): ScriptWrite[] {
  return [...shellScripts(container)].flatMap((script) => writesOf(script, container));
}

function writesOf(
  { found, path }: ShellScript,
  { workdir, environment }: Container,
): ScriptWrite[] {
  const { host, text } = found;
  if (!host || text === undefined || text.includes("\r")) return [];
  const script = parseScript({ file: host, start: 0, end: text.length, text });
  const variables = new Map(environment);
  const writes: ScriptWrite[] = [];
  let fatal = /^#!\S+[ \t]+-\w*e/.test(text);
  let cwd = workdir;
  for (const step of script ?? []) {
    if (step.kind !== "command" || !step.certain) continue;
    const value = (word: Parameters<typeof textOf>[0]) =>
      textOf(word, (name) => variables.get(name));
    const argv = step.words.map(value);
    for (const one of step.words.length === 0 ? step.assignments : [])
      variables.set(one.name, one.value && value(one.value));
    if (argv[0] === "set" && argv.some((word) => /^-\w*e/.test(word ?? ""))) fatal = true;
    if (argv[0] === "cd") cwd = argv[1]?.startsWith("/") ? argv[1] : undefined;
    if (!fatal || step.piped) continue;
    for (const { word, parents, complaint } of wordsWritten(step, argv, value)) {
      if (word.startsWith("/dev/") || /[*?[]/.test(word)) continue;
      if (!word.startsWith("/") && cwd === undefined) continue;
      const { start, end } = step;
      const command = { file: host, start, end, text: text.slice(start, end) };
      writes.push({
        path: resolve(cwd ?? "/", word),
        parents,
        command,
        complaint: complaint(path),
      });
    }
  }
  return writes;
}

interface Written {
  readonly word: string;
  readonly parents: boolean;
  readonly complaint: (script: string) => string;
}

function wordsWritten(
  { redirects }: SimpleCommand,
  argv: readonly (string | undefined)[],
  value: (word: Parameters<typeof textOf>[0]) => string | undefined,
): Written[] {
  const written = redirects.flatMap(({ operator, target }): Written[] => {
    const word = operator.startsWith(">") && target ? value(target) : undefined;
    const complaint = (script: string) => `${basename(script)}: cannot create ${word}`;
    return word === undefined ? [] : [{ word, parents: false, complaint }];
  });
  const [name, ...args] = argv;
  const operands = args.filter((arg) => !arg?.startsWith("-")).flatMap((arg) => arg ?? []);
  const saying = (words: string) => (word: string) => ({
    word,
    parents: args.some((arg) => /^(-\w*p\w*|--parents)$/.test(arg ?? "")),
    complaint: () => `${name}: ${words} '${word}'`,
  });
  switch (name) {
    case "mkdir":
      return [...written, ...operands.map(saying("cannot create directory"))];
    case "touch":
      return [...written, ...operands.map(saying("cannot touch"))];
    case "cp":
    case "install":
      return [...written, ...operands.slice(1).slice(-1).map(saying("cannot create regular file"))];
    default:
      return written;
  }
}
