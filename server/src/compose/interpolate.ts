/** The value of a variable where compose runs; undefined when nobody can tell whether it is set. */
export type Variables = (name: string) => string | undefined;

/** Stands for what is not known in the outline of a text; neither YAML nor an environment holds it. */
export const hole = "\0";

/** A text with its variables replaced; undefined when a value is not known. */
export function interpolate(text: string, variables: Variables): string | undefined {
  const known = outline(text, variables);
  return known.includes(hole) ? undefined : known;
}

/**
 * Compose's interpolation (compose-go, `template`): `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`,
 * `${X?e}`, `${X:+r}`, `${X+r}`, nested, and `$$` for a dollar. Whatever is not known leaves a hole.
 */
export function outline(text: string, variables: Variables): string {
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
      out += variables(bare[1]) ?? hole;
      i += bare[0].length - 1;
      continue;
    }
    if (text[i + 1] !== "{") {
      out += "$";
      continue;
    }
    const end = closing(text, i + 2);
    if (end < 0) return hole;
    out += substitute(text.slice(i + 2, end), variables);
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

function substitute(inner: string, variables: Variables): string {
  const [, name = "", operator = "", word = ""] =
    /^([A-Za-z_]\w*)(:?[-+?])?(.*)$/s.exec(inner) ?? [];
  if (name === "" || (operator === "" && word !== "")) return hole;
  const value = variables(name);
  switch (operator) {
    // A default is what a fresh checkout gets; a variable that is set elsewhere is that one's affair.
    case ":-":
      return value || outline(word, variables);
    case "-":
      return value ?? outline(word, variables);
    case ":+":
      return value ? outline(word, variables) : (value ?? hole);
    case "+":
      return value === undefined ? hole : outline(word, variables);
    case ":?":
      return value || hole;
    default:
      return value ?? hole;
  }
}
