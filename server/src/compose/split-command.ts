/**
 * A command string as compose splits it into words (google/shlex): quotes and backslashes as in a
 * shell, nothing is expanded. Undefined for a quote that never ends.
 */
export function splitCommand(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'") {
      const end = text.indexOf("'", i + 1);
      if (end < 0) return undefined;
      word = (word ?? "") + text.slice(i + 1, end);
      i = end;
    } else if (char === '"') {
      word ??= "";
      for (i++; text[i] !== '"'; i++) {
        if (i >= text.length) return undefined;
        if (text[i] === "\\" && /["\\]/.test(text[i + 1] ?? "")) i++;
        word += text[i];
      }
    } else if (char === "\\") {
      word = (word ?? "") + (text[++i] ?? "");
    } else word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}
