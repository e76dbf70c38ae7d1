import type { Span } from "../base/text.ts";

/** A shell script as far as its effects can be told: simple commands in the order they run. */
export type Script = readonly Step[];

export type Step =
  | ({ readonly kind: "command" } & SimpleCommand)
  /** What runs in a process of its own: its `cd` and its variables end with it. */
  | { readonly kind: "subshell"; readonly steps: Script };

export interface SimpleCommand extends Span {
  /** The command's name first. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly { readonly name: string; readonly value: ShellWord | undefined }[];
  readonly redirects: readonly Redirect[];
  /** Behind `||`, in a branch or a loop: it may run or not. */
  readonly certain: boolean;
  /** The command before it in the pipeline feeds it. */
  readonly piped: boolean;
  /** `&` stands behind it: nobody waits for its end. */
  readonly background?: true;
}

export interface Redirect {
  readonly operator: string;
  readonly target: ShellWord | undefined;
}

export interface ShellWord extends Span {
  readonly text: string;
  /** Undefined where nobody can tell what it expands to. */
  readonly parts: readonly Part[] | undefined;
}

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "glob"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly otherwise?: readonly Part[] };

/** A word's value; undefined when a part of it is not known. Globs stay as they are written. */
export function textOf(
  { parts }: { readonly parts: readonly Part[] | undefined },
  variable: (name: string) => string | undefined,
): string | undefined {
  if (!parts) return undefined;
  let out = "";
  for (const part of parts) {
    if (part.kind !== "variable") {
      out += part.text;
      continue;
    }
    const value = variable(part.name);
    const text = value || !part.otherwise ? value : textOf({ parts: part.otherwise }, variable);
    if (text === undefined) return undefined;
    out += text;
  }
  return out;
}
