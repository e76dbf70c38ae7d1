import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { compose } from "../../scripts/compose.mjs";
import { which } from "../../scripts/which.mjs";
import { type Story, story } from "../harness/story-container.ts";
import {
  browse,
  editorText,
  goTo,
  notification,
  openFile,
  quickFix,
  runCommand,
  saveAll,
  screenshot,
  squiggles,
  terminalText,
  typeInTerminal,
  webview,
} from "./driver.ts";
import { eventually } from "./eventually.ts";
import { problems } from "./problems.ts";

const start = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));

test("from npm start to a container that runs, by clicks and keys alone", async (t) => {
  const project = story(t, "fastapi-poetry");
  const up = await composeUp(t, project);
  const page = await npmStart(t, project.folder, up.env);

  await t.test("the Dockerfile is open, and its guilty lines are underlined", async () => {
    await eventually("the first of them", async () => (await squiggles(page)) > 0);
    await screenshot(page, "40-npm-start");
    await goTo(page, 36);
    await eventually("three squiggles", async () => (await squiggles(page)) === 3);
  });

  await t.test("it does not build; the quick fix at the line of the error mends that", async () => {
    const said = await up.run(page, 1);
    assert.match(said, /app\/\.venv/);
    await screenshot(page, "41-does-not-build");
    await runCommand(page, "View: Hide Panel");
    await openFile(page, "backend/Dockerfile");
    await quickFix(page, "33:31", 'Copy from stage "builder"');
    await saveAll(page);
  });

  await t.test("it builds and dies; the offer leads to the report", async () => {
    await up.run(page, 0);
    const offer = await notification(page, "backend ended with exit code 1 right after its start");
    await screenshot(page, "42-offer");
    await offer.getByRole("button", { name: "Diagnose" }).click();
    const report = await reportOf(page);
    await report.getByRole("heading", { name: /backend.* failed/ }).waitFor();
    await runCommand(page, "View: Hide Panel");
    await screenshot(page, "43-report");
  });

  await t.test("one button mends all that is left", async () => {
    const report = await reportOf(page);
    await report.getByRole("button", { name: /Fix all \d causes/ }).click();
    const question = page.locator(".monaco-dialog-box");
    await screenshot(page, "44-question");
    await question.getByRole("button", { name: "Change" }).click();
    await report.getByText(/Changed /).waitFor();
    await saveAll(page);
    await eventually("nothing to be found", async () => (await problems(page)).length === 0);
    await openFile(page, "docker-compose.yml");
    assert.match(await editorText(page), /- \/app\/\.venv\n/);
  });

  await t.test("it starts, and the report says so", async () => {
    await up.run(page, 0);
    await screenshot(page, "45-starts");
    await runCommand(page, "View: Hide Panel");
    await (await reportOf(page)).getByRole("button", { name: "Diagnose again" }).click();
    const report = await reportOf(page);
    await report.getByRole("heading", { name: /backend.* runs/ }).waitFor({ timeout: 60_000 });
    await screenshot(page, "46-clean-report");
    const [{ Id = "", State } = {}, ...others] = await project.docker.listContainers({ all: true });
    assert.equal(others.length, 0, "the diagnosis left nothing");
    assert.equal(State, "running");
    const log = await project.docker.getContainer(Id).logs({ stdout: true, stderr: true });
    assert.match(log.toString("latin1"), /Uvicorn running on/);
  });
});

/** What a person types into the terminal. */
async function composeUp(t: TestContext, { folder, labels }: Story) {
  const config = mkdtempSync(join(tmpdir(), "dockwright-config-"));
  mkdirSync(join(config, "cli-plugins"));
  const program = await compose();
  symlinkSync(program, join(config, "cli-plugins", "docker-compose"));
  const words = which("docker") ? "docker compose" : program;
  const env = { DOCKER_CONFIG: config, DOCKER_BUILDKIT: "0" };
  t.after(() => rmSync(config, { recursive: true }));
  // Not all machines reach the package index from a container's network, or have port 8000 free.
  const backend = { labels, build: { network: "host", labels } };
  const override = JSON.stringify({ services: { backend } }, undefined, 2);
  writeFileSync(join(folder, "docker-compose.override.yml"), override);
  const file = join(folder, "docker-compose.yml");
  writeFileSync(file, readFileSync(file, "utf8").replace('"8000:8000"', '"8000"'));
  // The terminal is to be read as text.
  mkdirSync(join(folder, ".vscode"));
  const settings = JSON.stringify({ "terminal.integrated.gpuAcceleration": "off" });
  writeFileSync(join(folder, ".vscode/settings.json"), settings);
  let runs = 1;
  return {
    env,
    /** Types it, and gives what is shown once it has ended in this way. */
    async run(page: Page, exitCode: number): Promise<string> {
      const end = `ended ${runs++}:`;
      await typeInTerminal(page, `clear; ${words} up -d --build --no-deps backend; echo ${end} $?`);
      const said = await terminalText(page, new RegExp(`^${end} \\d+`, "m"), 240_000);
      assert.match(said, new RegExp(`^${end} ${exitCode}\\b`, "m"));
      return said;
    },
  };
}

/** The workbench that `npm start` opens. */
async function npmStart(t: TestContext, folder: string, env: NodeJS.ProcessEnv): Promise<Page> {
  const started = spawn(process.execPath, [start, "--browser", folder], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const home = mkdtempSync(join(tmpdir(), "dockwright-home-"));
  let close = async () => {};
  t.after(async () => {
    await close();
    const ended = new Promise((resolve) => started.once("exit", resolve));
    if (started.kill()) await ended;
    rmSync(home, { recursive: true });
  });
  const { page, ...browser } = await browse(await addressOf(started), home);
  close = async () => {
    await screenshot(page, "end of npm start");
    await browser.close();
  };
  return page;
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout);
  for await (const line of createInterface({ input: stdout })) {
    const [, address] = /VS Code with Dockwright: (http\S+)/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error("npm start told no address");
}

/** The report, made the active editor. */
async function reportOf(page: Page) {
  const tab = page.locator(".tab", { hasText: "Diagnosis:" }).first();
  await tab.click({ timeout: 60_000 });
  return webview(page);
}
