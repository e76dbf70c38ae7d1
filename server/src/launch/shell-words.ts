/** What only a shell knows: its own commands, and an assignment in front of a command. No program. */
export function isShellWord(word: string): boolean {
  return builtins.has(word) || isAssignment(word);
}

export function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

/** Of those that POSIX wants as programs as well, some distributions have a file: see `alsoPrograms`. */
const builtins: ReadonlySet<string> = new Set([
  "source",
  ".",
  "export",
  "set",
  "exec",
  "eval",
  "cd",
  "ulimit",
  "umask",
  "alias",
]);

/** Fedora and its relatives hold a script for each of them (POSIX.1, "Utilities"). */
export const alsoPrograms: ReadonlySet<string> = new Set(["cd", "ulimit", "umask", "alias"]);

/** A word that joins commands or turns their output elsewhere, where a shell reads it. */
export function isOperator(word: string): boolean {
  return /^(&&|\|\||[|;&<]|\d?>>?|\d?>&\d|&>|\d?>>?[\w./-]+)$/.test(word);
}
