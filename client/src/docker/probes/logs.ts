import { demand, read } from "../api.ts";
import { demultiplex, plainLines } from "../log-text.ts";
import type { Session } from "../scratch.ts";

/** How much of a log is read. Log drivers cut what has no line break into pieces of 16 KiB. */
const most = { lines: 60, bytes: 64 * 1024 };

/**
 * The last lines of both streams, oldest first. Where the program died in execve(2), the runtime's words in
 * the log are the only ones there are.
 */
export async function readLog(
  { docker }: Session,
  container: { readonly id: string; readonly tty: boolean; readonly lines?: number },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { lines = most.lines } = container;
  const query = { stdout: "1", stderr: "1", tail: String(lines) };
  const path = `/containers/${container.id}/logs`;
  const answer = await demand(docker, { method: "GET", path, query }, signal);
  const frames = await read(answer, 16 * most.bytes);
  const bytes = container.tty ? frames : demultiplex(frames);
  // The end is what counts; a line that is cut in two could hold half a secret.
  const text = bytes.subarray(-most.bytes).toString();
  const cut = bytes.length > most.bytes ? text.slice(text.indexOf("\n") + 1) : text;
  return plainLines(cut).slice(-lines);
}
