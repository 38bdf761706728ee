import { setTimeout as sleep } from 'node:timers/promises';
import { isTokenRefused, outcomeOf, refusedTokenPauseMs } from './errors.ts';

/** How to wait between tries. */
export interface Patience {
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1, for jitter: many processes must not come back at the same instant. */
  random(): number;
}

export const patience: Patience = {
  async pause(ms, signal) {
    await sleep(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  },
  random: Math.random,
};

const firstPauseMs = 500;
const longestPauseMs = 30_000;

/** Milliseconds to wait after the `failures`-th failure in a row: what the platform asks for, else longer each time. */
export function pauseAfter(error: unknown, failures: number, random: () => number): number {
  if (isTokenRefused(error)) return refusedTokenPauseMs;
  const outcome = outcomeOf(error);
  if (outcome.kind === 'retry' && outcome.afterMs !== undefined) return outcome.afterMs;
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10));
  return Math.round(longest * (0.5 + random() / 2));
}

/** Tries `step` until it succeeds; undefined if `signal` ended the tries. */
export async function untilDone<T>(
  step: () => Promise<T>,
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
  { pause, random }: Patience,
): Promise<T | undefined> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await step();
    } catch (error) {
      if (signal.aborted) return undefined;
      onFailure(error);
      await pause(pauseAfter(error, failures, random), signal);
    }
  }
  return undefined;
}
