import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { FrameLocator, Page } from "playwright-core";
import { story } from "../harness/story-container.ts";
import { unseen } from "../report/hostile.ts";
import {
  clickLens,
  notification,
  opened,
  openFile,
  runCommand,
  screenshot,
  webview,
} from "./driver.ts";

const link = "[click](command:workbench.action.files.newUntitledFile)";
const planted =
  `${link}</pre><script>document.title="owned"</script>` +
  `<img src=x onerror="document.title='owned'">\u001b[2J\u001b]0;owned\u0007\u202egnp.exe\u200b`;

test("what a container plants in names, errors and its log stays words", async (t) => {
  const { folder, docker, build, up } = story(t, "shell-mount");
  const dockerfile = join(folder, "backend/Dockerfile");
  const page = await opened(t, { folder });
  await openFile(page, "docker-compose.yml");
  const start = async (lines: readonly string[]) => {
    writeFileSync(dockerfile, lines.join("\n"));
    return up(await build(), []);
  };

  await t.test("in the name of the program, and so in the engine's error", async () => {
    await page.locator(".codelens-decoration").first().waitFor();
    const cmd = JSON.stringify([`/bin/${planted}`]);
    const { error } = await start(["FROM busybox:latest", `CMD ${cmd}`]);
    assert.match(error ?? "", /<img src=x/);
    const offer = await notification(page, "backend could not be started");
    assert.equal(await offer.locator(".notification-list-item-message a").count(), 0);
    await screenshot(page, "50-hostile-offer");
    await offer.getByRole("button", { name: "Diagnose" }).click();
    await wordsOnly(page, "50-hostile-error");
  });

  await t.test("in its log", async () => {
    await docker.getContainer(await nameOf()).remove({ force: true });
    writeFileSync(join(folder, "backend/words"), `${planted}\n`);
    const cmd = JSON.stringify(["sh", "-c", "cat /words; exit 3"]);
    const { name } = await start(["FROM busybox:latest", "COPY words /words", `CMD ${cmd}`]);
    await docker.getContainer(name).wait();
    await runCommand(page, "Notifications: Clear All Notifications");
    await runCommand(page, "View: Close Editor");
    await openFile(page, "docker-compose.yml");
    await clickLens(page, "Diagnose start");
    await wordsOnly(page, "51-hostile-log");
  });

  await t.test("no script runs in the report but its own", async () => {
    const body = (await webview(page)).locator("body");
    const blocked = await body.evaluate(`new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "document.title = 'owned'";
      document.body.append(script);
    })`);
    assert.equal(blocked, "script-src-elem");
    assert.doesNotMatch(String(await body.evaluate("document.title")), /owned/);
  });

  async function nameOf(): Promise<string> {
    const [first] = await docker.listContainers({ all: true });
    return first?.Id ?? "";
  }
});

/** The report shows what was planted, and nothing came of it. */
async function wordsOnly(page: Page, picture: string): Promise<void> {
  const report: FrameLocator = await webview(page);
  await report.getByRole("heading", { name: /backend.* failed/ }).waitFor();
  await screenshot(page, picture);
  const text = await report.locator("body").innerText();
  assert.ok(text.includes("<img src=x"), "it is shown");
  assert.ok(text.includes("⟨U+202E⟩gnp.exe"), "what turns text is named");
  assert.doesNotMatch(text, unseen);
  assert.equal(await report.locator("img, iframe, a[href^='command:']").count(), 0);
  assert.equal(await report.locator("script", { hasText: "owned" }).count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
}
