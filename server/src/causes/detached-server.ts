import { basename } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { commandSpan } from "../dockerfile/arguments.ts";
import { look } from "../image/filesystem.ts";
import { endingOf } from "../launch/ending.ts";
import { inForeground } from "../launch/foreground.ts";
import { ancestry } from "../project/ancestry.ts";
import type { Container } from "../project/project.ts";
import {
  argvOf,
  comesToItsEnd,
  endingOfStep,
  lastCommand,
  startScript,
} from "../project/script.ts";
import { startOf } from "../project/start.ts";
import { type Fix, type Prediction, replace } from "./cause.ts";

/** A server that goes into the background, as the last thing that is done: the container ends with it. */
export function detached(container: Container): Prediction | undefined {
  const script = startScript(container);
  return script ? asLastOf(script, container) : asCommand(container);
}

/** `CMD ["nginx"]`, `CMD service nginx start`. */
function asCommand(container: Container): Prediction | undefined {
  const { start } = container;
  const worker = startOf(container)?.programs.at(-1);
  if (!start || !worker || worker.word.file === "") return undefined;
  const words = startOf(container)?.words ?? [];
  const own = words.slice(words.indexOf(worker.word));
  const argv = own.map(({ text }) => text);
  const background = worker.byShell && /&\s*$/.test(start.shell?.text.text ?? "");
  if (!background && (endingOf(argv) !== "detaches" || mayStay(argv, container))) return undefined;
  const last = own.at(-1) ?? worker.word;
  const at = last.file === worker.word.file ? { ...worker.word, end: last.end } : worker.word;
  const { text } = start.shell ?? {};
  const fixes =
    background && text
      ? [replace(text, text.text.replace(/\s*&\s*$/, ""), "Leave it in the foreground")]
      : commandFixes(argv, container);
  return prediction(argv, at, background, container, fixes);
}

/** The last line of a script, if all the others come to their end as well. */
function asLastOf(
  script: NonNullable<ReturnType<typeof startScript>>,
  container: Container,
): Prediction | undefined {
  const last = lastCommand(script);
  // Words that it is given and does not run are told by themselves: see entrypoint-command-clash.
  if (!last || script.arguments.length > 0 || endingOfStep(last) !== "detaches") return undefined;
  if (!comesToItsEnd(script)) return undefined;
  const argv = argvOf(last);
  if (!last.background && mayStay(argv, container)) return undefined;
  const { file, start, end } = last;
  const place = file === "" ? container.start?.at : { file, start, end };
  if (!place || place.file === "") return undefined;
  const foreground = last.background ? undefined : inForeground(argv);
  const title = foreground && `Start ${foreground.join(" ")}`;
  const fixes: Fix[] =
    foreground && title && place.file === file
      ? [{ title, edits: [{ span: place, newText: `exec ${quoted(foreground)}` }] }]
      : [];
  return prediction(argv, place, last.background === true, container, fixes);
}

function prediction(
  argv: readonly string[],
  at: Span,
  background: boolean,
  container: Container,
  fixes: readonly Fix[],
): Prediction {
  const line = argv.join(" ");
  const what = background
    ? `${line} runs in the background, and nothing waits for it`
    : `${line} goes into the background and is done`;
  return {
    at: { file: at.file, start: at.start, end: at.end },
    certainty: "certain",
    message: `${what}: the container ends at once, and the server with it`,
    containers: [container],
    fixes,
  };
}

/** Its settings may say that it stays: of nginx and its like they stand in a file. */
function mayStay(argv: readonly string[], { image, filesystem }: Container): boolean {
  const [program = "", ...args] = argv;
  if (basename(program) !== "nginx") return false;
  const given = args[args.indexOf("-c") + 1];
  const path = args.includes("-c") && given ? given : "/etc/nginx/nginx.conf";
  const { text, by } = look(filesystem, path);
  if (text !== undefined) return /^\s*daemon\s+off/m.test(text);
  if (by && !by.what.startsWith("RUN ")) return true;
  // A RUN may have written the line.
  const stages = image ? ancestry(image.stage, image.dockerfile.stages) : [];
  const texts = stages.map(({ instructions }) =>
    image?.dockerfile.text.slice(instructions[0]?.span.start, instructions.at(-1)?.span.end),
  );
  return args.includes("-c") || texts.some((one) => /daemon|nginx\.conf/.test(one ?? ""));
}

function commandFixes(argv: readonly string[], { entrypoint, command, image }: Container): Fix[] {
  const foreground = inForeground(argv);
  const only = command.kind === "set" ? command : entrypoint;
  if (!foreground || only.kind !== "set") return [];
  const span = commandSpan(only.value);
  const isAll = only.value.form === "shell" || only.value.words.length === argv.length;
  if (!isAll || span.file !== image?.dockerfile.file) return [];
  const list = `[${foreground.map((word) => JSON.stringify(word)).join(", ")}]`;
  return [{ title: `Start ${foreground.join(" ")}`, edits: [{ span, newText: list }] }];
}

function quoted(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(" ");
}
