import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../../client/src/terminal/run.ts";
import { fakeTerminal, finding, folderWith, nothing, place, replace } from "./fake-terminal.ts";

const dockerfile = "FROM alpine\n\tCOPY /app/.venv ./.venv\n";

test("a finding looks as a compiler would print it", async (context) => {
  const folder = folderWith(context, { "backend/Dockerfile": dockerfile });
  const file = join(folder, "backend/Dockerfile");
  const at = place(file, 1, 6, 16);
  const found = {
    ...finding("no stage is named", at, [replace(at, "--from=builder ")]),
    related: [{ at: place(file, 0, 0, 4), message: "the stage begins here" }],
  };
  const { terminal, printed } = fakeTerminal(folder, {
    check: async () => ({ ...nothing, findings: [found] }),
  });
  assert.equal(await run(["check"], "1", terminal), 1);
  assert.equal(
    printed.out,
    `backend/Dockerfile:2:7 error program-missing  no stage is named
  2 | \tCOPY /app/.venv ./.venv
    | \t     ^^^^^^^^^^
  see backend/Dockerfile:1:1  the stage begins here
  fix: Write "--from=builder "

1 error in 1 Dockerfile, 0 compose files, 1 container; --fix mends 1
`,
  );
});

test("nothing found ends with 0", async (context) => {
  const { terminal, printed } = fakeTerminal(folderWith(context, {}), {});
  assert.equal(await run(["check"], "1", terminal), 0);
  assert.equal(printed.out, "nothing found in 1 Dockerfile, 0 compose files, 1 container\n");
});

test("JSON counts from 1 and names files from the working directory", async (context) => {
  const folder = folderWith(context, { Dockerfile: dockerfile });
  const at = place(join(folder, "Dockerfile"), 1, 6, 16);
  const late = finding("second", place(join(folder, "Dockerfile"), 7, 0, 1));
  const found = {
    ...finding("first \u202e", at, [replace(at, "x")]),
    related: [{ at, message: "m" }],
  };
  const { terminal, printed } = fakeTerminal(folder, {
    check: async () => ({ ...nothing, findings: [late, found] }),
  });
  assert.equal(await run(["check", "--format", "json"], "1", terminal), 1);
  assert.doesNotMatch(printed.out, /\u202e/);
  const { findings, ...rest } = JSON.parse(printed.out);
  assert.deepEqual(rest, { version: 1, checked: nothing.checked });
  assert.equal(findings.length, 2);
  assert.deepEqual(findings[0], {
    cause: "program-missing",
    severity: "error",
    certainty: "certain",
    message: "first \u202e",
    file: "Dockerfile",
    line: 2,
    column: 7,
    endLine: 2,
    endColumn: 17,
    related: [{ file: "Dockerfile", line: 2, column: 7, message: "m" }],
    fixes: [{ title: 'Write "x"' }],
  });
});

test("a path that cannot be read is said on standard error and ends with 2", async (context) => {
  const folder = folderWith(context, {});
  const uri = place(join(folder, "nowhere"), 0, 0, 0).uri;
  const { terminal, printed } = fakeTerminal(folder, {
    check: async () => ({ ...nothing, unreadable: [{ uri, why: "there is no such file" }] }),
  });
  assert.equal(await run(["check", "nowhere"], "1", terminal), 2);
  assert.equal(printed.error, "dockwright: cannot read nowhere: there is no such file\n");
});

test("a wrong command line ends with 2, help with 0", async (context) => {
  const folder = folderWith(context, {});
  const wrong = fakeTerminal(folder, {});
  assert.equal(await run(["chekc"], "1", wrong.terminal), 2);
  assert.match(wrong.printed.error, /^dockwright: there is no command "chekc"/);
  const help = fakeTerminal(folder, {});
  assert.equal(await run(["--help"], "1", help.terminal), 0);
  assert.match(help.printed.out, /dockwright diagnose --service NAME/);
  const version = fakeTerminal(folder, {});
  assert.equal(await run(["--version"], "1.2.3", version.terminal), 0);
  assert.equal(version.printed.out, "dockwright 1.2.3\n");
});
