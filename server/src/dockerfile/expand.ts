/** The value of a variable: undefined when it is not set, "unknown" when nobody can tell. */
export type Lookup = (name: string) => string | undefined | typeof unknownValue;
export const unknownValue = Symbol("unknown");

/**
 * Docker's word expansion (moby/buildkit, `frontend/dockerfile/shell`): quotes are removed, `$x`,
 * `${x}`, `${x:-y}`, `${x-y}`, `${x:+y}`, `${x+y}` are replaced, single quotes keep everything.
 * Undefined when an unknown value takes part, or a form that we do not read.
 */
export function expand(
  text: string,
  lookup: Lookup,
  escapeChar: "\\" | "`" = "\\",
): string | undefined {
  let out = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === escapeChar && i + 1 < text.length) {
      const next = text[i + 1] ?? "";
      if (quoted && !`"$${escapeChar}`.includes(next)) out += char;
      out += next;
      i++;
    } else if (char === "'" && !quoted) {
      const end = text.indexOf("'", i + 1);
      if (end < 0) return out + text.slice(i);
      out += text.slice(i + 1, end);
      i = end;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (char === "$") {
      const reference = readReference(text, i);
      if (!reference) {
        out += char;
        continue;
      }
      const value = substitute(reference, lookup, escapeChar);
      if (value === undefined) return undefined;
      out += value;
      i = reference.end - 1;
    } else out += char;
  }
  return out;
}

/** The names that a text refers to. */
export function references(text: string): string[] {
  return [...text.matchAll(/(?<!\\)\$(?:\{([A-Za-z_]\w*)|([A-Za-z_]\w*))/g)].map(
    ([, braced, bare]) => braced ?? bare ?? "",
  );
}

/** Those of them that nothing stands in for: `$x` and `${x}`, and no `${x:-y}`. */
export function plainReferences(text: string): string[] {
  return [...text.matchAll(/(?<!\\)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map(
    ([, braced, bare]) => braced ?? bare ?? "",
  );
}

interface Reference {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function readReference(text: string, at: number): Reference | undefined {
  const bare = /^\$([A-Za-z_]\w*|\d)/.exec(text.slice(at));
  if (bare?.[1]) return { name: bare[1], operator: "", word: "", end: at + bare[0].length };
  const open = /^\$\{([A-Za-z_]\w*)/.exec(text.slice(at));
  if (!open?.[1]) return undefined;
  const rest = at + open[0].length;
  let depth = 1;
  let end = rest;
  for (; end < text.length && depth > 0; end++) {
    if (text[end] === "{" && text[end - 1] === "$") depth++;
    else if (text[end] === "}") depth--;
  }
  if (depth > 0) return undefined;
  const inner = text.slice(rest, end - 1);
  const operator = /^(:?[-+?]|##?|%%?|\/\/?)?/.exec(inner)?.[0] ?? "";
  return { name: open[1], operator, word: inner.slice(operator.length), end };
}

function substitute(
  { name, operator, word }: Reference,
  lookup: Lookup,
  escapeChar: "\\" | "`",
): string | undefined {
  const value = lookup(name);
  if (value === unknownValue) return undefined;
  const set = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  switch (operator.replace(":", "")) {
    case "":
      return word === "" ? (value ?? "") : undefined;
    case "-":
      return set ? value : expand(word, lookup, escapeChar);
    case "+":
      return set ? expand(word, lookup, escapeChar) : "";
    case "?":
      return set ? value : undefined;
    default:
      return undefined;
  }
}
