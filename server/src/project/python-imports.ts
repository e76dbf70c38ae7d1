/** A module that a Python source imports when it is loaded, whatever else happens. */
export interface Import {
  /** "app.routes"; relative ones are left out. */
  readonly module: string;
  /** The statement. */
  readonly start: number;
  readonly end: number;
}

/** The imports at the left margin: those in a `try`, an `if` or a function may never run. */
export function importsIn(text: string): Import[] {
  const code = withoutStrings(text);
  return [
    ...code.matchAll(/^(?:import[ \t]+([^\n;#]+)|from[ \t]+([\w.]+)[ \t]+import\b[^\n]*)/gm),
  ].flatMap(({ 0: statement, 1: list, 2: from, index }) => {
    const modules = list?.split(",") ?? [from ?? ""];
    return modules.flatMap((part) => {
      const module = /^[A-Za-z_][\w.]*/.exec(part.trim())?.[0];
      return module === undefined || module === "__future__"
        ? []
        : [{ module, start: index, end: index + statement.trimEnd().length }];
    });
  });
}

/** The same text with blanks for comments and the insides of strings, so that places stay what they are. */
function withoutStrings(text: string): string {
  const token = /#[^\n]*|("""|''')[\s\S]*?(?:\1|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
  return text.replace(token, (found) => found.replace(/[^\n]/g, " "));
}
