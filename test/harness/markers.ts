/**
 * Findings drawn into the source they speak of, each in a comment under its line:
 *
 *     COPY --from=biuld /app /srv
 *     #           ^^^^^ copy-from-unknown-stage: no stage above is named "biuld"
 *     CMD node server.js
 *     # <---- some-cause: an arrow is drawn where carets cannot reach, at column 0
 */
const marker = /^[ \t]*#(?:[ \t]*\^+| <-+) [a-z-]+: .*\n?/gm;

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The source without its drawings. */
export function unmark(source: string): string {
  return source.replaceAll(marker, "");
}

/** The source with a drawing under the first line of each mark. */
export function mark(source: string, marks: readonly Mark[]): string {
  const lines = source.split("\n");
  const out: string[] = [];
  let offset = 0;
  for (const [i, line] of lines.entries()) {
    const own = marks.filter(({ start }) => offset <= start && start <= offset + line.length);
    const last = i === lines.length - 1;
    // A drawing under a last line without a line break would hide that there was none.
    if (!(last && line === "")) out.push(line);
    for (const { start, end, text } of own) {
      out.push(draw(start - offset, Math.min(end - offset, line.length), text));
    }
    if (last && line === "") out.push(line);
    offset += line.length + 1;
  }
  return out.join("\n");
}

function draw(start: number, end: number, text: string): string {
  const run = Math.max(end - start, 1);
  const oneLine = text.replaceAll("\n", " ");
  return start === 0
    ? `# <${"-".repeat(run)} ${oneLine}`
    : `#${" ".repeat(start - 1)}${"^".repeat(run)} ${oneLine}`;
}
