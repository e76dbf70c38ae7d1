/** The words of a command string. */
export interface Split {
  readonly words: readonly string[];
  /** Where it ends for compose: at a sign that only a shell knows, such as `&&`. What follows is left out. */
  readonly cut?: number;
}

/**
 * A command string as compose splits it (mattn/go-shellwords): quotes and backslashes nearly as in a shell,
 * nothing is expanded. Undefined for what compose refuses, such as a quote that never ends.
 */
export function splitCommand(text: string): Split | undefined {
  const words: string[] = [];
  let word: string | undefined;
  // What a quote or a substitution ends with while it is open.
  let closing: "'" | '"' | "`" | ")" | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "\\" && closing !== "'") {
      const next = text[++i];
      if (next === undefined) return undefined;
      word = (word ?? "") + next;
    } else if (closing !== undefined) {
      if (char !== closing) word = (word ?? "") + char;
      else {
        word = (word ?? "") + (closing === "`" || closing === ")" ? char : "");
        closing = undefined;
      }
    } else if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      closing = char;
    } else if (char === "`") {
      closing = char;
      word = (word ?? "") + char;
    } else if (char === "(") {
      if (!word?.endsWith("$")) return undefined;
      closing = ")";
      word += char;
    } else if (/[;&|<>]/.test(char)) {
      // The number of a redirected file belongs to the redirection.
      if (word !== undefined && !(char === ">" && /^\d/.test(word))) words.push(word);
      return { words, cut: i };
    } else word = (word ?? "") + char;
  }
  if (closing !== undefined) return undefined;
  return { words: word === undefined ? words : [...words, word] };
}
