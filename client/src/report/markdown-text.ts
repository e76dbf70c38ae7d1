import { visible, visibleLine } from "./visible.ts";

/** Text of others as a part of a line of Markdown; neither markup nor HTML of theirs takes effect. */
export function plain(text: string): string {
  return visibleLine(text)
    .replace(/[\\`*[\]<>|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/!(?=\\\[)/g, "\\!")
    .replace(/^(\s*)([#+-]|\d+(?=[.)]))/, (_, blank: string, mark: string) =>
      /\d/.test(mark) ? `${blank}${mark}\\` : `${blank}\\${mark}`,
    );
}

/** Text of others as code within a line. */
export function code(text: string): string {
  const line = visibleLine(text).trim();
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const blank = /^`|`$/.test(line) ? " " : "";
  return fence + blank + line + blank + fence;
}

/** Text of others as a block of code; one that no line of theirs can end. */
export function block(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${visible(text)}\n${fence}`;
}

/** Content of one cell of a table: a pipe behind an even number of backslashes would end it. */
export function cell(content: string): string {
  return content.replace(/\\*\|/g, (end) => (end.length % 2 === 0 ? end : `\\${end}`));
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
