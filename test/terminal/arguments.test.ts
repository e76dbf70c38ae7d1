import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCommand } from "../../client/src/terminal/arguments.ts";

const parse = (line: string) => parseCommand(line.split(" ").filter(Boolean));

test("check reads the current folder unless told otherwise", () => {
  assert.deepEqual(parse("check"), { kind: "check", paths: ["."], format: "text", fix: false });
  assert.deepEqual(parse("check a b/Dockerfile --format json --fix"), {
    kind: "check",
    paths: ["a", "b/Dockerfile"],
    format: "json",
    fix: true,
  });
});

test("diagnose asks about a container, a service or an image", () => {
  assert.deepEqual(parse("diagnose web"), {
    kind: "diagnose",
    target: { kind: "container", name: "web" },
    format: "text",
    experiments: true,
  });
  assert.deepEqual(parse("diagnose --service web -f compose.yaml --no-experiments --project app"), {
    kind: "diagnose",
    target: { kind: "service", name: "web", composeFile: "compose.yaml" },
    project: "app",
    format: "text",
    experiments: false,
  });
  assert.deepEqual(parse("diagnose --image app:latest --format markdown"), {
    kind: "diagnose",
    target: { kind: "image", reference: "app:latest" },
    format: "markdown",
    experiments: true,
  });
});

test("what cannot be understood is said", () => {
  const wrong = {
    "": /say what to do/,
    "chekc .": /there is no command "chekc"/,
    "check --format xml": /there is no format "xml"; there are text or json/,
    "check --fixx": /Unknown option '--fixx'$/,
    diagnose: /say which/,
    "diagnose a b": /one target at a time, not a and b/,
    "diagnose a --image b": /one target at a time/,
    "diagnose web -f compose.yaml": /-f goes with --service only/,
    "diagnose --service": /argument missing/,
  };
  for (const [line, why] of Object.entries(wrong)) {
    const command = parse(line);
    assert.equal(command.kind, "wrong", line);
    assert.match(command.kind === "wrong" ? command.why : "", why);
  }
});

test("help and version", () => {
  for (const line of ["--help", "-h", "help", "check --help", "diagnose -h"]) {
    assert.equal(parse(line).kind, "help", line);
  }
  assert.equal(parse("--version").kind, "version");
});
