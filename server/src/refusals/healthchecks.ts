import type { Value } from "../compose/model.ts";
import { get, items, scalar } from "../compose/tree.ts";
import { rewrite } from "./edits.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { known } from "./values.ts";

/** How a healthcheck is written, and how long things take. */
export const healthchecks: Rule = function* ({ body }, composeFile) {
  const test = get(get(body, "healthcheck"), "test");
  const words = items(test).map(({ item }) => scalar(item));
  const [first] = words;
  if (first && !first.unknown && !/^(CMD|CMD-SHELL|NONE)$/.test(first.text)) {
    const shell = words.length === 1 && /\s/.test(first.text);
    const word = shell ? "CMD-SHELL" : "CMD";
    yield {
      at: first,
      message: `the first word of a healthcheck says how it is run, and ${first.text} is none: CMD, CMD-SHELL or NONE`,
      said: 'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"',
      fix: {
        title: `Put ${word} in front`,
        edits: [
          { span: { ...first, end: first.start }, newText: inFront(word, first, composeFile) },
        ],
      },
    };
  }
  for (const name of ["interval", "timeout", "start_period", "start_interval"]) {
    const time = known(body, "healthcheck", name);
    if (time) yield* durationRefused(time, `healthcheck.${name}`, composeFile);
  }
  const grace = known(body, "stop_grace_period");
  if (grace) yield* durationRefused(grace, "stop_grace_period", composeFile);
};

/** In a list on lines of its own the new word gets a line, too. */
function inFront(word: string, first: Value, { texts }: Parameters<Rule>[1]): string {
  const text = texts.get(first.file) ?? "";
  const line = text.slice(text.lastIndexOf("\n", first.start - 1) + 1, first.start);
  const block = /^(\s*)- +$/.exec(line);
  if (block) return `${word}\n${line}`;
  return `"${word}", `;
}

/** Go's time.ParseDuration: each number has its unit. */
const duration = /^([+-]?(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/;

function* durationRefused(
  time: Value,
  key: string,
  composeFile: Parameters<Rule>[1],
): Generator<Refusal> {
  if (time.text === "" || /^0+$/.test(time.text) || duration.test(time.text)) return;
  const bare = /^\d+(\.\d+)?$/.test(time.text);
  // Which longer units there are depends on the version of compose.
  if (
    !bare &&
    !/^\d+(\.\d+)?\s+\w+$|^\d+\s*(sec|secs|seconds?|min|mins|minutes?)$/.test(time.text)
  ) {
    return;
  }
  const [number = ""] = /^[\d.]+/.exec(time.text) ?? [];
  const unit = /min/.test(time.text) || /\sm$/.test(time.text) ? "m" : "s";
  const better = /\s(ms|h)$/.test(time.text) ? time.text.replace(/\s/g, "") : `${number}${unit}`;
  yield {
    at: time,
    message: `${key} is a number with its unit: ${better}, not ${JSON.stringify(time.text)}`,
    said: `time: ${bare ? "missing unit" : "unknown unit"} in duration "${time.text}"`,
    fix: { title: `Write ${better}`, edits: rewrite(time, better, composeFile) },
  };
}
