/**
 * What an unquoted YAML scalar is for compose (go-yaml v3): null, or its text as compose prints it where
 * a string is wanted. `3.10` is the number 3.1 and `0755` the number 493; `yes` is a string.
 */
export function plainScalar(source: string): { readonly text?: string; readonly string: boolean } {
  if (/^(|~|null|Null|NULL)$/.test(source)) return { string: false };
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(source)) {
    return { text: source.toLowerCase(), string: false };
  }
  const number = /^[-+.\d]/.test(source) ? numberOf(source.replaceAll("_", "")) : undefined;
  return number === undefined ? { text: source, string: true } : { text: number, string: false };
}

function numberOf(text: string): string | undefined {
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  const minus = sign === "-" ? "-" : "";
  if (/^(0|[1-9]\d*)$/.test(digits)) return digits === "0" ? "0" : minus + digits;
  if (/^(0x[\da-f]+|0b[01]+|0o[0-7]+)$/i.test(digits)) return minus + BigInt(digits);
  if (/^0[0-7]+$/.test(digits)) return minus + BigInt(`0o${digits.slice(1)}`);
  if (/^(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i.test(digits)) return minus + Number(digits);
  return undefined;
}
