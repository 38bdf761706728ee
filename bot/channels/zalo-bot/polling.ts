/** Takes events by long polling, one at a time. */
import { type Patience, untilDone } from '../patience.ts';
import { shortestPollMs } from './assumptions.ts';
import { pauseAsked } from './errors.ts';

export interface PollingParts {
  /** One call of getUpdates. What it gives back is gone at Zalo: there is neither an offset nor a confirmation. */
  fetch(signal: AbortSignal): Promise<unknown[]>;
  /** Stores what they hold, however long it takes; false when there was nothing that could be an event. */
  take(events: unknown[]): Promise<boolean>;
  succeeded(): void;
  failed(error: unknown): void;
  patience: Patience;
}

/** Runs until `signal` aborts. */
export async function poll(parts: PollingParts, signal: AbortSignal): Promise<void> {
  const { fetch, take, succeeded, failed: onFailure, patience } = parts;
  while (!signal.aborted) {
    const began = performance.now();
    const events = await untilDone(() => fetch(signal), { onFailure, pauseAsked, patience }, signal);
    if (events === undefined) return;
    succeeded();
    const isAnything = events.length > 0 && (await take(events));
    if (!isAnything && performance.now() - began < shortestPollMs) await patience.pause(shortestPollMs, signal);
  }
}
