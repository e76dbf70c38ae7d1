import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { causes } from "../server/src/causes/index.ts";
import { expectFile } from "./harness/expect-file.ts";

const root = join(import.meta.dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

test("the README lists what is told before the start, and what after it", () => {
  const predicted = causes.filter(({ predict }) => predict).map(({ id }) => id);
  const confirmed = causes.filter(({ predict }) => !predict).map(({ id }) => id);
  assert.deepEqual(listed("While you edit").toSorted(), predicted.toSorted());
  assert.deepEqual(listed("After it failed").toSorted(), confirmed.toSorted());
});

test("the README names those of which no evidence speaks", () => {
  const [, sentence = ""] = /from the files alone,[^:]*:([^.]*)\./.exec(readme) ?? [];
  const named = [...sentence.matchAll(/`([^`]+)`/g)].map(([, id]) => id);
  const silent = causes.filter(({ confirm }) => !confirm).map(({ id }) => id);
  assert.deepEqual(named.toSorted(), silent.toSorted());
});

for (const name of ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"]) {
  test(`what ${name} links to is there`, () => {
    const text = readFileSync(join(root, name), "utf8");
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    const files = links.filter((link) => !/^https?:/.test(link));
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });
}

test("dockwright.severity is completed with every cause: UPDATE=1 writes them into package.json", () => {
  const path = join(root, "package.json");
  const text = readFileSync(path, "utf8");
  const manifest = JSON.parse(text);
  const all = [...causes].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  manifest.contributes.configuration.properties["dockwright.severity"].propertyNames = {
    enum: all.map(({ id }) => id),
    enumDescriptions: all.map(({ title }) => title),
  };
  expectFile(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
});

test("the README explains every setting", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const settings = Object.keys(manifest.contributes.configuration.properties);
  const rows = [...section("Settings").matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(rows, settings);
});

function section(heading: string): string {
  return readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
}

/** The causes of the rows of a section; each stands there once. */
function listed(heading: string): string[] {
  const rows = section(heading).matchAll(/^\| \[([^\]]+)\]\(docs\/causes\/([^)]+)\.md\) \|/gm);
  return [...rows].map(([, name = "", page]) => {
    assert.equal(page, name);
    return name;
  });
}
