import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { composeProgram } from "../../scripts/compose.mjs";
import { everything, outcomeOfUp } from "../harness/compose-up.ts";
import {
  applyFixes,
  copyProject,
  type Outcome,
  readStartCase,
  startCases,
} from "../harness/start-case.ts";

const program = composeProgram() ?? "";
const skip =
  program === "" && "Docker Compose is not installed: node scripts/compose.mjs installs it";
const root = join(import.meta.dirname, "..", "causes");

test(
  "Docker Compose is there to start what is fixed",
  { skip: process.env.CI ? false : skip },
  () => assert.notEqual(program, "", String(skip)),
);

describe("a project fails as predicted, and starts after its quick fixes", {
  concurrency: availableParallelism(),
  skip,
}, () => {
  let held: readonly string[] = [];
  before(async () => {
    held = await everything();
  });
  after(async () => {
    const left = (await everything()).filter((thing) => !held.includes(thing));
    assert.deepEqual(left, [], "something was left");
  });

  for (const path of startCases(root)) {
    test(path, async (t) => {
      const fixture = join(root, path);
      const folders = realpathSync(mkdtempSync(join(tmpdir(), "dockwright-fixed-")));
      t.after(() => rmSync(folders, { recursive: true, force: true }));
      const started = readStartCase(fixture);
      for (const when of ["before", "after"] as const) {
        const folder = join(folders, when);
        await copyProject(fixture, folder);
        if (when === "after") applyFixes(fixture, folder);
        const awaited = started[when];
        const actual = await outcomeOfUp(program, folder, started, awaited);
        isAs(actual, awaited, `${when} the fixes`);
      }
    });
  }
});

function isAs(actual: Outcome, awaited: Outcome, when: string): void {
  assert.equal(actual.kind, awaited.kind, `${when}:\n${actual.words}`);
  assert.ok(actual.words.includes(awaited.words), `${when}:\n${actual.words}`);
}
