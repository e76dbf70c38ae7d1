import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks until the answer is there: anything but undefined, null, false or an error. Fails with the
 * last error, or with what was waited for. For what Playwright's own waiting cannot express.
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  milliseconds = 30_000,
): Promise<Exclude<NonNullable<Answer>, false>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<NonNullable<Answer>, false>;
      }
    } catch (error) {
      failure = error;
    }
    if (Date.now() > end) {
      const last = failure instanceof Error ? `: ${failure.message}` : "";
      throw new Error(`waited ${milliseconds} ms in vain for ${what}${last}`, { cause: failure });
    }
    await pause(50);
  }
}
