import { demand, json, reason, statusOf } from "./api.ts";
import { readLog } from "./probes/logs.ts";
import { type Container, type Session, withContainer } from "./scratch.ts";

/** What became of a container that we started. */
export type Run =
  /** The engine's words. */
  | { readonly kind: "rejected"; readonly words: string }
  | { readonly kind: "exited"; readonly exitCode: number; readonly log: readonly string[] }
  /** Alive at the end of the wait. */
  | { readonly kind: "running"; readonly log: readonly string[] };

/** How long it is watched, and how much of its log is read. */
interface Watch {
  readonly ms: number;
  readonly lines?: number;
}

/** Starts a container of our own, watches it for at most so long, and removes it. */
export async function run(
  session: Session,
  container: Container,
  { ms, lines }: Watch,
  signal: AbortSignal,
): Promise<Run> {
  try {
    return await withContainer(session, container, async (id) => {
      signal.throwIfAborted();
      const start = { method: "POST", path: `/containers/${id}/start` } as const;
      (await demand(session.docker, start, signal)).resume();
      const exitCode = await exitOf(session, id, ms, signal);
      const source = { id, tty: container.Tty === true, ...(lines && { lines }) };
      const log = await readLog(session, source, signal);
      return exitCode === undefined ? { kind: "running", log } : { kind: "exited", exitCode, log };
    });
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return { kind: "rejected", words: reason(error) };
  }
}

/** Undefined where it still runs after so many milliseconds. */
async function exitOf({ docker }: Session, id: string, ms: number, signal: AbortSignal) {
  const limit = AbortSignal.timeout(ms);
  const query = { condition: "not-running" };
  const wait = { method: "POST", path: `/containers/${id}/wait`, query } as const;
  try {
    const both = AbortSignal.any([signal, limit]);
    return (await json<{ StatusCode: number }>(docker, wait, both)).StatusCode;
  } catch (error) {
    if (limit.aborted && !signal.aborted) return undefined;
    throw error;
  }
}
