import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { causes } from "../server/src/causes/index.ts";
import { expectFile } from "./harness/expect-file.ts";
import { mark, unmark } from "./harness/markers.ts";
import { type Bytes, checkRepository, howBytes, repositoryOf } from "./harness/repository.ts";

const pages = join(import.meta.dirname, "..", "docs", "causes");

test("every cause has a page, and every page a cause", () => {
  const ids = readdirSync(pages).map((name) => name.replace(/\.md$/, ""));
  assert.deepEqual(ids.toSorted(), causes.map(({ id }) => id).toSorted());
});

for (const { id, title, predict } of causes) {
  test(`the examples on ${id}.md behave as they say`, () => {
    const page = join(pages, `${id}.md`);
    const text = readFileSync(page, "utf8");
    assert.ok(text.startsWith(`# ${title}\n`), `${id}.md is headed by the cause's title`);
    const sections = text.split(/^(?=## )/m);
    if (predict) {
      assert.ok(
        sections.some((section) => /^## Fails/.test(section)),
        "it has a section Fails",
      );
      assert.ok(
        sections.some((section) => /^## Works/.test(section)),
        "it has a section Works",
      );
    }
    expectFile(page, sections.map((section) => drawn(section, id)).join(""));
  });
}

/**
 * Each section is a small repository: a fenced block with a path behind its language is a file, one
 * headed "text files" lists files that are just there. A word behind the path says what a page cannot
 * show: crlf, mach-o, glibc, executable, empty.
 */
function drawn(section: string, id: string): string {
  const blocks = [...section.matchAll(/^```(\w+) (\S+)(?: (\S+))?\n(.*?)^```$/gms)];
  const files: Record<string, string> = {};
  const bytes: Record<string, Bytes> = {};
  for (const [, language = "", path = "", how, body = ""] of blocks) {
    if (how && isBytes(how)) bytes[path] = how;
    if (language === "text" && path === "files") {
      for (const name of body.split("\n").filter(Boolean)) files[name] ??= "";
    } else files[path] = unmark(body);
  }
  if (blocks.length === 0) return section;
  const findings = checkRepository(repositoryOf(files, bytes));
  const fails = section.startsWith("## Fails");
  assert.equal(
    findings.some(({ cause }) => cause.id === id),
    fails,
    `${id} is ${fails ? "not found" : "found"} in: ${section.split("\n")[0]}`,
  );
  if (section.startsWith("## Works"))
    assert.deepEqual(
      findings.map(({ message }) => message),
      [],
    );
  return section.replace(
    /^```(\w+) (\S+)( \S+)?\n(.*?)^```$/gms,
    (whole, language, path, how = "") => {
      const source = files[path];
      if (path === "files" || source === undefined) return whole;
      const marks = findings
        .filter(({ at }) => at.file === `/repo/${path}`)
        .map(({ cause, at, message }) => ({ ...at, text: `${cause.id}: ${message}` }));
      return `\`\`\`${language} ${path}${how}\n${mark(source, marks)}\`\`\``;
    },
  );
}

function isBytes(how: string): how is Bytes {
  return howBytes.some((one) => one === how);
}
