import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { composeProgram } from "../../scripts/compose.mjs";
import { kindOf } from "../../server/src/lsp/file-kinds.ts";
import { type Call, callFor, compare } from "./compare.ts";
import { projects } from "./projects/index.ts";
import type { TestProject } from "./projects/project.ts";

const program = composeProgram();
const skip = program
  ? false
  : "Docker Compose is not installed: node scripts/compose.mjs installs it";
const concurrency = availableParallelism() * 2;
let compared = 0;

test("Docker Compose is there to compare with", { skip: process.env.CI ? false : skip }, () =>
  assert.ok(program, String(skip)),
);

describe("what docker compose makes of a project is what we make of it", {
  concurrency,
  skip,
}, () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dockwright-compose-")));
  after(() => rmSync(folder, { recursive: true, force: true }));

  Object.entries(projects).forEach(([name, project], i) => {
    test(name, async () => {
      const root = join(folder, `p${i}`);
      write(root, project);
      const { rejected = false, env, f } = project;
      assert.equal(!(await equalIfAccepted(root, { env, f })), rejected);
    });
  });
});

describe("so it is with the projects of all other tests", { concurrency, skip }, () => {
  const tests = join(import.meta.dirname, "..");
  for (const path of readdirSync(tests, { recursive: true, encoding: "utf8" })) {
    // What a fix leaves is much the same as what it mends.
    if (kindOf(path) !== "compose" || /override|\/fixed\//.test(path)) continue;
    test(path, async () => {
      await equalIfAccepted(join(tests, dirname(path)), callFor(basename(path)));
    });
  }
});

test("enough was compared to mean something", { skip }, () =>
  assert.ok(compared >= 150, String(compared)),
);

/** Whether compose takes the project; then it says the same as our model. Ours never throws. */
async function equalIfAccepted(root: string, call: Call): Promise<boolean> {
  const found = await compare(program ?? "", root, call);
  if (found === "rejected") return false;
  compared++;
  assert.deepEqual(found, []);
  return true;
}

function write(root: string, { files }: TestProject): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
