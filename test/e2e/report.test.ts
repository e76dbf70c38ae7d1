import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FrameLocator, Page } from "playwright-core";
import { story } from "../harness/story-container.ts";
import { hardToRead } from "./contrast.ts";
import {
  clickLens,
  editorText,
  notification,
  opened,
  openFile,
  quickFix,
  runCommand,
  saveAll,
  screenshot,
  terminalText,
  webview,
} from "./driver.ts";
import { eventually } from "./eventually.ts";

const compose = "docker-compose.yml";
const cli = fileURLToPath(new URL("../../dist/dockwright.js", import.meta.url));
const themes = {
  light: "Light Modern",
  dark: "Dark Modern",
  "high-contrast": "Default High Contrast",
  "high-contrast-light": "Default High Contrast Light",
};

/** The report beside a file: a laptop, and a column that is as narrow as it gets. */
const screens = [
  [1440, 900],
  [1280, 800],
  [960, 800],
] as const;

test("the report, and all that can be done from it", async (t) => {
  const { folder, docker, build, up } = story(t, "shell-mount");
  const { name, error } = await up(await build(), ["./backend:/srv"]);
  assert.ok(error, "the container must not start");
  const page = await opened(t, {
    folder,
    settings: { "terminal.integrated.gpuAcceleration": "off" },
  });
  await openFile(page, compose);
  await clickLens(page, "Diagnose start");
  await reportOf(page);

  for (const [width, height] of screens) {
    await t.test(`the first screen of ${width}×${height} tells all that matters`, async () => {
      await page.setViewportSize({ width, height });
      const report = await reportOf(page);
      await screenshot(page, `20-first-screen-${width}`);
      for (const seen of [
        report.getByRole("heading", { name: "The service backend failed" }),
        report.getByText('exec: "/srv/bin/serve": stat /srv/bin/serve: no such file or directory'),
        report.getByText("Proven: the same image starts without the mount at /srv"),
        report.getByRole("link", { name: "docker-compose.yml:5" }),
        report.getByRole("button", { name: /Keep \/srv\/bin of the image/ }),
      ]) {
        const box = await seen.first().boundingBox();
        assert.ok(box && box.y + box.height < height - 24, `${seen} is off the first screen`);
      }
      const cut = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
      assert.equal(
        await report.locator("body").evaluate(cut),
        false,
        "nothing is cut off at the side",
      );
    });
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  await t.test("in a wide column image and container stand beside each other", async () => {
    await runCommand(page, "View: Toggle Maximize Editor Group");
    await runCommand(page, "View: Toggle Primary Side Bar Visibility");
    const report = await reportOf(page);
    await screenshot(page, "20-report-wide");
    const [image, container] = await Promise.all(
      ["In the image", "In the container"].map((name) =>
        report.getByRole("heading", { name }).boundingBox(),
      ),
    );
    assert.ok(image && container && image.y === container.y && image.x < container.x);
    await runCommand(page, "View: Toggle Primary Side Bar Visibility");
    await runCommand(page, "View: Toggle Maximize Editor Group");
  });

  await t.test("it looks right in light, dark and both high contrasts", async () => {
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    for (const [kind, theme] of Object.entries(themes)) {
      const settings = JSON.stringify({ "workbench.colorTheme": theme });
      writeFileSync(join(folder, ".vscode/settings.json"), settings);
      const body = (await reportOf(page)).locator("body");
      await eventually(`the theme ${theme}`, async () => {
        return (await body.getAttribute("data-vscode-theme-kind")) === `vscode-${kind}`;
      });
      await screenshot(page, `20-report-${kind}`);
      assert.deepEqual(await hardToRead(await reportOf(page)), [], theme);
      await body.locator("#experiments").scrollIntoViewIfNeeded();
      await screenshot(page, `20-report-${kind}-chain`);
      await body.locator("h1").scrollIntoViewIfNeeded();
    }
    writeFileSync(join(folder, ".vscode/settings.json"), "{}");
  });

  await t.test("keys alone reach everything", async () => {
    const report = await reportOf(page);
    const reachable = "a[href], button, summary, [tabindex='0']";
    const count = await report.locator(reachable).count();
    await report.locator("h1").click();
    const seen = new Set<string>();
    for (let i = 0; i < count + 2; i++) {
      await page.keyboard.press("Tab");
      const text = report.locator(":focus");
      if ((await text.count()) === 0) continue;
      seen.add(await text.first().innerText());
      const outline = await text
        .first()
        .evaluate(`getComputedStyle(document.activeElement).outline`);
      assert.match(String(outline), /solid [12]/, "it is to be seen where one is");
    }
    const all = await report.locator(reachable).allInnerTexts();
    assert.deepEqual(
      all.filter((text) => !seen.has(text)),
      [],
    );
  });

  await t.test(
    "it is the same after it was hidden, and after the window was reloaded",
    async () => {
      const evidence = (report: FrameLocator) => report.locator("details.evidence").first();
      const summary = evidence(await reportOf(page)).locator("summary");
      await summary.focus();
      await page.keyboard.press("Enter");
      await eventually("the evidence", () => isOpen(evidence));
      await screenshot(page, "21-report-evidence");
      await openFile(page, "backend/Dockerfile");
      await eventually("the evidence", () => isOpen(evidence));
      await page.reload();
      await page.locator(".monaco-workbench").waitFor();
      await eventually("the evidence", () => isOpen(evidence), 60_000);

      async function isOpen(of: typeof evidence): Promise<boolean> {
        const open = await of(await reportOf(page)).getAttribute("open", { timeout: 2000 });
        return open !== null;
      }
    },
  );

  await t.test("it is copied as Markdown", async () => {
    const report = await reportOf(page);
    await report.getByRole("button", { name: "Copy as Markdown" }).click();
    await report.getByText("Copied.").waitFor();
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    assert.match(copied, /^# The service backend failed\n/);
    assert.match(copied, /## Experiments/);
  });

  await t.test("the evidence is saved, and judged again in a terminal", async () => {
    const report = await reportOf(page);
    await report.getByRole("button", { name: "Save evidence" }).click();
    const input = page.locator(".quick-input-widget .quick-input-box input");
    await input.waitFor();
    const file = join(folder, "evidence.json");
    await input.fill(file);
    await page.keyboard.press("Enter");
    await report.getByText("Saved evidence.json").waitFor();
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[cli, "diagnose", "--evidence", file],
    ]);
    assert.match(stdout, /A mount hides the program that the image starts/);
  });

  await t.test("a shell is opened in the container's place", async () => {
    const report = await reportOf(page);
    await report.getByRole("button", { name: "Open a shell" }).click();
    const rows = page.locator(".terminal-wrapper.active .xterm-rows");
    await terminalText(page, /[$#]$/);
    await page.keyboard.type("ls; echo in $(pwd)\n");
    const answer = await terminalText(page, /in \/srv/);
    await screenshot(page, "22-shell");
    assert.match(answer, /Dockerfile/, "the mount is there");
    await page.keyboard.type("exit\n");
    await rows.waitFor({ state: "hidden" });
    assert.deepEqual(await containers(), [`/${name}`]);
  });

  await t.test("a shell that is closed under way leaves nothing behind", async () => {
    await (await reportOf(page)).getByRole("button", { name: "Open a shell" }).click();
    await terminalText(page, /[$#]$/);
    await runCommand(page, "Terminal: Kill the Active Terminal Instance");
    await eventually("the container to be gone", async () => {
      assert.deepEqual(await containers(), [`/${name}`]);
      return true;
    });
  });

  await t.test(
    "a diagnosis that is cancelled leaves the report as it is, and nothing behind",
    async () => {
      await (await reportOf(page)).getByRole("button", { name: "Diagnose again" }).click();
      const progress = await notification(page, "Diagnosing");
      await progress.getByRole("button", { name: "Cancel" }).click();
      await progress.waitFor({ state: "hidden" });
      await reportOf(page);
      await eventually("the engine to be as it was", async () => {
        assert.deepEqual(await containers(), [`/${name}`]);
        return true;
      });
    },
  );

  async function containers() {
    const all = await docker.listContainers({ all: true });
    return all.map(({ Names: [own] }) => own);
  }

  await t.test("the page of the cause", async () => {
    await (await reportOf(page)).getByRole("link", { name: "About mount-hides-program" }).click();
    await page.locator(".tab", { hasText: "mount-hides-program.md" }).waitFor();
    await runCommand(page, "View: Close Editor");
  });

  const runAgain = async () => {
    await (await reportOf(page)).getByRole("button", { name: "Diagnose again" }).click();
    await page.locator(".notification-toast", { hasText: "Diagnosing" }).waitFor();
    await page.locator(".notification-toast").waitFor({ state: "hidden" });
  };

  await t.test("what a comment ignores is shown as such", async () => {
    const before = readFileSync(join(folder, compose), "utf8");
    await openFile(page, compose);
    await quickFix(page, "5:9", "Ignore mount-hides-program here");
    await page.keyboard.type("the image is built by hand");
    await page.keyboard.press("Escape");
    await saveAll(page);
    await runAgain();
    const ignored = "Ignored by a comment in the source: the image is built by hand";
    await (await reportOf(page)).getByText(ignored).waitFor();
    await screenshot(page, "25-ignored");
    writeFileSync(join(folder, compose), before);
  });

  await t.test("it is run again, and mended", async () => {
    await runAgain();
    const report = await reportOf(page);
    await report.getByRole("button", { name: /Keep \/srv\/bin of the image/ }).click();
    await report.getByText("Changed docker-compose.yml").waitFor();
    await openFile(page, compose);
    assert.match(await editorText(page), /- \.\/backend:\/srv\n {6}- \/srv\/bin\n/);
    assert.doesNotMatch(readFileSync(join(folder, compose), "utf8"), /- \/srv\/bin/);
  });
});

test("two causes in two files: both are shown, and what mends them is shown before it is done", async (t) => {
  const { folder, build, up } = story(t, "shell-mount");
  await up(await build(), ["./backend:/srv"]);
  const dockerfile = join(folder, "backend/Dockerfile");
  const before = readFileSync(dockerfile, "utf8");
  writeFileSync(dockerfile, before.replace("--from=tools ", ""));
  const page = await opened(t, { folder });
  await openFile(page, compose);
  await clickLens(page, "Diagnose start");
  const report = await reportOf(page);
  await report.getByText("It has 2 causes").waitFor();
  await screenshot(page, "23-two-causes");
  await report.getByRole("button", { name: "Fix all 2 causes" }).click();
  const question = page.locator(".monaco-dialog-box");
  await question.getByText("Change 2 files?").waitFor();
  const text = await question.innerText();
  assert.match(text, /backend\/Dockerfile\s+COPY --from=tools \/out\/serve \/srv\/bin\/serve/);
  assert.match(text, /docker-compose\.yml\s+- \/srv\/bin/);
  await screenshot(page, "24-question");
  await question.getByRole("button", { name: "Change" }).click();
  await report.getByText(/Changed .*Dockerfile/).waitFor();
  await openFile(page, "backend/Dockerfile");
  assert.match(await editorText(page), /COPY --from=tools/);
});

/** The report, wherever it stands: it is made the active editor. */
async function reportOf(page: Page): Promise<FrameLocator> {
  const tab = page.locator(".tab", { hasText: "Diagnosis:" }).first();
  await tab.click();
  const report = await webview(page);
  await report
    .getByRole("heading", { name: "A mount hides the program that the image starts" })
    .waitFor({ timeout: 20_000 });
  return report;
}
