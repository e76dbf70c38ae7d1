import {
  Copy as AstCopy,
  type Instruction as AstInstruction,
  Run as AstRun,
  DockerfileParser,
} from "dockerfile-ast";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Word } from "../base/text.ts";
import {
  flatten,
  piece,
  readCommand,
  readJsonArray,
  spanOf,
  splitWords,
  trimmed,
} from "./arguments.ts";
import type { Arg, Copy, Dockerfile, Flag, Heredoc, Instruction, Stage } from "./model.ts";

type AstRange = ReturnType<AstInstruction["getRange"]>;

/** Longer files are nothing that somebody wrote: of them nothing is read. */
const maxLength = 1_000_000;

/** What a generator of Dockerfiles reads: its own words stand where instructions do. */
const isTemplate = /^[ \t]*(FROM[ \t].*)?(\{\{|\{%|<%)/im;

/** Never fails: what cannot be parsed is simply not in the model. */
export function parseDockerfile(file: string, text: string): Dockerfile {
  if (text.length > maxLength || isTemplate.test(text))
    return { file, text, escape: "\\", globalArgs: [], stages: [] };
  const document = TextDocument.create(file, "dockerfile", 0, text);
  const ast = DockerfileParser.parse(text);
  const escapeChar = ast.getEscapeCharacter() === "`" ? "`" : "\\";
  const globalArgs: Arg[] = [];
  const stages: (Stage & { instructions: Instruction[] })[] = [];

  for (const instruction of ast.getInstructions()) {
    const parsed = parseInstruction(instruction);
    if (parsed.kind === "FROM") {
      if (parsed.stage) stages.push({ ...parsed.stage, index: stages.length });
    } else if (stages.length > 0) stages.at(-1)?.instructions.push(parsed);
    else if (parsed.kind === "ARG") globalArgs.push(parsed);
  }
  return { file, text, escape: escapeChar, globalArgs, stages };

  function parseInstruction(
    instruction: AstInstruction,
  ): Instruction | { kind: "FROM"; stage: (Stage & { instructions: Instruction[] }) | undefined } {
    const span = spanOf(cut(instruction.getRange()));
    const keyword = instruction.getKeyword().toUpperCase();
    const raw = rawArguments(instruction, span.end);
    const { flags, rest } = readFlags(raw, keyword);
    const words = () => splitWords(rest, escapeChar);

    switch (keyword) {
      case "FROM": {
        const [base, as, name] = words();
        const named = as?.text.toLowerCase() === "as" ? name : undefined;
        const platform = flags.find((flag) => flag.name === "platform")?.value;
        const stage = base && {
          index: 0,
          name: named,
          base,
          platform,
          from: span,
          instructions: [],
        };
        return { kind: "FROM", stage };
      }
      case "RUN":
        return {
          kind: "RUN",
          span,
          flags,
          command: readCommand(trimmed(rest)),
          heredocs: heredocs(instruction),
        };
      case "COPY":
      case "ADD":
        return copy(keyword, instruction, flags, rest, raw.start);
      case "ENV":
        return { kind: "ENV", span, pairs: readPairs(rest) };
      case "ARG":
        return { kind: "ARG", span, pairs: words().map(readArg) };
      case "WORKDIR":
      case "USER": {
        const value = trimmed(rest);
        return value.text ? { kind: keyword, span, value } : { kind: "OTHER", span, keyword };
      }
      case "VOLUME":
        return { kind: "VOLUME", span, paths: readJsonArray(trimmed(rest)) ?? words() };
      case "ENTRYPOINT":
      case "CMD":
        return { kind: keyword, span, command: readCommand(trimmed(rest)) };
      case "SHELL":
        return { kind: "SHELL", span, words: readJsonArray(trimmed(rest)) ?? [] };
      case "HEALTHCHECK": {
        const match = /^\s*cmd\s+/i.exec(rest.text);
        const command = match
          ? readCommand(trimmed(piece(rest, match[0].length, rest.text.length - match[0].length)))
          : undefined;
        return { kind: "HEALTHCHECK", span, command };
      }
      default:
        return { kind: "OTHER", span, keyword };
    }
  }

  function copy(
    kind: "COPY" | "ADD",
    instruction: AstInstruction,
    flags: readonly Flag[],
    rest: Word,
    flagsAt: number,
  ): Copy {
    const words = readJsonArray(trimmed(rest)) ?? splitWords(rest, escapeChar);
    const docs = heredocs(instruction);
    return {
      kind,
      span: spanOf(cut(instruction.getRange())),
      flags,
      sources: words.slice(0, -1).filter(({ text }) => docs.length === 0 || !/^<<-?/.test(text)),
      destination: words.at(-1),
      heredocs: docs,
      flagsAt,
    };
  }

  /** Everything behind the keyword, flattened; heredoc bodies left out. */
  function rawArguments(instruction: AstInstruction, end: number): Word {
    const keywordEnd = document.offsetAt(instruction.getInstructionRange().end);
    const first = keywordEnd + (/^[ \t]*/.exec(text.slice(keywordEnd))?.[0].length ?? 0);
    const docs = heredocs(instruction);
    const stop = docs.length > 0 ? endOfLine(first) : end;
    const slice = text.slice(first, Math.max(first, stop));
    return { file, start: first, end: first + slice.length, text: flatten(slice, escapeChar) };
  }

  function readFlags(raw: Word, keyword: string): { flags: Flag[]; rest: Word } {
    const flags: Flag[] = [];
    let offset = 0;
    for (;;) {
      const match = /^\s*(--([A-Za-z][\w-]*)(?:=("[^"]*"|\S*))?)(?=\s|$)/.exec(
        raw.text.slice(offset),
      );
      if (!match || !flagged.has(keyword)) break;
      const [whole, flag = "", name = "", value] = match;
      const at = offset + whole.length - flag.length;
      const valueAt = at + flag.length - (value?.length ?? 0);
      flags.push({
        ...spanOf(piece(raw, at, flag.length)),
        name,
        value: value === undefined ? undefined : piece(raw, valueAt, value.length),
      });
      offset += whole.length;
    }
    return { flags, rest: piece(raw, offset, raw.text.length - offset) };
  }

  /** `ENV a=b c="d e"`, and the old `ENV name the rest of the line`. */
  function readPairs(rest: Word): { name: Word; value: Word }[] {
    const words = splitWords(rest, escapeChar);
    const [first] = words;
    if (!first) return [];
    if (!first.text.includes("=")) {
      const behind = first.end - rest.start;
      return [{ name: first, value: trimmed(piece(rest, behind, rest.text.length - behind)) }];
    }
    return words.flatMap((word) => {
      const { name, value } = readArg(word);
      return value ? [{ name, value }] : [];
    });
  }

  function heredocs(instruction: AstInstruction): Heredoc[] {
    // ADD takes heredocs too, but the parser does not tell of them.
    if (!(instruction instanceof AstRun || instruction instanceof AstCopy)) return [];
    return instruction.getHeredocs().flatMap((heredoc) => {
      const range = heredoc.getContentRange();
      return range ? [{ name: heredoc.getName(), body: cut(range) }] : [];
    });
  }

  function cut(range: AstRange): Word {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    return { file, start, end, text: text.slice(start, end) };
  }

  function endOfLine(offset: number): number {
    const end = text.indexOf("\n", offset);
    return end < 0 ? text.length : end;
  }
}

const flagged = new Set(["FROM", "RUN", "COPY", "ADD", "HEALTHCHECK"]);

function readArg(word: Word): { name: Word; value: Word | undefined } {
  const equals = word.text.indexOf("=");
  if (equals < 0) return { name: word, value: undefined };
  return {
    name: piece(word, 0, equals),
    value: piece(word, equals + 1, word.text.length - equals - 1),
  };
}
