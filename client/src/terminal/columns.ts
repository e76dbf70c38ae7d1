import { stripVTControlCharacters } from "node:util";

/** How many columns of a terminal a text takes; colours take none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (mark.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

const mark = /\p{Mark}/u;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Breaks plain text at blanks, and what has none anywhere. Further lines are indented. */
export function wrap(text: string, width: number, indent = ""): readonly string[] {
  if (columnsOf(text) <= width) return [text];
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(" ")) {
    if (line !== undefined && columnsOf(`${line} ${word}`) <= width) {
      line = `${line} ${word}`;
      continue;
    }
    for (const piece of pieces(word, width - indent.length)) {
      if (line !== undefined) lines.push(line);
      line = lines.length === 0 ? piece : indent + piece;
    }
  }
  return [...lines, line ?? ""];
}

function pieces(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && columnsOf(piece + letter) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** Two blocks of lines beside each other. */
export function besides(
  left: readonly string[],
  right: readonly string[],
  width: number,
): readonly string[] {
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, i) => {
    const line = left[i] ?? "";
    return `${line}${" ".repeat(Math.max(0, width - columnsOf(line)))}${right[i] ?? ""}`.trimEnd();
  });
}
