import type { Evidence, Gap } from "../../../server/src/evidence.ts";
import { reason } from "./api.ts";
import type { CollectOptions } from "./engine.ts";
import { abortError, within } from "./limits.ts";

/** One question of a diagnosis. */
export interface Question<Answer> {
  /** As a gap names it: "log", "files in the container". */
  readonly probe: string;
  /** For the user, while it is asked: "reading the log". */
  readonly step?: string;
  /** It is given up after so many milliseconds. */
  readonly ms: number;
  readonly ask: (signal: AbortSignal) => Promise<Answer>;
}

/** Asks questions, and takes down which of them had no answer and how long each took. */
export interface Asking {
  /** Rejects when the user cancelled or meant nothing; any other failure is a gap and undefined. */
  ask<Answer>(question: Question<Answer>): Promise<Answer | undefined>;
  miss(probe: string, why: string): void;
  readonly gaps: readonly Gap[];
  readonly timing: NonNullable<Evidence["timing"]>;
}

/** A diagnosis as a whole takes no longer, in milliseconds; cleaning up comes on top. */
const longest = 45_000;

export function asking({ signal, progress }: Pick<CollectOptions, "signal" | "progress">): Asking {
  const gaps: Gap[] = [];
  const timing: { step: string; ms: number }[] = [];
  const deadline = performance.now() + longest;
  const miss = (probe: string, why: string) => void gaps.push({ probe, why });
  return {
    gaps,
    timing,
    miss,
    async ask({ probe, step, ms, ask }) {
      const began = performance.now();
      const entry = { step: probe, ms: 0 };
      timing.push(entry);
      if (step) progress(step);
      try {
        return await within(Math.max(1, Math.min(ms, deadline - began)), signal, ask);
      } catch (error) {
        if (signal.aborted) throw abortError();
        if (isNoTarget(error)) throw error;
        miss(probe, reason(error));
        return undefined;
      } finally {
        entry.ms = Math.round(performance.now() - began);
      }
    },
  };
}

function isNoTarget(error: unknown): boolean {
  return error instanceof Error && error.name === "NoTarget";
}

/** Waits for all, also when one fails: each may have something to clean up. */
export async function together<const Questions extends readonly (Promise<unknown> | undefined)[]>(
  questions: Questions,
): Promise<{ -readonly [Key in keyof Questions]: Awaited<Questions[Key]> }> {
  await Promise.allSettled(questions);
  return Promise.all(questions);
}
