import assert from "node:assert/strict";
import { test } from "node:test";
import type { Instruction } from "../../server/src/dockerfile/model.ts";
import { parseDockerfile } from "../../server/src/dockerfile/parse.ts";

function instructions(text: string): readonly Instruction[] {
  return parseDockerfile("/Dockerfile", `FROM x\n${text}`).stages[0]?.instructions ?? [];
}

test("--from is read beside other flags", () => {
  const [copy] = instructions("COPY --chown=a:b --from=build --link /x /y");
  assert.ok(copy?.kind === "COPY");
  assert.deepEqual(
    copy.flags.map(({ name, value }) => [name, value?.text]),
    [
      ["chown", "a:b"],
      ["from", "build"],
      ["link", undefined],
    ],
  );
});

test("blanks inside of the strings of an exec form are kept, and each word knows its place", () => {
  const text = 'FROM x\nCMD ["a b",  "c\\"d"]';
  const [cmd] = parseDockerfile("/Dockerfile", text).stages[0]?.instructions ?? [];
  assert.ok(cmd?.kind === "CMD" && cmd.command.form === "exec");
  assert.deepEqual(
    cmd.command.words.map((word) => word.text),
    ["a b", 'c"d'],
  );
  assert.deepEqual(
    cmd.command.words.map((word) => text.slice(word.start, word.end)),
    ["a b", 'c\\"d'],
  );
});

test("what is no JSON is a shell form", () => {
  for (const text of ["CMD ['x']", 'CMD ["x"', "CMD [x]", "CMD [1]"]) {
    const [cmd] = instructions(text);
    assert.ok(cmd?.kind === "CMD" && cmd.command.form === "shell", text);
  }
});

test("the bodies of heredocs are no arguments", () => {
  const [copy] = instructions("COPY <<A <<'B' /etc/\none $X\nA\ntwo\nB\n");
  assert.ok(copy?.kind === "COPY");
  assert.deepEqual(copy.sources, []);
  assert.deepEqual(
    copy.heredocs.map(({ name, body }) => [name, body.text]),
    [
      ["A", "one $X"],
      ["B", "two"],
    ],
  );
});

test("continued lines, comments between them, another escape character, a mark of byte order", () => {
  const text = "\ufeff# escape=`\r\nFROM x AS Y\r\nRUN a `\r\n  # why\r\n  && b\r\n";
  const [stage] = parseDockerfile("/Dockerfile", text).stages;
  assert.equal(stage?.name?.text, "Y");
  const [run] = stage?.instructions ?? [];
  assert.ok(run?.kind === "RUN" && run.command.form === "shell");
  assert.equal(run.command.text.text.replace(/\s+/g, " "), "a && b");
});

test("ENV in both of its forms, ARG with and without a value", () => {
  const [old, pairs, arg] = instructions('ENV A b c\nENV B="x y" C=z\nARG D E=f');
  assert.ok(old?.kind === "ENV" && pairs?.kind === "ENV" && arg?.kind === "ARG");
  assert.deepEqual(
    old.pairs.map(({ name, value }) => [name.text, value.text]),
    [["A", "b c"]],
  );
  assert.deepEqual(
    pairs.pairs.map(({ name, value }) => [name.text, value.text]),
    [
      ["B", '"x y"'],
      ["C", "z"],
    ],
  );
  assert.deepEqual(
    arg.pairs.map(({ name, value }) => [name.text, value?.text]),
    [
      ["D", undefined],
      ["E", "f"],
    ],
  );
});
