import type { Page } from "playwright-core";
import { runCommand } from "./driver.ts";
import { eventually } from "./eventually.ts";

/** A row of the Problems panel, as it is shown there. */
export interface Problem {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly source: string;
  readonly code: string;
  /** With its folders, below the folder that is open. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly related: readonly Related[];
}

export interface Related {
  readonly message: string;
  /** Only the name: the panel shows no folders here. */
  readonly file: string;
  readonly line: number;
}

/** Opens the Problems panel and reads it from top to bottom, as it is at this moment. */
export async function problems(page: Page): Promise<Problem[]> {
  await runCommand(page, "Problems: Focus on Problems View");
  await page.locator(".markers-panel").waitFor();
  const found: Problem[] = [];
  let file = "";
  for (const row of await readRows(page)) {
    if (row.level === "1") {
      file = row.folder ? `${row.folder}/${row.file}` : row.file;
    } else if (row.level === "2") {
      const { message, source, code } = row;
      const severity = /\b(error|warning|info)\b/.exec(row.icon)?.[1] as Problem["severity"];
      found.push({ severity, message, source, code, file, ...position(row), related: [] });
    } else {
      const problem = found.pop();
      if (!problem) continue;
      const related = { message: row.relatedMessage, file: row.relatedFile, ...position(row) };
      found.push({ ...problem, related: [...problem.related, related] });
    }
  }
  return found;
}

/** Only the rows on the screen exist, so the list is scrolled; keys would open the files in it. */
async function readRows(page: Page): Promise<Row[]> {
  const list = page.locator(".markers-panel .monaco-list").first();
  const drawn = () => list.locator(".monaco-list-rows > *").evaluateAll(readDrawnRows);
  if ((await drawn()).length === 0) return [];
  await list.hover();
  await page.mouse.wheel(0, -1_000_000);
  await list.locator('[data-index="0"]').waitFor();
  const rows = new Map<string, Row>();
  for (;;) {
    const now = await drawn();
    for (const row of now) rows.set(row.index, row);
    if (now.some((row) => row.last === "true")) break;
    await page.mouse.wheel(0, 100);
    await eventually("the next problems", async () => {
      return (await drawn()).some((row) => !rows.has(row.index));
    });
  }
  await page.mouse.move(0, 0);
  return [...rows.values()].sort((one, other) => Number(one.index) - Number(other.index));
}

type Row = ReturnType<typeof readDrawnRows>[number];

/** Runs in the page, all at once, because the panel is drawn anew whenever a problem changes. */
function readDrawnRows(rows: readonly Drawn[]) {
  return rows.map((row) => ({
    index: row.getAttribute("data-index") ?? "",
    last: row.getAttribute("data-last-element"),
    level: row.getAttribute("aria-level"),
    file: row.querySelector(".label-name")?.textContent ?? "",
    folder: row.querySelector(".label-description")?.textContent ?? "",
    icon: row.querySelector(".marker-icon")?.getAttribute("class") ?? "",
    message: [...row.querySelectorAll(".marker-message-line")]
      .map((line) => (line.querySelector(".marker-message") ?? line).textContent)
      .join("\n"),
    source: row.querySelector(".marker-source")?.textContent ?? "",
    code: row.querySelector(".marker-code")?.textContent ?? "",
    place: row.querySelector(".marker-line")?.textContent ?? "",
    relatedFile: row.querySelector(".related-info-resource")?.textContent ?? "",
    relatedMessage: row.querySelector(".marker-description")?.textContent ?? "",
  }));
}

/** What is used of an element: these tests have no types of the browser's. */
interface Drawn {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Drawn | null;
  querySelectorAll(selector: string): Iterable<Drawn>;
}

function position(row: Row): { line: number; column: number } {
  const [, line, column] = /Ln (\d+), Col (\d+)/.exec(row.place) ?? [];
  return { line: Number(line), column: Number(column) };
}
