import { setMaxListeners } from "node:events";

/**
 * Runs a question for at most so many milliseconds. It is told by the signal when its time is up, and is
 * waited for: whatever it made, it has removed when this returns.
 */
export async function within<Answer>(
  ms: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const limit = AbortSignal.timeout(ms);
  try {
    signal.throwIfAborted();
    return await ask(shared(AbortSignal.any([signal, limit])));
  } catch (error) {
    if (signal.aborted) throw abortError();
    throw limit.aborted ? new Error(`no answer within ${ms / 1000} s`) : error;
  }
}

/** Each call that is under way listens to it: that is no leak, and node is not to warn of one. */
function shared(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}

/** What a diagnosis rejects with when the user cancels it. */
export function abortError(): Error {
  return Object.assign(new Error("the diagnosis was cancelled"), { name: "AbortError" });
}
