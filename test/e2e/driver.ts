import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium, type FrameLocator, type Locator, type Page } from "playwright-core";
import { ensureBrowser, startVSCode } from "../../scripts/vscode.mjs";
import { eventually } from "./eventually.ts";

// Drives VS Code as a person would: with keys, and by what is to be read on the screen.

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Workbench {
  readonly page: Page;
  close(): Promise<void>;
}

/** A VS Code of its own on the folder, with the packaged extension. Needs `npm run package`. */
async function openWorkbench(options: {
  readonly folder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** "enabled" opens the folder in Restricted Mode. */
  readonly trust?: "disabled" | "enabled";
  readonly env?: Readonly<Record<string, string>>;
  readonly vsix?: string;
  readonly neighbours?: readonly string[];
}): Promise<Workbench> {
  endOnSignals();
  const vscode = await startVSCode({ vsix: join(root, "dockwright.vsix"), ...options });
  try {
    const { page, close } = await browse(vscode.url, join(dirname(vscode.userDataDir), "home"));
    return {
      page,
      async close() {
        await close();
        await vscode.stop();
      },
    };
  } catch (error) {
    await vscode.stop();
    throw error;
  }
}

/** A browser on the address of a VS Code. Chromium writes into the home folder, whatever its profile. */
export async function browse(address: string, home: string): Promise<Workbench> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: browserOptions,
    env: { ...process.env, HOME: home },
  });
  const close = () => browser.close();
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator(".monaco-workbench").waitFor();
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A workbench that is closed after the test, with a picture of how it ended. */
export async function opened(
  context: TestContext,
  options: Parameters<typeof openWorkbench>[0],
): Promise<Page> {
  const { page, close } = await openWorkbench(options);
  context.after(async () => {
    await screenshot(page, `end of ${context.name.slice(0, 40)}`);
    await close();
  });
  return page;
}

/**
 * Runs a command from the palette, by the title that is shown there: "Category: Title". Returns
 * when the palette is gone, or when the command has put its own question in its place.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  await chooseQuickly(page, "F1", `>${title}`, title);
}

/** Opens a file of the folder, by its path in there, and waits until the editor shows it. */
export async function openFile(page: Page, relativePath: string): Promise<void> {
  const [name = relativePath, ...folders] = relativePath.split("/").reverse();
  await chooseQuickly(page, "Control+p", relativePath, name, folders.reverse().join("/"));
  await activeEditor(page, `[data-uri$="/${encodeURI(relativePath)}"]`).waitFor();
}

/** The text of the entries of the quick pick that is open, once it has been filled. */
export async function quickEntries(page: Page): Promise<string[]> {
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows.first().waitFor();
  return rows.evaluateAll((all: readonly { ariaLabel: string | null }[]) =>
    all.map(({ ariaLabel }) => ariaLabel ?? ""),
  );
}

/** Clicks a code lens of the active editor. */
export async function clickLens(page: Page, title: string, index = 0): Promise<void> {
  await activeEditor(page).locator(".codelens-decoration a", { hasText: title }).nth(index).click();
}

/** Opens the context menu of something and takes an entry of it. */
export async function chooseFromMenu(page: Page, of: Locator, title: string): Promise<void> {
  await of.click({ button: "right" });
  const entry = page.locator(".monaco-menu .action-item").filter({ hasText: title }).first();
  await entry.waitFor();
  await entry.hover();
  await entry.click();
  await entry.waitFor({ state: "hidden" });
}

/** Chooses an entry of the quick pick that is open. */
export async function pick(page: Page, text: string): Promise<void> {
  const entry = quickEntry(page, text);
  await choose(page, entry);
  await entry.waitFor({ state: "hidden" });
}

/**
 * Applies the quick fix with this title, at a line, or at "line:column" where a line has several
 * problems.
 */
export async function quickFix(page: Page, at: number | string, title: string): Promise<void> {
  await goTo(page, at);
  const menu = page.getByRole("listbox", { name: "Action Widget" });
  const fix = menu.getByRole("option").filter({ hasText: title }).first();
  // Actions that become known while the menu is open do not get into it.
  await openList(page, fix, () => page.keyboard.press("Control+."));
  await choose(page, fix);
  await menu.waitFor({ state: "hidden" });
}

/** Puts the cursor at a line or at "line:column" of the active editor. */
export async function goTo(page: Page, at: number | string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("Control+g");
  await quickInput(page).fill(`:${at}`);
  await page.keyboard.press("Enter");
  await quickInput(page).waitFor({ state: "hidden" });
  const [line, column = 1] = String(at).split(":");
  const place = page.locator(".part.statusbar").getByText(`Ln ${line}, Col ${column}`);
  await place.waitFor();
}

/** The whole text of the active editor, by way of the clipboard: off the screen it is not drawn. */
export async function editorText(page: Page): Promise<string> {
  const nothing = "nothing was copied";
  await focusEditor(page);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(nothing)})`);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  const text = await eventually("the text in the clipboard", async () => {
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    return copied === nothing ? undefined : { copied };
  });
  // The cursor goes back to where it was.
  await page.keyboard.press("Control+u");
  return text.copied;
}

export async function saveAll(page: Page): Promise<void> {
  await runCommand(page, "File: Save All");
  await eventually("all files to be saved", async () => {
    return (await page.locator(".tab.dirty").count()) === 0;
  });
}

/** How many problems are underlined in the active editor, as far as it is on the screen. */
export async function squiggles(page: Page): Promise<number> {
  const marks = [".squiggly-error", ".squiggly-warning", ".squiggly-info"].join(", ");
  return activeEditor(page).locator(marks).count();
}

/** The notification that contains the text, once it is shown; its buttons are in it. */
export async function notification(page: Page, text: string): Promise<Locator> {
  const toast = page.locator(".notification-toast").filter({ hasText: text }).first();
  await toast.waitFor();
  return toast;
}

/** The page in the active editor, where that is a webview. */
export async function webview(page: Page): Promise<FrameLocator> {
  const place = page.locator(`${activeGroup} [id^="webview-editor-element-"]`);
  // Webviews lie over the editors and not in them; this is how the editor names its own.
  const name = await eventually("a webview", () => place.getAttribute("aria-flowto"));
  return page.frameLocator(`iframe.webview[name="${name}"]`).frameLocator("iframe#active-frame");
}

/** Types a line into the terminal, which is opened where there is none. */
export async function typeInTerminal(page: Page, line: string): Promise<void> {
  await runCommand(page, "Terminal: Focus Terminal");
  await page.locator(".terminal-wrapper.active .xterm.focus").waitFor();
  // A new one has shown its prompt then.
  await terminalText(page, /\S/);
  await page.keyboard.type(`${line}\n`);
}

/** What the terminal shows, once that matches. */
export async function terminalText(
  page: Page,
  expected: RegExp,
  milliseconds?: number,
): Promise<string> {
  const rows = page.locator(".terminal-wrapper.active .xterm-rows");
  const shown = async () => {
    const text = (await rows.innerText()).replaceAll("\u00a0", " ").trimEnd();
    return expected.test(text) && { text };
  };
  return (await eventually(`${expected} in the terminal`, shown, milliseconds)).text;
}

/** Keeps a picture in artefacts/e2e, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = join(root, "artefacts", "e2e");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

const browserOptions = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** VS Code lives in a process group of its own, which ends with us only if we end in good order. */
function endOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
  }
}

const activeGroup = ".editor-group-container.active";

function activeEditor(page: Page, condition = ""): Locator {
  return page.locator(`${activeGroup} .editor-instance > .monaco-editor${condition}`);
}

async function focusEditor(page: Page): Promise<void> {
  const focused = activeEditor(page, ".focused");
  if (await focused.isVisible()) return;
  await runCommand(page, "View: Focus Active Editor Group");
  await focused.waitFor();
}

function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget .quick-input-box input");
}

/** The entry with this name, and with this description if one is given. */
function quickEntry(page: Page, name: string, description = ""): Locator {
  const label = page.locator(".label-name").getByText(name, { exact: true });
  const entry = page.locator(".quick-input-list").getByRole("option").filter({ has: label });
  return (description ? entry.filter({ hasText: description }) : entry).first();
}

/** Opens a quick pick by a key, types into it and chooses an entry. */
async function chooseQuickly(
  page: Page,
  key: string,
  typed: string,
  name: string,
  description = "",
): Promise<void> {
  const entry = quickEntry(page, name, description);
  // An extension's commands come later than the workbench, and not into a list that is open.
  await openList(page, entry, async () => {
    await page.keyboard.press(key);
    await quickInput(page).fill(typed, { timeout: 5000 });
  });
  await choose(page, entry);
  await entry.waitFor({ state: "hidden" });
}

/** Opens a list anew until the entry is in it. */
async function openList(page: Page, entry: Locator, open: () => Promise<void>): Promise<void> {
  await eventually(`a list with ${entry}`, async () => {
    await open();
    try {
      await entry.waitFor({ timeout: 2000 });
      return true;
    } catch (error) {
      await page.keyboard.press("Escape");
      throw error;
    }
  });
}

/** Moves down a list to the entry and takes it. */
async function choose(page: Page, entry: Locator): Promise<void> {
  await entry.waitFor();
  await eventually(`${entry} to be marked`, async () => {
    const marked = (await entry.getAttribute("class"))?.split(" ").includes("focused");
    if (!marked) await page.keyboard.press("ArrowDown");
    return marked;
  });
  await page.keyboard.press("Enter");
}
