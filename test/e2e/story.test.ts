import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { story } from "../harness/story-container.ts";
import {
  editorText,
  goTo,
  notification,
  opened,
  openFile,
  pick,
  quickEntries,
  quickFix,
  runCommand,
  saveAll,
  screenshot,
  squiggles,
  webview,
} from "./driver.ts";
import { eventually } from "./eventually.ts";
import { problems } from "./problems.ts";

const command = "Dockwright: Diagnose Container Start Failure";
const dockerfile = "backend/Dockerfile";
const compose = "docker-compose.yml";

test("squiggles without doing anything, quick fixes alone, and the container starts", async (t) => {
  const { folder, docker, build, up } = story(t, "fastapi-poetry");
  const page = await opened(t, { folder });

  await openFile(page, dockerfile);
  await goTo(page, 36);
  await eventually("three squiggles", async () => (await squiggles(page)) === 3);
  await screenshot(page, "1-dockerfile");
  await found(page, [
    `${dockerfile}:33 copy-without-from error`,
    `${dockerfile}:36 copy-overwrites-dependencies warning`,
    `${dockerfile}:43 module-missing error`,
    `${compose}:7 mount-hides-program error`,
  ]);
  await screenshot(page, "2-problems");

  // An unsaved edit of one file changes what is found in the other.
  await openFile(page, dockerfile);
  await goTo(page, 43);
  await page.keyboard.press("Control+/");
  await found(page, [
    `${dockerfile}:33 copy-without-from error`,
    `${dockerfile}:36 copy-overwrites-dependencies warning`,
    // Without a CMD the service starts the interpreter of its base image, which has nothing to read.
    `${compose}:2 exits-at-once info`,
  ]);
  await openFile(page, dockerfile);
  await goTo(page, 43);
  await page.keyboard.press("Control+/");

  await openFile(page, compose);
  await eventually("the squiggle of the mount", async () => (await squiggles(page)) === 1);
  await goTo(page, "7:9");
  await screenshot(page, "3-compose");
  await quickFix(page, "7:9", "Keep /app/.venv of the image: add an anonymous volume");
  assert.match(await editorText(page), /- \.\/backend:\/app\n {6}- \/app\/\.venv\n/);
  await found(page, [
    `${dockerfile}:33 copy-without-from error`,
    `${dockerfile}:36 copy-overwrites-dependencies warning`,
    `${dockerfile}:43 module-missing error`,
  ]);

  await openFile(page, dockerfile);
  await quickFix(page, "33:31", 'Copy from stage "builder"');
  await quickFix(page, "43:33", "Start app.main:app");
  await quickFix(page, "36:31", "Create .dockerignore with .venv");
  await saveAll(page);
  await found(page, []);
  await screenshot(page, "4-silent");

  assert.equal(readFileSync(join(folder, "backend/.dockerignore"), "utf8"), ".venv\n");
  const { name, error } = await up(await build(), ["./backend:/app", "/app/.venv"]);
  assert.equal(error, undefined);
  await eventually("uvicorn to listen", async () => {
    const log = await docker.getContainer(name).logs({ stdout: true, stderr: true });
    return /Uvicorn running on/.test(log.toString("latin1"));
  });
});

test("a failed container is diagnosed, proven, and mended from the report", async (t) => {
  const { folder, build, up, everything } = story(t, "fastapi-poetry-mount-only");
  const { error } = await up(await build(), ["./backend:/app"]);
  assert.ok(error, "the container must not start");
  const before = await everything();
  const page = await opened(t, { folder });

  await runCommand(page, command);
  await pick(page, "backend");
  const progress = await notification(page, "Diagnosing");
  await progress.getByText(/[a-z] \(\d+ s\)/).waitFor();
  await screenshot(page, "5-progress");
  await progress.waitFor({ state: "hidden" });

  const report = await webview(page);
  await report
    .getByRole("heading", { name: "A mount hides the program that the image starts" })
    .waitFor();
  const text = await report.locator("body").innerText();
  assert.match(text, /stat \/app\/\.venv\/bin\/python: no such file or directory/);
  assert.match(text, /the same image starts without/);
  assert.match(text, /in the image/i);
  assert.match(text, /in the container/i);
  assert.match(text, /Ruled out/i);
  assert.doesNotMatch(text.split(/Ruled out/i)[0] ?? "", /Docker Desktop|CRLF|architecture/);
  await screenshot(page, "6-report");
  assert.deepEqual(await everything(), before, "the diagnosis left or changed something");

  await report
    .getByRole("link", { name: /docker-compose\.yml:7/ })
    .first()
    .click();
  await page.locator(".tab.active", { hasText: compose }).waitFor();
  await runCommand(page, "View: Open Previous Editor");
  const again = await webview(page);
  await again
    .getByRole("button", { name: /Keep \/app\/\.venv of the image/ })
    .first()
    .click();
  await page.locator(".tab", { hasText: compose }).first().waitFor();
  await openFile(page, compose);
  await eventually("the fix in the editor", async () =>
    (await editorText(page)).includes("- ./backend:/app\n      - /app/.venv\n"),
  );
  await found(page, []);
});

test("Cancel ends a diagnosis at once and leaves nothing behind", async (t) => {
  const { folder, build, up, everything } = story(t, "fastapi-poetry-mount-only");
  await up(await build(), ["./backend:/app"]);
  const before = await everything();
  const page = await opened(t, { folder });

  await runCommand(page, command);
  await pick(page, "backend");
  const progress = await notification(page, "Diagnosing");
  await progress.getByRole("button", { name: "Cancel" }).click();
  await progress.waitFor({ state: "hidden" });
  await eventually("the engine to be as it was", async () => {
    assert.deepEqual(await everything(), before);
    return true;
  });
  assert.equal(await page.locator("iframe.webview").count(), 0, "no report after a cancel");
});

test("Restricted Mode: files are analysed, Docker is asked once the folder is trusted", async (t) => {
  const { folder } = story(t, "fastapi-poetry");
  const page = await opened(t, { folder, trust: "enabled" });
  await openFile(page, dockerfile);
  await goTo(page, 36);
  await eventually("squiggles in Restricted Mode", async () => (await squiggles(page)) === 3);
  await runCommand(page, command);
  const warning = await notification(page, "only in a trusted");
  await screenshot(page, "7-restricted");
  await warning.getByRole("button", { name: "Manage Workspace Trust" }).click();
  const trust = page.locator(".workspace-trust-editor");
  await trust.getByRole("button", { name: "Trust", exact: true }).first().click();
  await trust.getByText("You trust this folder").waitFor();
  await runCommand(page, command);
  const services = await eventually("the services", async () => {
    const entries = await quickEntries(page);
    return entries.length > 2 && entries;
  });
  await screenshot(page, "8-trusted");
  assert.ok(services.some((entry) => entry.startsWith("backend")));
});

/** Waits until the Problems panel shows exactly these, whatever the order. */
async function found(page: Page, expected: readonly string[]): Promise<void> {
  let last: readonly string[] = [];
  const wanted = expected.toSorted();
  try {
    await eventually("the expected problems", async () => {
      const all = await problems(page);
      last = all
        .filter(({ source }) => source === "dockwright")
        .map(({ file, line, code, severity }) => `${file}:${line} ${code} ${severity}`)
        .toSorted();
      return JSON.stringify(last) === JSON.stringify(wanted);
    });
  } catch {
    assert.deepEqual(last, wanted);
  }
}
