/** A line of a script that a shell reads otherwise than it was meant, because it ends in CR LF. */
export interface BrokenLine {
  /** Offsets of the line, without its line end. */
  readonly start: number;
  readonly end: number;
  /** The word to which the shell adds the carriage return. */
  readonly word: string;
  /** What the shell says of it; undefined where that is up to the command. */
  readonly complaint?: string;
}

/**
 * What carriage returns do to a script behind its first line. The first line that suffers comes first: a
 * comment does not mind, and what is left of a blank line is told by no shell that matters.
 */
export function brokenLines(text: string, shell: "sh" | "bash"): BrokenLine[] {
  return [...text.matchAll(/^([^\r\n]*)\r$/gm)].flatMap((match) => {
    const line = match[1] ?? "";
    if (/^\s*(#|$)|\s#[^"'`]*$/.test(line)) return [];
    const word = /\S+\s*$/.exec(line)?.[0] ?? line;
    const complaint = complaintOf(line, shell);
    const end = match.index + line.length;
    return [{ start: match.index, end, word, ...(complaint && { complaint }) }];
  });
}

/** What surely ends the script, in the words of dash and of bash. */
function complaintOf(line: string, shell: "sh" | "bash"): string | undefined {
  // An error of a special built-in ends a POSIX shell; bash goes on unless -e stands before it.
  if (/^\s*set\s+-\w*e\w*o\s+\w+\s*$/.test(line)) {
    const option = /\w+\s*$/.exec(line)?.[0] ?? "";
    return shell === "bash" ? `set: ${option}\\r: invalid option name` : "set: Illegal option";
  }
  if (shell === "sh" && /^\s*set\s+[-+]\w+\s*$/.test(line)) return "set: Illegal option -";
  // A reserved word is one only as a whole word.
  if (/(^|[\s;])(then|do|else|fi|done|esac|in|\{|\}|;;)$/.test(line)) return "syntax error";
  if (/^\s*[\w./-]+$/.test(line)) return `${line.trim()}\\r: not found`;
  return undefined;
}
