import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { story } from "../harness/story-container.ts";
import { clickLens, opened, openFile, pick, screenshot, webview } from "./driver.ts";

test("what nobody built yet is built from the report, and a stage from the list", async (t) => {
  const { folder, docker } = story(t, "shell-mount");
  mkdirSync(join(folder, "tools"));
  writeFileSync(join(folder, "tools/Dockerfile"), 'FROM busybox:latest\nCMD ["/nothing"]\n');
  t.after(() => docker.getImage("tools:dockwright").remove());
  const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
  const page = await opened(t, { folder, settings: { "dockwright.docker.host": host } });

  await t.test("the final stage of a Dockerfile that no service builds", async () => {
    await openFile(page, "tools/Dockerfile");
    await clickLens(page, "Diagnose start");
    await pick(page, "Build it, then diagnose");
    const report = await webview(page);
    await report
      .getByRole("heading", { level: 1 })
      .filter({ hasText: "tools:dockwright" })
      .waitFor();
    await screenshot(page, "20-stage-built");
  });

  await t.test("the image of a service", async () => {
    await openFile(page, "docker-compose.yml");
    await clickLens(page, "Diagnose start");
    const report = await webview(page);
    await report.getByRole("heading", { name: "The image is not here" }).waitFor();
    await report.getByRole("button", { name: "Build backend" }).click();
    await screenshot(page, "21-build-offer");
    // Whether this machine's docker knows compose is another matter.
    await page.getByText("Build backend - Task").first().waitFor();
  });
});
