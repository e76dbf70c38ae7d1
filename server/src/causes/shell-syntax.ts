import { basename } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { alsoPrograms, isAssignment, isOperator, isShellWord } from "../launch/shell-words.ts";
import type { Container } from "../project/project.ts";
import { presenceOf } from "../project/reach.ts";
import { startOf } from "../project/start.ts";
import { type Fix, type Prediction, replace } from "./cause.ts";

/** A list of words that only a shell would understand: `&&` among them, or `cd` in front. */
export function shellSyntax(container: Container): Prediction | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!start || !worker || worker.byShell || worker.word.file === "") return undefined;
  // An entrypoint that takes its words apart may well give them to a shell.
  if (worker.word !== firstWord(container)) return undefined;
  const name = worker.word.text;
  const rest = start.words.slice(start.words.indexOf(worker.word) + 1);
  if (isShellWord(name) && !mayBeProgram(name, container)) {
    const what = isAssignment(name) ? "an assignment is for a shell" : "only a shell knows it";
    return {
      at: worker.word,
      certainty: "certain",
      message: `${what}: Docker looks for a program of that name: exec: "${name}": executable file not found in $PATH`,
      containers: [container],
      fixes: firstWordFixes(worker.word, rest, container),
    };
  }
  return cutShort(container) ?? operatorAmong(rest, name, container);
}

/** A string in a compose file ends at `&&`: compose leaves the rest out, without a word. */
function cutShort(container: Container): Prediction | undefined {
  const cut = cutOf(container);
  const [, sign, rest] = /^(&&|;|&)\s*(\S.*)$/s.exec(cut?.text ?? "") ?? [];
  // Output that goes elsewhere keeps nothing from starting.
  if (!cut || !sign || !rest || cut.file === "") return undefined;
  return {
    at: cut,
    certainty: "certain",
    message: `no shell reads this command, and compose reads it up to ${sign}: "${rest.trim()}" is never run`,
    containers: [container],
    fixes: throughShell(container),
  };
}

function cutOf({ service }: Container): Word | undefined {
  return service?.command?.words ? service.command.cut : service?.entrypoint?.cut;
}

function operatorAmong(
  rest: readonly Word[],
  name: string,
  container: Container,
): Prediction | undefined {
  const operator = rest.find((word, i) => joins(word.text, name, rest[i + 1]));
  if (!operator || operator.file === "") return undefined;
  return {
    at: operator,
    certainty: "certain",
    message: `no shell reads this command, so ${name} is given "${operator.text}" as an argument, and what stands behind it is never run`,
    containers: [container],
    fixes: throughShell(container),
  };
}

/** The first word of the command, or of the entrypoint where that is all there is. */
function firstWord({ entrypoint, command }: Container): Word | undefined {
  for (const setting of [command, entrypoint]) {
    if (setting.kind !== "set") continue;
    return setting.value.form === "exec" ? setting.value.words[0] : undefined;
  }
  return undefined;
}

function mayBeProgram(name: string, { image }: Container): boolean {
  if (!alsoPrograms.has(name)) return false;
  return image?.base === undefined || image.base.distribution === "redhat";
}

/** Programs that give `;`, `>` and the like a meaning of their own. */
const ownSyntax = /^(find|expr|test|\[|jq|awk|gawk|sed|psql|mysql|redis-cli|xargs|parallel)$/;

function joins(text: string, program: string, next: Word | undefined): boolean {
  if (text === "&&" || text === "||") return next !== undefined;
  if (ownSyntax.test(basename(program))) return false;
  if (isOperator(text)) return text === "&" || text.length > 1 || next !== undefined;
  return /^[\w./-]+;$/.test(text) && next !== undefined;
}

function firstWordFixes(word: Word, rest: readonly Word[], container: Container): Fix[] {
  if (cutOf(container) || rest.some(({ text }) => isOperator(text) || text.endsWith(";")))
    return throughShell(container);
  const inList = container.start?.at.file === word.file && isQuoted(word, container);
  const between = inList ? '", "' : " ";
  if (isAssignment(word.text))
    return [replace(word, `env${between}${word.text}`, "Put env in front")];
  const [next] = rest;
  if (word.text !== "exec" || next?.file !== word.file) return [];
  const span = { file: word.file, start: word.start, end: next.start };
  return [{ title: "Leave out exec", edits: [{ span, newText: "" }] }];
}

/** The whole command as the script of a shell, where the image has one. */
function throughShell(container: Container): Fix[] {
  const { entrypoint, command, imageFilesystem } = container;
  const only =
    entrypoint.kind === "set" ? (command.kind === "set" ? undefined : entrypoint) : command;
  if (only?.kind !== "set" || only.value.form !== "exec") return [];
  if (presenceOf(imageFilesystem, "/bin/sh") === "absent") return [];
  const { span, words } = only.value;
  const source = sourceOf(container, span.file)?.slice(span.start, span.end);
  const title = "Let a shell read it";
  if (source === undefined) return [];
  if (!/^["'[>|&*!]|^- |\n/.test(source)) {
    const quote = /["\\]/.test(source) ? (source.includes("'") ? undefined : "'") : '"';
    return quote ? [{ title, edits: [{ span, newText: `sh -c ${quote}${source}${quote}` }] }] : [];
  }
  // A variable may mean one thing to compose and another to a shell.
  if (!source.startsWith("[") || words.some(({ text }) => /[\s"'$\\]/.test(text))) return [];
  const script = words.map(({ text }) => text).join(" ");
  return [{ title, edits: [{ span, newText: `["sh", "-c", ${JSON.stringify(script)}]` }] }];
}

function isQuoted(word: Word, container: Container): boolean {
  return sourceOf(container, word.file)?.[word.start - 1] === '"';
}

function sourceOf({ image, composeFile }: Container, file: string): string | undefined {
  if (image?.dockerfile.file === file) return image.dockerfile.text;
  return composeFile?.file === file ? composeFile.text : undefined;
}
