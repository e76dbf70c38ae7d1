import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** With UPDATE=1 the file is rewritten instead; read the diff before committing it. */
export function expectFile(path: string, actual: string): void {
  if (process.env.UPDATE) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  } else {
    assert.ok(existsSync(path), `${path} is missing; UPDATE=1 writes it`);
    assert.equal(actual, readFileSync(path, "utf8"), path);
  }
}

/** No such file may be there; with UPDATE=1 it is removed. */
export function expectNoFile(path: string): void {
  if (process.env.UPDATE) rmSync(path, { force: true });
  else assert.ok(!existsSync(path), `${path} is no longer what happens; UPDATE=1 removes it`);
}
