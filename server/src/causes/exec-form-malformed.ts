import type { Word } from "../base/text.ts";
import { meantAsExec } from "../dockerfile/arguments.ts";
import type { Start } from "../dockerfile/model.ts";
import type { Image } from "../image/image.ts";
import { presenceOf } from "../project/reach.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";

export const execFormMalformed = defineCause({
  id: "exec-form-malformed",
  title: "The exec form is not what it looks like",
  severity: "error",

  *predict({ images }) {
    for (const image of images) {
      for (const instruction of image.stage.instructions) {
        if (instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT") continue;
        const prediction = notJson(instruction) ?? oneString(instruction, image);
        if (prediction) yield prediction;
      }
    }
  },

  *confirm({ container, logs = [] }) {
    const [program = "", flag, text = ""] = container?.argv ?? [];
    if (!container) return;
    const line = logs.findLast((one) => /not found|unterminated|[Ss]yntax error/i.test(one));
    const said = container.error
      ? { probe: "start", text: container.error }
      : line === undefined
        ? undefined
        : { probe: "log", text: line };
    if (said && flag === "-c" && meantAsExec(text)) {
      yield {
        certainty: "certain",
        message: `the command ${text} is no JSON array, so a shell was started with it as its script`,
        quotes: [said],
      };
    } else if (container.error && /\S\s+\S/.test(program)) {
      yield {
        certainty: "certain",
        message: `the engine looked for one program named "${program}": each word of a command needs quotes of its own`,
        quotes: [{ probe: "start", text: container.error }],
      };
    } else if (container.error && container.argv.length > 0 && program.trim() === "") {
      yield {
        certainty: "certain",
        message: "the first word of the command is empty",
        quotes: [{ probe: "start", text: container.error }],
      };
    }
  },
});

/** `CMD ['a', 'b']`, `CMD ["a" "b"]`, `CMD [“a”]`: Docker takes what is no JSON for a shell's script. */
function notJson({ command, kind }: Start): Prediction | undefined {
  if (command.form !== "shell") return undefined;
  const { text } = command;
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

/** `CMD ["python app.py"]`: one word with blanks is the name of one program. */
function oneString(
  { command, kind }: Start,
  { config, filesystem }: Image,
): Prediction | undefined {
  if (command.form !== "exec") return undefined;
  const [first, ...rest] = command.words;
  // A command behind an entrypoint is an argument, whatever it looks like.
  if (!first || (kind === "CMD" && config.entrypoint.kind !== "unset")) return undefined;
  // One empty word is how an entrypoint is taken away.
  if (kind === "ENTRYPOINT" && first.text === "" && rest.length === 0) return undefined;
  if (first.text.trim() === "") return emptyProgram(first, kind);
  if (first.text.startsWith("/") && presenceOf(filesystem, first.text) !== "absent")
    return undefined;
  if (rest.length > 0 || !/^[\w./-]+\s+\S/.test(first.text)) return undefined;
  const words = first.text.trim().split(/\s+/);
  const plain = !/["'$`\\&|;<>*?(){}]/.test(first.text);
  return {
    at: first,
    certainty: "certain",
    message: `Docker looks for one program named "${first.text}": exec: "${first.text}": executable file not found in $PATH; each word needs quotes of its own`,
    fixes: plain ? [replace(first, words.join('", "'), "Quote each word")] : [],
  };
}

function emptyProgram(word: Word, kind: string): Prediction {
  return {
    at: word,
    certainty: "certain",
    message: `the first word of ${kind} is empty: exec: "": executable file not found in $PATH`,
  };
}
