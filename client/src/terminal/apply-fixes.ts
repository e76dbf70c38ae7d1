import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { URI } from "vscode-uri";
import type { CheckResult, FileEdit, Finding, Fix } from "../../../server/src/protocol.ts";
import { compatible, edited, editsByFile } from "../file-edits.ts";

const rounds = 10;

/**
 * Applies the first fix of each finding and checks again, until nothing is left that can be applied.
 * A fix that touches the same text as an earlier one waits for the next round.
 */
export async function applyFixes(
  check: () => Promise<CheckResult>,
): Promise<CheckResult & { readonly applied: number }> {
  let applied = 0;
  let result = await check();
  const given = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const fixes = compatible(candidates(result.findings, given));
    if (fixes.length === 0) break;
    for (const file of editsByFile(fixes)) await write(file);
    applied += fixes.length;
    const before = result.findings;
    result = await check();
    // A finding that outlives its own fix would be given the same one again, up to the last round.
    for (const key of outlived(before, fixes, result.findings)) given.add(key);
  }
  return { ...result, applied };
}

function candidates(findings: readonly Finding[], given: ReadonlySet<string>): readonly Fix[] {
  return findings.flatMap((finding) => {
    const [fix] = finding.fixes;
    return fix && !given.has(nature(finding)) && fix.files.every(isPossible) ? [fix] : [];
  });
}

function isPossible({ uri, create }: FileEdit): boolean {
  return URI.parse(uri).scheme === "file" && existsSync(URI.parse(uri).fsPath) !== create;
}

function outlived(
  before: readonly Finding[],
  fixes: readonly Fix[],
  after: readonly Finding[],
): readonly string[] {
  const count = (findings: readonly Finding[], key: string) =>
    findings.filter((finding) => nature(finding) === key).length;
  return before
    .filter(({ fixes: [first] }) => first && fixes.includes(first))
    .map(nature)
    .filter((key) => count(after, key) >= count(before, key));
}

/** A finding without its line, which moves as others are fixed. */
function nature({ cause, message, at }: Finding): string {
  return JSON.stringify([cause, message, at?.uri]);
}

async function write({ uri, create, edits }: FileEdit): Promise<void> {
  const path = URI.parse(uri).fsPath;
  if (create) await mkdir(dirname(path), { recursive: true });
  const text = create ? "" : await readFile(path, "utf8");
  await writeFile(path, edited(text, edits));
}
