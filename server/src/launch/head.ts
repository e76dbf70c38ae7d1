import type { Fact, Head, OtherHead } from "./facts.ts";

/** Reads the first bytes of a file (up to `headBytes`) as execve(2) would. */
export function readHead(bytes: Uint8Array): Head {
  if (bytes.length === 0) return other("empty");
  if (startsWith(bytes, [0x7f, 0x45, 0x4c, 0x46])) return readElf(bytes);
  if (startsWith(bytes, [0x23, 0x21])) return readShebang(bytes);
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return other("byte-order-mark", firstLine(bytes, 3));
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return other("utf-16");
  if (startsWith(bytes, [0x4d, 0x5a])) return other("pe");
  if (machO.some((magic) => startsWith(bytes, magic))) return other("mach-o");
  if (bytes.subarray(0, 512).includes(0)) return other("binary");

  const text = latin1(bytes);
  if (/^\s+#!/.test(text)) return other("blank-before-shebang", text.trimStart().split("\n")[0]);
  if (text.startsWith("version https://git-lfs"))
    return other("git-lfs-pointer", firstLine(bytes, 0));
  if (/^\s*<(!doctype|html)/i.test(text)) return other("html");
  return other("text", firstLine(bytes, 0));
}

/**
 * The target of a link whose text was checked out as a file: Git without links (core.symlinks=false) writes
 * one relative path and no line break. Undefined for what may be anything else.
 */
export function linkAsText(fact: Fact): string | undefined {
  if (fact.kind !== "file" || fact.head?.kind !== "other" || fact.head.what !== "text")
    return undefined;
  const { line } = fact.head;
  const whole = line !== undefined && fact.size === line.length;
  return whole && /^\.{0,2}\/?[\w.-]+(\/[\w.-]+)+$/.test(line) ? line : undefined;
}

const machO = [
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xca, 0xfe, 0xba, 0xbe],
];

/** e_machine of elf(5), in the names that images use. */
const machines: Record<number, string> = {
  3: "386",
  8: "mips",
  21: "ppc64le",
  22: "s390x",
  40: "arm",
  62: "amd64",
  183: "arm64",
  243: "riscv64",
  258: "loong64",
};

/** binfmt_script: blanks around the interpreter are skipped, the rest of the line is one argument. */
function readShebang(bytes: Uint8Array): Head {
  const line = firstLine(bytes, 2);
  const [, interpreter = "", argument] = /^[ \t]*([^ \t]*)[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  return {
    kind: "script",
    interpreter,
    ...(argument && { argument }),
    crlf: line.endsWith("\r"),
  };
}

function readElf(file: Uint8Array): Head {
  // binfmt_elf reads what is missing of a short header as zeros, and some tiny programs live on that.
  const bytes = file.length < 64 ? new Uint8Array(64) : file;
  if (bytes !== file) bytes.set(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[4] === 2;
  // Linux does not look at this byte: what is not said to be big-endian is read as it is nearly everywhere.
  const little = bytes[5] !== 2;
  const u16 = (at: number) => view.getUint16(at, little);
  const u32 = (at: number) => view.getUint32(at, little);
  const address = (at: number) => (wide ? Number(view.getBigUint64(at, little)) : u32(at));

  const machine = machines[u16(18)] ?? String(u16(18));
  const table = address(wide ? 32 : 28);
  const size = u16(wide ? 54 : 42);
  const count = u16(wide ? 56 : 44);
  if (count === 0 || size !== (wide ? 56 : 32)) return other("binary");
  for (let i = 0; i < count; i++) {
    const entry = table + i * size;
    if (entry + size > bytes.length) return { kind: "elf", machine, incomplete: true };
    if (u32(entry) !== 3) continue; // PT_INTERP
    const start = address(entry + (wide ? 8 : 4));
    const length = address(entry + (wide ? 32 : 16));
    if (start + length > bytes.length) return { kind: "elf", machine, incomplete: true };
    const loader = latin1(bytes.subarray(start, start + length)).replace(/\0.*$/s, "");
    return { kind: "elf", machine, loader };
  }
  return { kind: "elf", machine };
}

function other(what: OtherHead, line?: string): Head {
  return { kind: "other", what, ...(line && { line: line.slice(0, 200) }) };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function firstLine(bytes: Uint8Array, from: number): string {
  const end = bytes.indexOf(0x0a, from);
  return latin1(bytes.subarray(from, end < 0 ? bytes.length : end));
}

/** One character a byte, so that nothing is lost and nothing throws. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
