import { basename } from "../base/path.ts";
import type { Span, Word } from "../base/text.ts";
import { commandSpan, meantAsExec } from "../dockerfile/arguments.ts";
import type { Command, Start } from "../dockerfile/model.ts";
import type { Evidence, Quote } from "../evidence.ts";
import type { Setting } from "../image/config.ts";
import type { Image } from "../image/image.ts";
import { isOperator, isShellWord } from "../launch/shell-words.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { presenceOf } from "../project/reach.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Finding, type Fix, type Prediction, replace } from "./cause.ts";
import { shellSyntax } from "./shell-syntax.ts";

export const execFormMalformed = defineCause({
  id: "exec-form-malformed",
  title: "The exec form is not what it looks like",
  severity: "error",

  *predict({ images, containers }) {
    for (const container of containers) yield* predictionsFor(container);
    // A stage that nobody starts as it stands may be started by hand.
    for (const image of images) {
      for (const instruction of image.stage.instructions) {
        if (instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT") continue;
        const behind = instruction.kind === "CMD" && image.config.entrypoint.kind !== "unset";
        const prediction = misread(instruction.command, instruction.kind, behind, image);
        if (prediction) yield prediction;
      }
    }
  },

  *confirm(evidence, project) {
    const container = containerOf(evidence, project);
    const [prediction] = container ? predictionsFor(container) : [];
    const finding = recognised(evidence) ?? leftOut(evidence, container);
    if (!finding) return;
    yield prediction ? { ...finding, ...prediction, certainty: "certain" } : finding;
  },
});

function* predictionsFor(container: Container): Generator<Prediction> {
  const { entrypoint, command } = container;
  const parts: readonly [Setting<Command>, Start["kind"] | "command", boolean][] = [
    [entrypoint, container.service?.entrypoint?.words ? "command" : "ENTRYPOINT", false],
    [command, container.service?.command?.words ? "command" : "CMD", !startsProgram(container)],
  ];
  for (const [setting, kind, behind] of parts) {
    if (setting.kind !== "set" || commandSpan(setting.value).file === "") continue;
    const prediction = misread(
      setting.value,
      kind,
      behind,
      container.image,
      setting === command ? starterOf(container) : undefined,
    );
    if (!prediction) continue;
    const fixes = kind === "command" ? listFix(prediction.at, container) : prediction.fixes;
    return yield { ...prediction, containers: [container], ...(fixes && { fixes }) };
  }
  const prediction = shellSyntax(container);
  if (prediction) yield prediction;
}

/** The command is what is started: there is no entrypoint, or one that hands over to whatever follows it. */
function startsProgram(container: Container): boolean {
  const { entrypoint, command } = container;
  if (entrypoint.kind === "unset") return true;
  const first = command.kind === "set" && command.value.form === "exec" && command.value.words[0];
  const last = startOf(container)?.programs.at(-1);
  const same = !!first && last?.word.start === first.start && last.word.file === first.file;
  return same && last.container.outcome === "broken";
}

/** The entrypoint that hands over to the command. */
function starterOf({ entrypoint }: Container): string | undefined {
  return entrypoint.kind === "set" && entrypoint.value.form === "exec"
    ? basename(entrypoint.value.words[0]?.text ?? "") || undefined
    : undefined;
}

/** A command that is no list, a list of one string, a string of one word. */
function misread(
  command: Command,
  kind: string,
  behind: boolean,
  image: Image | undefined,
  starter = "Docker",
): Prediction | undefined {
  return command.form === "shell"
    ? (notJson(command.text, kind) ?? quotedWhole(command.text))
    : behind
      ? undefined
      : oneString(command.words, kind, image, starter);
}

/** `CMD ['a', 'b']`, `CMD ["a" "b"]`, `CMD [“a”]`: Docker takes what is no JSON for a shell's script. */
function notJson(text: Word, kind: string): Prediction | undefined {
  if (!meantAsExec(text.text)) return undefined;
  const words = wordsMeant(text.text);
  const why = /[“”‘’]/.test(text.text)
    ? "typographic quotes"
    : text.text.includes("'")
      ? "single quotes"
      : "a missing comma or quote";
  return {
    at: text,
    certainty: "certain",
    message: `${kind} ${text.text} is no JSON (${why}), so Docker hands it to a shell as it stands: /bin/sh: 1: ${text.text.split(/\s/)[0]?.replace(/["']/g, "")}: not found`,
    fixes: words
      ? [replace(text, JSON.stringify(words).replaceAll('","', '", "'), "Write it as JSON")]
      : [],
  };
}

function wordsMeant(text: string): string[] | undefined {
  const quoted = [...text.matchAll(/(["'“”‘’])((?:(?!["'“”‘’]).)*)["'“”‘’]/g)].map(
    ([, , word = ""]) => word,
  );
  const rest = text.replace(/(["'“”‘’])((?:(?!["'“”‘’]).)*)["'“”‘’]/g, "");
  // Only what is all quoted words and separators can be told.
  return /^\[[\s,]*\]\s*$/.test(rest) && quoted.length > 0 ? quoted : undefined;
}

/** `CMD "python app.py"`: in quotes it is one word for the shell too. */
function quotedWhole(text: Word): Prediction | undefined {
  const inner = /^(["'])(\w[\w.-]*\s[^"'$`\\]*)\1$/.exec(text.text)?.[2];
  if (inner === undefined) return undefined;
  return {
    at: text,
    certainty: "certain",
    message: `the quotes make one word of it, so the shell looks for one program named "${inner}": /bin/sh: 1: ${inner}: not found`,
    fixes: [replace(text, inner, "Leave out the quotes")],
  };
}

/** `CMD ["python app.py"]`: one word with blanks is the name of one program. */
function oneString(
  words: readonly Word[],
  kind: string,
  image: Image | undefined,
  starter: string,
): Prediction | undefined {
  const [first, ...rest] = words;
  if (!first) return undefined;
  // One empty word is how an entrypoint is taken away.
  if (kind !== "CMD" && first.text === "" && rest.length === 0) return undefined;
  if (first.text.trim() === "") return emptyProgram(first, kind);
  const { filesystem } = image ?? {};
  if (first.text.startsWith("/") && filesystem && presenceOf(filesystem, first.text) !== "absent") {
    return undefined;
  }
  if (rest.length > 0 || !/^[\w./-]+\s+\S/.test(first.text)) return undefined;
  const plain = !/["'$`\\&|;<>*?(){}]/.test(first.text);
  return {
    at: first,
    certainty: "certain",
    message: `${starter} looks for one program named "${first.text}"${starter === "Docker" ? `: exec: "${first.text}": executable file not found in $PATH` : ""}; each word needs quotes of its own`,
    fixes: plain
      ? [replace(first, first.text.trim().split(/\s+/).join('", "'), "Quote each word")]
      : [],
  };
}

/** The same in a compose file, where a list stands in brackets, or on lines of its own. */
function listFix({ file, start, end }: Span, { composeFile }: Container): Fix[] {
  if (composeFile?.file !== file) return [];
  const { text } = composeFile;
  const source = text.slice(start, end);
  const words = source.replace(/^(["'])(.*)\1$/, "$2").split(/\s+/);
  if (words.length < 2 || words.some((word) => /["'$`\\&|;<>*?(){}]/.test(word))) return [];
  const dash = /\n( *- +)$/.exec(text.slice(0, start))?.[1];
  const newText = dash
    ? words.map(plainOrQuoted).join(`\n${dash}`)
    : words.map((word) => JSON.stringify(word)).join(", ");
  return [{ title: "Give each word an entry", edits: [{ span: { file, start, end }, newText }] }];
}

/** A number, a switch or an option without quotes would be no string to YAML, or hard to read. */
function plainOrQuoted(word: string): string {
  const plain =
    /^[A-Za-z./-][\w./-]*$/.test(word) && !/^(true|false|null|yes|no|on|off)$/i.test(word);
  return plain ? word : JSON.stringify(word);
}

function emptyProgram(word: Word, kind: string): Prediction {
  return {
    at: word,
    certainty: "certain",
    message: `the first word of ${kind} is empty: exec: "": executable file not found in $PATH`,
  };
}

/** The first command of a string came to its end, and compose had left out the others. */
function leftOut({ container }: Evidence, known: Container | undefined): Finding | undefined {
  const cut = known?.service?.command?.cut;
  if (!cut || container?.status !== "exited" || container.exitCode !== 0) return undefined;
  return {
    certainty: "certain",
    message: `compose left out what stands behind the first command: ${cut.text}`,
    quotes: [{ probe: "inspect", text: `argv: ${container.argv.join(" ")}` }],
  };
}

function isShell(program: string): boolean {
  return /(^|\/)(sh|bash|ash|dash)$/.test(program);
}

/** What the argv of a container tells by itself. */
function recognised({ container, logs = [] }: Evidence): Finding | undefined {
  if (!container) return undefined;
  const { argv, error } = container;
  const [program = ""] = argv;
  // Behind an entrypoint that hands over, too: that of the images of node is one.
  const text = argv.find((_, i) => argv[i - 1] === "-c" && isShell(argv[i - 2] ?? "")) ?? "";
  const start: Quote = { probe: "start", text: error };
  if (text !== "" && (meantAsExec(text) || /^(["']).*\s.*\1$/.test(text))) {
    const line = logs.findLast((one) => /not found|unterminated|[Ss]yntax error/i.test(one));
    const quotes = error ? [start] : line === undefined ? [] : [{ probe: "log", text: line }];
    if (quotes.length === 0) return undefined;
    return {
      certainty: "certain",
      message: `the command ${text} is no JSON array, so a shell was started with it as its script`,
      quotes,
    };
  }
  if (error && /\S\s+\S/.test(program)) {
    return {
      certainty: "certain",
      message: `the engine looked for one program named "${program}": each word of a command needs quotes of its own`,
      quotes: [start],
    };
  }
  if (error && argv.length > 0 && program.trim() === "") {
    return {
      certainty: "certain",
      message: "the first word of the command is empty",
      quotes: [start],
    };
  }
  if (error && isShellWord(program)) {
    return {
      certainty: "certain",
      message: `the engine looked for a program named ${program}, which only a shell knows`,
      quotes: [start],
    };
  }
  const operator = argv.find((word, i) => i > 0 && isOperator(word) && /^(&&|\|\|)$/.test(word));
  if (operator === undefined) return undefined;
  return {
    certainty: "certain",
    message: `no shell read the command, so ${program} was given ${operator} as an argument, and what stands behind it never ran`,
    quotes: [{ probe: "inspect", text: `argv: ${argv.join(" ")}` }],
  };
}
