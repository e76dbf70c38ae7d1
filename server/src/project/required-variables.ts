import type { Span } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { startScript } from "./script.ts";
import { startOf } from "./start.ts";

/** A variable without which what is started gives up at once. */
export interface Required {
  readonly name: string;
  /** Where it is asked for. */
  readonly at: Span;
  /** What will be said. */
  readonly words: string;
}

/** Variables that the start script or the program asks for before it does anything else. */
export function requiredVariables(container: Container): Required[] {
  return [...inScript(container), ...inPython(container)].filter(
    ({ name }) => !container.environment.has(name),
  );
}

/** `${X:?}` of sh(1), in a line that is surely reached. */
function inScript(container: Container): Required[] {
  const script = startScript(container);
  if (!script || script.text.file === "" || !script.path) return [];
  const { file, text } = script.text;
  // What is read from elsewhere may set it.
  if (/^\s*(source|\.|eval|read|set\s+-o\s+allexport|set\s+-a)\b/m.test(text)) return [];
  return [...text.matchAll(/^([^\s#][^\n#]*?)?\$\{([A-Z_][A-Z0-9_]*):?\?([^}\n]*)\}/gm)].flatMap(
    (match): Required[] => {
      const [whole, before = "", name = "", said = ""] = match;
      const above = text.slice(0, match.index) + before;
      const set = new RegExp(`\\b${name}=|\\bfor ${name}\\b|\\{${name}:?=`).test(above);
      const count = (word: RegExp) => above.match(word)?.length ?? 0;
      const inChoice =
        count(/^\s*if\b/gm) > count(/\bfi\b/g) || count(/\bcase\b/g) > count(/\besac\b/g);
      if (set || inChoice || /^(if|elif|while|case|for|function|\w+\(\))|\|\||&&/.test(before))
        return [];
      const start = match.index + before.length;
      const at = { file, start, end: match.index + whole.length };
      return [{ name, at, words: `${name}: ${said.replace(/["']/g, "") || "parameter not set"}` }];
    },
  );
}

/** `os.environ["X"]` in a statement at the left margin of the file that is started. */
function inPython(container: Container): Required[] {
  const file = startOf(container)?.file;
  if (file?.interpreter !== "python") return [];
  const { text, host } = look(container.filesystem, file.path);
  if (
    text === undefined ||
    host === undefined ||
    /dotenv|environ\.(update|setdefault)|putenv/.test(text)
  )
    return [];
  const statements =
    /^([A-Za-z_][\w.]*(?:\s*:[^=\n]+)?\s*=\s*[^\n#]*?|print\([^\n#]*?)?os\.environ\[(["'])([A-Z_][A-Z0-9_]*)\2\](?!\s*=[^=])/gm;
  return [...text.matchAll(statements)].flatMap((match): Required[] => {
    const [whole, before = "", , name = ""] = match;
    if (new RegExp(`environ\\[["']${name}["']\\]\\s*=[^=]`).test(text)) return [];
    // A choice, or a function that is only called later.
    if (/\b(if|else|lambda|for|or|and)\b/.test(before)) return [];
    const start = match.index + before.length;
    return [
      {
        name,
        at: { file: host, start, end: match.index + whole.length },
        words: `KeyError: '${name}'`,
      },
    ];
  });
}
