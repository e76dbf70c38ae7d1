/**
 * Both streams of a container without a terminal come as one, in frames: a byte for the stream, three of
 * nothing, four for the length (Engine API, "ContainerAttach"). A frame that was cut off ends short.
 */
export function demultiplex(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at + 4);
    parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts);
}

/** The lines of a log as a person reads them, without what only a terminal understands. */
export function plainLines(text: string): readonly string[] {
  const lines = text.replace(ofCrun, wordsOfCrun).split("\n").map(plainLine);
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What crun writes into the log where execve(2) fails: JSON on one line, in newer versions on several. */
const ofCrun =
  /\{\s*"msg":\s*("exec container process(?:[^"\\]|\\.)*"),\s*"level":\s*"[^"]*",\s*"time":\s*"[^"]*"\s*\}/g;

function wordsOfCrun(whole: string, message: string): string {
  try {
    return String(JSON.parse(message));
  } catch {
    return whole; // Cut off, or another's.
  }
}

const longestLine = 2000;

function plainLine(line: string): string {
  const plain = carriageReturns(line.replace(escapes, "").replace(/\r+$/, "")).replace(control, "");
  if (plain.length <= longestLine) return plain;
  return `${plain.slice(0, longestLine - 200)} … ${plain.slice(-190)}`;
}

/**
 * A progress bar overwrites its line: the last version counts. A lone carriage return is kept in the
 * way GNU env prints it, since it is what is wrong with a script from Windows.
 */
function carriageReturns(line: string): string {
  const parts = line.split("\r");
  return parts.length > 3 ? (parts.at(-1) ?? "") : parts.join("\\r");
}

/** ECMA-48: control sequences, operating system commands, and the rest that begins with an escape. */
const esc = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);
const sequences = [
  String.raw`\[[0-?]*[ -/]*[@-~]`,
  String.raw`\][^${bell}${esc}]*(?:${bell}|${esc}\\)?`,
  String.raw`[PX^_][^${esc}]*${esc}\\`,
  ".",
];
const escapes = new RegExp(`${esc}(?:${sequences.join("|")})`, "g");
/** Tabs stay. */
const control = /(?!\t)\p{Cc}/gu;
