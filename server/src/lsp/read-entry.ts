import type { Dirent, Stats } from "node:fs";
import { open, readFile, readlink, stat } from "node:fs/promises";
import { type Entry, worthReading, worthSniffing } from "../context/listing.ts";
import { headBytes, type Ownership } from "../launch/facts.ts";
import { readHead } from "../launch/head.ts";

const maxText = 2_000_000;
/** Longer scripts are no entrypoint that somebody writes by hand. */
const maxScript = 64_000;

/** One entry that is no folder: what it is, and as much of what stands in it as the model asks for. */
export async function readEntry(
  root: string,
  path: string,
  entry: Pick<Dirent, "isSymbolicLink" | "isFile">,
): Promise<Entry> {
  const absolute = `${root}/${path}`;
  try {
    if (entry.isSymbolicLink()) return { kind: "symlink", target: await readlink(absolute) };
    const stats = await stat(absolute);
    const { mode, size } = stats;
    const common = { kind: "file" as const, size, ...ownershipIn(stats) };
    if (!entry.isFile()) return { kind: "file", size: 0 };
    // Files of /proc have no length either, and some block whoever reads them.
    if (size === 0) {
      const text = worthReading(path) ? { text: "" } : {};
      return { ...common, ...text, head: readHead(new Uint8Array()) };
    }
    if (worthReading(path) && size <= maxText)
      return { ...common, ...read(await readFile(absolute)) };
    if ((mode & 0o111) === 0 && !worthSniffing(path)) return common;
    const head = readHead(await readStart(absolute));
    if (head.kind !== "script" || size > maxScript) return { ...common, head };
    return { ...common, ...read(await readFile(absolute)) };
  } catch {
    return { kind: "file" };
  }
}

/** Owner and bits of a folder; nothing where they are not known. */
export async function ownershipOf(folder: string): Promise<Ownership> {
  try {
    return ownershipIn(await stat(folder));
  } catch {
    return {};
  }
}

/**
 * Windows has no execute bit: what it says about modes is no fact about the image. Elsewhere but on Linux
 * the engine runs in a machine of its own, in which a mount belongs to whoever asks.
 */
function ownershipIn({ mode, uid, gid }: Stats): Ownership {
  if (process.platform === "win32") return {};
  const bits = { mode: mode & 0o7777 };
  return process.platform === "linux" ? { ...bits, uid, gid } : bits;
}

/** A file as execve(2) and as a person reads it. */
function read(bytes: Buffer) {
  const head = readHead(bytes.subarray(0, headBytes));
  const wide = head.kind === "other" && head.what === "utf-16";
  const text = wide ? wideText(bytes) : bytes.toString("utf8");
  return { head, text };
}

/** UTF-16 without its byte order mark, as an editor shows it. */
function wideText(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff ? "utf-16le" : "utf-16be";
  return new TextDecoder(encoding).decode(bytes);
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(headBytes);
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
