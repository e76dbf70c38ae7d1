import type { Span } from "../base/text.ts";
import type { Container } from "./project.ts";
import { placeOfVariable } from "./variable-place.ts";

/**
 * The variables that execve(2) refuses: one string of the environment, with its name and its end, holds
 * 128 KiB at most (MAX_ARG_STRLEN of Linux, `include/uapi/linux/binfmts.h`).
 */
export function oversizedVariables(
  container: Container,
): readonly { readonly name: string; readonly bytes: number; readonly at: Span }[] {
  return [...container.environment].flatMap(([name, value]) => {
    const bytes = value === undefined ? 0 : utf8Length(`${name}=${value}`) + 1;
    const at = bytes > 131_072 ? placeOfVariable(name, container) : undefined;
    return at ? [{ name, bytes, at }] : [];
  });
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
