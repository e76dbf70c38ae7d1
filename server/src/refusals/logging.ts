import { nearest } from "../base/nearest.ts";
import { get, scalar } from "../compose/tree.ts";
import { rewrite } from "./edits.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { known, numberOf } from "./values.ts";

/** Drivers that come with the engine, as it says of itself; others are plugins. */
const drivers = [
  "json-file",
  "local",
  "syslog",
  "journald",
  "gelf",
  "fluentd",
  "awslogs",
  "splunk",
  "gcplogs",
  "logentries",
  "none",
];

/** Options that every driver has: moby, logger/factory.go. */
const common = ["mode", "max-buffer-size", "cache-disabled", "cache-max-size", "cache-max-file"];
const own: Readonly<Record<string, readonly string[]>> = {
  "json-file": [
    "max-file",
    "max-size",
    "compress",
    "labels",
    "labels-regex",
    "env",
    "env-regex",
    "tag",
  ],
  local: ["max-file", "max-size", "compress"],
};

/** Log drivers that are misspelt, and options that their driver does not have. */
export const logging: Rule = function* ({ body }, composeFile) {
  const driver = known(body, "logging", "driver");
  if (!driver) return;
  const meant = drivers.includes(driver.text)
    ? undefined
    : nearest(driver.text.toLowerCase().replaceAll("_", "-"), drivers);
  if (meant) {
    yield {
      at: driver,
      message: `the engine has no log driver "${driver.text}"; did you mean ${meant}?`,
      said: `error looking up logging plugin ${driver.text}: plugin "${driver.text}" not found`,
      certainty: "likely",
      fix: { title: `Log to ${meant}`, edits: rewrite(driver, meant, composeFile) },
    };
  }
  const names = own[driver.text];
  const options = get(get(body, "logging"), "options");
  if (!names || options?.kind !== "map") return;
  for (const { key, value } of options.entries) {
    if (names.includes(key.text) || /^(cache-|mode$|max-buffer-size$)/.test(key.text)) continue;
    const similar = nearest(key.text.replaceAll("_", "-"), [...names, ...common]);
    yield {
      at: { ...key, end: Math.max(key.end, value.end) },
      message: `the log driver ${driver.text} has no option ${key.text}${similar ? `; did you mean ${similar}?` : `: ${names.join(", ")}`}`,
      said: `unknown log opt '${key.text}'`,
      ...(similar && {
        fix: { title: `Set ${similar}`, edits: rewrite(key, similar, composeFile) },
      }),
    };
  }
  yield* sizes(body);
};

function* sizes(body: Parameters<Rule>[0]["body"]): Generator<Refusal> {
  const inside = ["logging", "options"] as const;
  const size = known(body, ...inside, "max-size");
  if (size && !/^(-1|\d+(\.\d+)? ?([kmgtp]i?)?b?)$/i.test(size.text)) {
    yield {
      at: size,
      message: `${size.text} is no size: a number and k, m or g`,
      said: `invalid size: '${size.text}'`,
    };
  }
  const files = known(body, ...inside, "max-file");
  const count = numberOf(files);
  if (files && count !== undefined && count < 1) {
    yield {
      at: files,
      message: `at least one log file is kept: max-file is ${files.text}`,
      said: "max-file cannot be less than 1",
    };
  }
  const compress = known(body, ...inside, "compress");
  const json = known(body, "logging", "driver")?.text === "json-file";
  const limited =
    get(get(get(body, "logging"), "options"), "max-size") &&
    (scalar(get(get(get(body, "logging"), "options"), "max-file"))?.unknown || (count ?? 1) > 1);
  if (json && compress?.text === "true" && !limited) {
    yield {
      at: compress,
      message:
        "only files that are full are compressed: compress wants max-size, and a max-file of 2 or more",
      said: "compress cannot be true when max-file is less than 2 or max-size is not set",
    };
  }
}
