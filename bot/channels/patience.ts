/** Trying until it works: how long to wait between tries of what a platform refuses or does not answer. */
import { setTimeout as sleep } from 'node:timers/promises';

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

/** Milliseconds to wait after the `failures`-th failure in a row (counted from 0): longer each time, half of it at random. */
export function growingPause(failures: number, random: () => number): number {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10));
  return Math.round(longest * (0.5 + random() / 2));
}

export interface Persistence {
  onFailure(error: unknown): void;
  /** Milliseconds that the platform wants to be left alone after this failure; undefined: {@link growingPause}. */
  pauseAsked?(error: unknown, failures: number): number | undefined;
  patience: Patience;
}

/** Tries `step` until it succeeds; undefined if `signal` ended the tries. */
export async function untilDone<T>(
  step: () => Promise<T>,
  { onFailure, pauseAsked, patience: { pause, random } }: Persistence,
  signal: AbortSignal,
): Promise<T | undefined> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await step();
    } catch (error) {
      if (signal.aborted) return undefined;
      onFailure(error);
      await pause(pauseAsked?.(error, failures) ?? growingPause(failures, random), signal);
    }
  }
  return undefined;
}
