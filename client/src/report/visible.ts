/**
 * Text from outside (logs, file names, an engine's errors) with everything shown that would steer a
 * reader's eye or terminal unseen: control characters, escape sequences, bidi overrides, zero widths.
 * Colours (SGR sequences) are dropped: they say nothing that the words do not. Line feeds and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(colour, "").replace(unseen, name);
}

/** The same for text that has to stay on one line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\s*\n\s*/g, " "));
}

const esc = "\u001b";
const colour = new RegExp(`${esc}\\[[0-9;:]*m`, "g");

// Cc control, Cf format (bidi, zero width, byte order mark, tags), Cs lone surrogates, Zl and Zp
// separators. A joiner between two pictures only makes one picture of them.
const unseen =
  /(?![\t\n])(?!(?<=\p{Extended_Pictographic}\uFE0F?)\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** ASCII controls as Unicode's control pictures, the rest by number. */
function name(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
