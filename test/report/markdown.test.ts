import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { renderMarkdown } from "../../client/src/report/markdown.ts";
import { hostile, unseen } from "./hostile.ts";
import { fileName, story } from "./story.ts";

test("the story, as it goes into an issue", () => {
  const golden = join(import.meta.dirname, "report.md");
  const markdown = renderMarkdown(story, { fileName });
  if (process.env.UPDATE) writeFileSync(golden, markdown);
  assert.equal(markdown, readFileSync(golden, "utf8"));
});

test("words of others cannot leave their place", () => {
  const markdown = renderMarkdown(hostile, { fileName });
  const outside = withoutCode(markdown);
  assert.doesNotMatch(outside, /(?<!\\)(?:<(?!br>)|!\[|\]\()/);
  assert.doesNotMatch(outside, /alert\(1\).*(?<!\\)<\/script/);
  assert.doesNotMatch(markdown, unseen);
});

test("a cell holds its pipes", () => {
  const rows = renderMarkdown(hostile, { fileName })
    .split("\n")
    .filter((line) => line.startsWith("| "));
  for (const row of rows) {
    const pipes = row.match(/(?<!\\)(?:\\\\)*\|/g)?.length;
    assert.equal(pipes, 4, row);
  }
});

/** Fenced blocks first, then spans, as a Markdown parser reads them. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "")
    .replace(/(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
}
