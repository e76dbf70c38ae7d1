import assert from "node:assert/strict";
import { test } from "node:test";
import { renderHtml } from "../../client/src/report/html.ts";
import type { Diagnosis } from "../../server/src/protocol.ts";
import { hostile, unseen } from "./hostile.ts";
import { fileName, story } from "./story.ts";

const page = (diagnosis: Diagnosis) =>
  renderHtml(diagnosis, { nonce: "n0nce", id: "report-1", fileName });

test("the headline tells the service and the engine's words without their wrapping", () => {
  const html = page(story);
  assert.match(html, /<h1>The service backend failed<\/h1>/);
  assert.match(
    html,
    /<p class="words"><code>exec: &#34;\/app\/\.venv\/bin\/uvicorn&#34;: stat .* directory<\/code>/,
  );
});

test("of a program that ran, its last words come before the way it ended", () => {
  const said = [
    { probe: "inspect", text: "exited with code 1" },
    { probe: "log", text: "starting" },
    { probe: "log", text: "ImportError: no module" },
  ];
  assert.match(page({ ...story, said }), /<code>ImportError: no module \(exited with code 1\)</);
  const [ended] = said;
  assert.match(page({ ...story, said: ended ? [ended] : [] }), /<code>exited with code 1</);
});

test("a container that runs has not failed", () => {
  const html = page({
    ...story,
    running: true,
    findings: [],
    said: [{ probe: "log", text: "up" }],
  });
  assert.match(html, /<h1>The service backend runs<\/h1>/);
  assert.match(html, /Nothing was found that stops it/);
  assert.doesNotMatch(html, /class="words"/);
});

test("several causes: mending one will not do, and one button mends all", () => {
  const html = page(story);
  assert.match(html, /mending one alone is not enough/);
  assert.match(html, /fix-all.*Fix all 3 causes/);
  const [first] = story.findings;
  const single = page({ ...story, findings: first ? [first] : [] });
  assert.doesNotMatch(single, /mending one|Fix all/);
});

test("what a comment in the source ignores is shown as such, and not mended with the rest", () => {
  const [first, ...others] = story.findings;
  assert.ok(first);
  const ignored = { ...first, ignored: { reason: "the mount is for tests only" } };
  const html = page({ ...story, findings: [ignored, ...others] });
  assert.match(html, /Ignored by a comment in the source: the mount is for tests only/);
  assert.match(html, /Fix all 2 causes/);
});

test("an experiment is told as the proof", () => {
  assert.match(page(story), /Proven: the same image starts without the mount at \/app/);
});

test("both columns stand beside each other, and where they part is marked", () => {
  const html = page(story);
  assert.match(html, /<h3 id="in-image">In the image<\/h3>/);
  assert.match(html, /<h3 id="in-container">In the container<\/h3>/);
  assert.equal(html.match(/here they part/g)?.length, 2);
  assert.equal(html.match(/>not reached</g)?.length, 2);
});

test("names and paths in a message are set as code", () => {
  const [first] = story.findings;
  const message = 'hides /app/.venv/bin/uvicorn, which "backend" starts, and/or http://x/y.';
  const html = page({ ...story, findings: first ? [{ ...first, message }] : [] });
  assert.ok(
    html.includes(
      "hides <code>/app/.venv/bin/uvicorn</code>, which <code>backend</code> starts, and/or http://x/y.",
    ),
  );
});

test("verdicts have a form and a name beside their colour", () => {
  const html = page(story);
  assert.match(html, /role="img" aria-label="found">✓</);
  assert.match(html, /role="img" aria-label="broken">✗</);
});

test("a step opens to show what stands there; the break is named, and where they part is open", () => {
  const html = page(story);
  assert.match(
    html,
    /<li class="step broken apart">\s*<div class="head">.*?the way ends here.*?here they part/s,
  );
  assert.match(html, /<li class="step ok apart">\s*<details open><summary>/);
  assert.match(html, /<li class="step ok">\s*<details><summary>/);
});

test("what it asked, whom, and how long that took", () => {
  const html = page(story);
  assert.match(html, /It asked Docker Engine 28\.5\.2 for linux\/amd64 2 questions/);
  assert.match(html, /<th scope="row">experiments<\/th><td>2\.46 s<\/td>/);
});

test("a shell is offered where the image holds one", () => {
  assert.match(page(story), /Open a shell in its place/);
  const { shell, ...without } = story;
  assert.doesNotMatch(page(without), /Open a shell/, shell);
});

test("nothing confirmed: the report says so, and shows what was ruled out", () => {
  const html = page({ ...story, findings: [] });
  assert.match(html, /No cause was confirmed/);
  assert.match(html, /<details open>/);
  assert.doesNotMatch(html, /<h2 id="causes">/);
});

test("every section is named by a heading, every id exists once", () => {
  const html = page(story);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
  for (const [, id] of html.matchAll(/aria-labelledby="([^"]+)"/g)) assert.ok(ids.includes(id), id);
  assert.equal(html.match(/<section(?![^>]* aria-labelledby)/g), null);
});

test("nothing runs but what carries the nonce", () => {
  const html = page(story);
  assert.match(html, /default-src &#39;none&#39;;/);
  assert.doesNotMatch(html, /unsafe-inline|unsafe-eval| style=| on[a-z]+="/);
  assert.deepEqual(
    [...html.matchAll(/<(?:script|style)[^>]*>/g)].map(([tag]) => tag),
    ['<style nonce="n0nce">', '<script nonce="n0nce">'],
  );
});

test("words of others stay words", () => {
  const html = page(hostile);
  const tags = (text: string) => new Set([...text.matchAll(/<\/?[a-z][^\s>]*/gi)].map(([t]) => t));
  const own = tags(page(story) + page({ ...story, findings: [] }));
  assert.deepEqual(
    [...tags(html)].filter((tag) => !own.has(tag)),
    [],
  );
  assert.doesNotMatch(html, /<img|href="javascript:|<!--/);
  assert.equal(html.match(/<script/g)?.length, 1);
});

test("characters that hide or turn text are shown", () => {
  const html = page(hostile);
  assert.doesNotMatch(html, unseen);
  assert.match(html, /⟨U\+202E⟩gnp\.exe/);
  assert.match(html, /␛\[2J/);
});
