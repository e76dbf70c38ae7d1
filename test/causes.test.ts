import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { renderMarkdown } from "../client/src/report/markdown.ts";
import { diagnose } from "../server/src/analysis/diagnose.ts";
import { causes } from "../server/src/causes/index.ts";
import type { Evidence } from "../server/src/evidence.ts";
import { diagnosisOf } from "../server/src/lsp/diagnosis.ts";
import { parseSettings } from "../server/src/lsp/settings.ts";
import { fileOf } from "../server/src/lsp/uris.ts";
import { expectFile, expectNoFile } from "./harness/expect-file.ts";
import { mark } from "./harness/markers.ts";
import {
  checkRepository,
  firstFixes,
  projectOf,
  readRepository,
  summary,
  textIn,
  withTexts,
} from "./harness/repository.ts";
import { readStartCase, startCases } from "./harness/start-case.ts";

const root = join(import.meta.dirname, "causes");

for (const cause of readdirSync(root)) {
  describe(cause, () => {
    test("is a cause", () => {
      assert.ok(
        causes.some(({ id }) => id === cause),
        `no cause has the id ${cause}`,
      );
    });
    for (const name of readdirSync(join(root, cause))) {
      const folder = join(root, cause, name);
      const runtime = existsSync(join(folder, "evidence.json"));
      test(name, () => (runtime ? checkDiagnosis(folder) : checkFixture(folder)));
    }
  });
}

for (const { id, predict, confirm } of causes) {
  test(`${id} has a case that fires and one that must stay silent`, async () => {
    const cases = existsSync(join(root, id)) ? readdirSync(join(root, id)) : [];
    const outcomes = await Promise.all(cases.map((name) => outcomeOf(join(root, id, name), id)));
    const kinds = new Set(outcomes);
    if (predict) {
      assert.ok(kinds.has("predicts"), `test/causes/${id}/ needs a case in which it is predicted`);
      assert.ok(kinds.has("silent"), `test/causes/${id}/ needs a case that must stay silent`);
    }
    if (confirm) {
      assert.ok(
        kinds.has("confirms"),
        `test/causes/${id}/ needs an evidence.json that confirms it`,
      );
    }
  });
}

/** Causes whose quick fixes no test starts, and why. */
const neverStarted: Readonly<Record<string, string>> = {
  "libc-mismatch":
    "its programs come from compilers, Go's and Rust's, which no base image here holds",
  "library-missing": "its packages come from PyPI, and are built there where the library is",
};

for (const cause of readdirSync(root)) {
  const cases = readdirSync(join(root, cause));
  if (!cases.some((name) => existsSync(join(root, cause, name, "fixed")))) continue;
  test(`a container is started after a quick fix of ${cause}`, () => {
    const started = startCases(join(root, cause));
    for (const name of started) {
      readStartCase(join(root, cause, name));
      assert.ok(existsSync(join(root, cause, name, "fixed")), `${name} has no quick fix`);
    }
    const expected = cause in neverStarted ? 0 : 1;
    assert.equal(
      Math.min(started.length, 1),
      expected,
      `start.json in one of test/causes/${cause}/`,
    );
  });
}

/**
 * The findings, drawn into the files, are the fixture; the first fix of each gives `fixed/`. Those in files
 * that nobody may draw into (scripts, programs) stand in `elsewhere.txt`.
 */
async function checkFixture(folder: string): Promise<void> {
  const repository = await readRepository(folder);
  const findings = checkRepository(repository);
  for (const [path, text] of repository.texts) {
    const marks = findings
      .filter(({ at }) => at.file === join(folder, path))
      .map(({ cause, at, message }) => ({ ...at, text: `${cause.id}: ${message}` }));
    expectFile(join(folder, path), mark(text, marks));
  }
  const elsewhere = findings.filter(
    ({ at }) => !repository.texts.has(at.file.slice(folder.length + 1)),
  );
  const lines = summary(repository, elsewhere).map((at, i) => `${at}: ${elsewhere[i]?.message}\n`);
  if (lines.length > 0) expectFile(join(folder, "elsewhere.txt"), lines.join(""));
  else expectNoFile(join(folder, "elsewhere.txt"));
  const fixed = firstFixes(repository, findings);
  for (const [path, text] of fixed) expectFile(join(folder, "fixed", path), text);
  for (const path of repository.texts.keys()) {
    if (!fixed.has(path)) expectNoFile(join(folder, "fixed", path));
  }
  if (fixed.size === 0) return;
  const left = checkRepository(withTexts(repository, fixed));
  const unfixable = findings.filter(({ fixes = [] }) => fixes.length === 0);
  assert.deepEqual(
    left.map(({ cause }) => cause.id),
    unfixable.map(({ cause }) => cause.id),
    "after its fixes nothing is left but what has no fix",
  );
}

/** What is judged from recorded evidence, as a colleague would get to read it. */
async function checkDiagnosis(folder: string): Promise<void> {
  const evidence = readEvidence(folder);
  const repository = await readRepository(folder);
  const judgement = diagnose(evidence, projectOf(repository));
  const settings = parseSettings(undefined);
  const textOf = (file: string) => textIn(repository, file.slice(folder.length + 1));
  const diagnosis = diagnosisOf(evidence, judgement, settings, textOf, "docs/causes");
  expectFile(
    join(folder, "report.md"),
    renderMarkdown(diagnosis, { fileName: (uri) => fileOf(uri).slice(folder.length + 1) }),
  );
}

/** Paths of the machine that recorded it are written as <folder>. */
function readEvidence(folder: string): Evidence {
  const text = readFileSync(join(folder, "evidence.json"), "utf8");
  return JSON.parse(text.replaceAll("<folder>", folder.replaceAll("\\", "/")));
}

async function outcomeOf(folder: string, id: string): Promise<"predicts" | "confirms" | "silent"> {
  const repository = await readRepository(folder);
  if (existsSync(join(folder, "evidence.json"))) {
    const { findings } = diagnose(readEvidence(folder), projectOf(repository));
    const found = findings.some(({ cause, quotes }) => cause.id === id && quotes !== undefined);
    return found ? "confirms" : "silent";
  }
  return checkRepository(repository).some(({ cause }) => cause.id === id) ? "predicts" : "silent";
}
