/** The value of a variable where compose runs; undefined when nobody can tell whether it is set. */
export type Variables = (name: string) => string | undefined;

/**
 * Compose's interpolation (compose-go, `template`): `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`,
 * `${X?e}`, `${X:+r}`, `${X+r}`, nested, and `$$` for a dollar. Undefined when a value is not known.
 */
export function interpolate(text: string, variables: Variables): string | undefined {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== "$") {
      out += text[i];
      continue;
    }
    if (text[i + 1] === "$") {
      out += "$";
      i++;
      continue;
    }
    const bare = /^\$([A-Za-z_]\w*)/.exec(text.slice(i));
    if (bare?.[1]) {
      const value = variables(bare[1]);
      if (value === undefined) return undefined;
      out += value;
      i += bare[0].length - 1;
      continue;
    }
    if (text[i + 1] !== "{") {
      out += "$";
      continue;
    }
    const end = closing(text, i + 2);
    if (end < 0) return undefined;
    const value = substitute(text.slice(i + 2, end), variables);
    if (value === undefined) return undefined;
    out += value;
    i = end;
  }
  return out;
}

/** Where the brace ends that was opened before `from`; -1 when it never does. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "$" && text[i + 1] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i;
  }
  return -1;
}

function substitute(inner: string, variables: Variables): string | undefined {
  const [, name = "", operator = "", word = ""] =
    /^([A-Za-z_]\w*)(:?[-+?])?(.*)$/s.exec(inner) ?? [];
  if (name === "" || (operator === "" && word !== "")) return undefined;
  const value = variables(name);
  switch (operator) {
    // A default is what a fresh checkout gets; a variable that is set elsewhere is that one's affair.
    case ":-":
      return value || interpolate(word, variables);
    case "-":
      return value ?? interpolate(word, variables);
    case ":+":
    case "+":
      return value ? interpolate(word, variables) : undefined;
    default:
      return value;
  }
}
