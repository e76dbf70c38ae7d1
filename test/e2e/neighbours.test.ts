import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { makeVsix } from "../../scripts/vsix.mjs";
import { story } from "../harness/story-container.ts";
import {
  editorText,
  goTo,
  opened,
  openFile,
  pick,
  quickEntries,
  quickFix,
  runCommand,
  saveAll,
  screenshot,
} from "./driver.ts";
import { eventually } from "./eventually.ts";
import { problems } from "./problems.ts";

const dockerfile = "backend/Dockerfile";

test("it lives beside others, and assistants may ask it", async (t) => {
  const { folder, build, up } = story(t, "shell-mount");
  const { name } = await up(await build(), ["./backend:/srv"]);
  const path = join(folder, dockerfile);
  writeFileSync(path, readFileSync(path, "utf8").replace("--from=tools", "--from=tolls"));
  const neighbour = join(folder, "..", `${name}.vsix`);
  await makeVsix(join(import.meta.dirname, "neighbour"), neighbour);
  const page = await opened(t, {
    folder,
    neighbours: [neighbour],
    settings: { "chat.disableAIFeatures": false },
  });

  await t.test("what hadolint says of a line is not said once more", async () => {
    await openFile(page, dockerfile);
    await shown(page, ["6 DL3022"]);
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    const settings = JSON.stringify({ "dockwright.hideDuplicates": false });
    writeFileSync(join(folder, ".vscode/settings.json"), settings);
    await shown(page, ["6 DL3022", "6 copy-from-unknown-stage"]);
    writeFileSync(join(folder, ".vscode/settings.json"), "{}");
    await shown(page, ["6 DL3022"]);
  });

  await t.test("its quick fix is there all the same", async () => {
    await openFile(page, dockerfile);
    await quickFix(page, "6:14", 'Copy from "tools"');
    await saveAll(page);
    await shown(page, []);
  });

  await t.test("an assistant gets findings and a diagnosis as JSON", async () => {
    await runCommand(page, "Neighbour: Ask Dockwright's Tools");
    const dialog = page.locator(".monaco-dialog-box");
    const answer = page.locator(".tab", { hasText: "Untitled" });
    await dialog.or(answer).first().waitFor();
    if (await dialog.isVisible()) {
      await screenshot(page, "30-tool-question");
      await dialog.getByRole("button", { name: "Yes" }).click();
    }
    await answer.waitFor();
    const [found = "", diagnosed = ""] = (await editorText(page)).split("---\n");
    assert.equal(JSON.parse(found).findings[0].cause, "mount-hides-program");
    const { target, findings } = JSON.parse(diagnosed);
    assert.equal(target.name, "backend");
    assert.equal(findings[0].cause, "mount-hides-program");
    assert.equal(findings[0].file, "docker-compose.yml");
  });

  await t.test("the setting of severities is completed with the causes", async () => {
    const text = '{\n  "dockwright.severity": {\n    \n  }\n}\n';
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    writeFileSync(join(folder, ".vscode/settings.json"), text);
    await openFile(page, ".vscode/settings.json");
    await goTo(page, "3:5");
    await page.keyboard.press("Control+Space");
    const offered = page.locator(".suggest-widget .monaco-list-row", {
      hasText: "arg-out-of-scope",
    });
    await offered.waitFor();
    await screenshot(page, "33-severity");
    await page.keyboard.press("Escape");
    await runCommand(page, "View: Close Editor");
  });

  await t.test("the walkthrough opens the sample in a window of its own", async () => {
    await runCommand(page, "Welcome: Open Walkthrough...");
    await pick(page, "Find out why a container does not start");
    const step = page.locator(".gettingStartedContainer").getByText("See it before you build");
    await step.first().waitFor();
    await runCommand(page, "View: Hide Panel");
    await page.getByAltText("A Dockerfile with underlined lines").first().waitFor();
    await screenshot(page, "31-walkthrough");
    const [sample] = await Promise.all([
      page.context().waitForEvent("page"),
      runCommand(page, "Dockwright: Open Sample Project"),
    ]);
    await sample.locator(".monaco-workbench").waitFor();
    await openFile(sample, "docker-compose.yml");
    await sample.locator(".squiggly-error").first().waitFor();
    await screenshot(sample, "32-sample");
    await sample.close();
  });

  await t.test(
    "in a folder that is on no disk it is not there, and nobody is bothered",
    async () => {
      const address = new URL(page.url());
      address.search = `${new URLSearchParams({ folder: "neighbour:/project" })}`;
      await page.goto(address.href);
      const file = page.locator(".explorer-folders-view .monaco-list-row", {
        hasText: "Dockerfile",
      });
      await file.click();
      await page.locator(".tab.active", { hasText: "Dockerfile" }).waitFor();
      assert.equal(await page.locator(".codelens-decoration").count(), 0);
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input").fill(">Dockwright: Diagnose");
      const [only = "", ...others] = await quickEntries(page);
      assert.match(only, /^Neighbour: Ask/);
      assert.deepEqual(others, []);
      await screenshot(page, "34-virtual-workspace");
      assert.equal(await page.locator(".notification-toast").count(), 0);
    },
  );
});

/** Waits until the Problems panel shows exactly these of the Dockerfile. */
async function shown(page: Page, expected: readonly string[]): Promise<void> {
  await eventually(`the problems ${expected}`, async () => {
    const all = await problems(page);
    const here = all.filter(({ file }) => file === dockerfile);
    const told = here.map(({ line, code }) => `${line} ${code}`).toSorted();
    assert.deepEqual(told, expected.toSorted());
    return true;
  });
}
