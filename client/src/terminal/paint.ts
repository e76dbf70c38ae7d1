import type { Severity } from "../../../server/src/protocol.ts";

/** Gives words their colour, or leaves them as they are. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly good: (text: string) => string;
  readonly open: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

export function painter(colours: boolean): Paint {
  // The numbers of the SGR sequences that begin and end a style.
  const style = (on: number, off: number) => (text: string) =>
    colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  const paint = {
    strong: style(1, 22),
    quiet: style(90, 39),
    bad: style(31, 39),
    good: style(32, 39),
    open: style(33, 39),
  };
  const severities = {
    error: paint.bad,
    warning: paint.open,
    information: style(34, 39),
    hint: paint.quiet,
  };
  return { ...paint, severity: (severity, text) => severities[severity](text) };
}
