import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { FrameLocator, Page } from "playwright-core";
import { makeVsix } from "../../scripts/vsix.mjs";
import { story } from "../harness/story-container.ts";
import {
  chooseFromMenu,
  clickLens,
  goTo,
  notification,
  opened,
  openFile,
  pick,
  quickEntries,
  runCommand,
  screenshot,
  webview,
} from "./driver.ts";
import { eventually } from "./eventually.ts";

const command = "Dockwright: Diagnose Container Start Failure";
const menuEntry = "Diagnose Container Start Failure";
const dockerfile = "backend/Dockerfile";
const compose = "docker-compose.yml";

test("every way into a diagnosis leads to the report", async (t) => {
  const { folder, docker, build, up } = story(t, "shell-mount");
  const { name, error } = await up(await build(), ["./backend:/srv"]);
  assert.ok(error, "the container must not start");
  const neighbour = join(folder, "..", `${name}.vsix`);
  await makeVsix(join(import.meta.dirname, "neighbour"), neighbour);
  const page = await opened(t, { folder, neighbours: [neighbour] });

  await t.test("the lens above a service", async () => {
    await openFile(page, compose);
    await clickLens(page, "Diagnose start");
    await reported(page);
  });

  await t.test("the lens above the final stage", async () => {
    await openFile(page, dockerfile);
    await page.locator(".codelens-decoration").first().waitFor();
    await screenshot(page, "10-dockerfile-lens");
    await clickLens(page, "Diagnose start");
    await reported(page);
  });

  await t.test("the command, with the service under the cursor first", async () => {
    await openFile(page, compose);
    await goTo(page, 5);
    await runCommand(page, command);
    const [first = "", ...others] = await eventually("the containers", async () => {
      const entries = await quickEntries(page);
      return entries.length > 2 ? entries : undefined;
    });
    await screenshot(page, "11-picker");
    assert.match(first, /backend.*Created.*ago.*\/srv\/bin\/serve/);
    assert.ok(!others.some((entry) => entry.includes(name)), "it is not offered twice");
    assert.ok(others.some((entry) => entry.startsWith("cache")));
    await pick(page, "backend");
    await reported(page);
  });

  await t.test("the menu of a file", async () => {
    const row = page.locator(".explorer-folders-view .monaco-list-row", { hasText: compose });
    await chooseFromMenu(page, row, menuEntry);
    await pick(page, "backend");
    await reported(page);
  });

  await t.test("the tree of Container Tools", async () => {
    await runCommand(page, "Explorer: Focus on Containers View");
    const row = page.locator(".monaco-list-row", { hasText: name }).last();
    await chooseFromMenu(page, row, menuEntry);
    await reported(page);
  });

  await t.test("the offer when it dies", async () => {
    await runCommand(page, "View: Close All Editors");
    await assert.rejects(docker.getContainer(name).start());
    const offer = await notification(page, "backend could not be started");
    await screenshot(page, "12-offer");
    await offer.getByRole("button", { name: "Diagnose" }).click();
    await reported(page);
  });

  const offers = page.locator(".notification-toast", { hasText: "backend could not be started" });
  const off = '"dockwright.offerDiagnosis": false';
  const settings = () => readFileSync(join(folder, ".vscode/settings.json"), "utf8");
  const again = async () => {
    await docker.getContainer(name).remove({ force: true });
    await up((await docker.listImages()).find(isBackend)?.RepoTags?.[0] ?? "", ["./backend:/srv"]);
  };

  await t.test("the offer is declined, and turned off for good", async () => {
    await again();
    const first = await notification(page, "backend could not be started");
    await first.getByRole("button", { name: "Not Now" }).click();
    await first.waitFor({ state: "hidden" });
    await again();
    const second = await notification(page, "backend could not be started");
    await second.getByRole("button", { name: "Never for This Workspace" }).click();
    await eventually("the setting", async () => settings().includes(off));
  });

  await t.test("once it is turned off nothing is offered until it is on again", async () => {
    await again();
    writeFileSync(join(folder, ".vscode/settings.json"), "{}");
    // It listens some time after the setting has changed.
    await eventually("an offer", async () => {
      await again();
      await offers.first().waitFor({ timeout: 3000 });
      return true;
    });
    assert.equal(await offers.count(), 1, "what died in between is not offered");
  });

  function isBackend({ RepoTags = [] }: { RepoTags: string[] | undefined }): boolean {
    return RepoTags.some((tag) => tag.includes(name.split("-")[1] ?? name));
  }
});

test("without an engine nothing is offered, and the command says what was tried", async (t) => {
  const { folder } = story(t, "shell-mount");
  const env = { DOCKER_HOST: `unix://${folder}/none.sock` };
  const page = await opened(t, { folder, env });
  await openFile(page, compose);
  await page.locator(".codelens-decoration").first().waitFor();
  assert.equal(await page.locator(".notification-toast").count(), 0);
  await runCommand(page, command);
  const told = await notification(page, "No Docker engine answers");
  assert.match((await told.innerText()).replaceAll("\n", " "), /tried unix:\/\/\S*none\.sock/);
  await told.getByRole("button", { name: "Show What Was Tried" }).click();
  await page.getByText("nothing is there").first().waitFor();
});

/** Waits for the report, and closes it. */
async function reported(page: Page): Promise<void> {
  const report: FrameLocator = await webview(page);
  await report
    .getByRole("heading", { name: "A mount hides the program that the image starts" })
    .waitFor();
  await runCommand(page, "View: Close Editor");
}
