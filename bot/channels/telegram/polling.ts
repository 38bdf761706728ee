/** Takes updates by long polling, a batch at a time. */
import { z } from 'zod';
import type { Inbound } from '../../message.ts';
import { type Patience, untilDone } from './persistence.ts';

export interface PollingParts {
  /** One call of getUpdates; an offset confirms all updates below it. */
  fetch(offset: number, signal: AbortSignal): Promise<unknown[]>;
  read(updates: unknown[]): Inbound[];
  /** Stores what a batch holds; while it fails, the batch is neither confirmed nor passed over. */
  store(arrivals: Inbound[]): Promise<void>;
  succeeded(): void;
  fetchFailed(error: unknown): void;
  storeFailed(error: unknown): void;
  patience: Patience;
}

const withId = z.object({ update_id: z.int() });

/** Runs until `signal` aborts; resolves to the offset that nobody has told Telegram yet. */
export async function poll(parts: PollingParts, signal: AbortSignal): Promise<number> {
  let offset = 0;
  while (!signal.aborted) {
    const updates = await untilDone(() => parts.fetch(offset, signal), parts.fetchFailed, signal, parts.patience);
    if (updates === undefined) break;
    parts.succeeded();
    if (updates.length === 0) continue;
    const arrivals = parts.read(updates);
    const store = () => parts.store(arrivals).then(() => true);
    const isStored = arrivals.length === 0 || (await untilDone(store, parts.storeFailed, signal, parts.patience));
    if (!isStored) break;
    const next = offsetAfter(updates);
    // Without ids nothing can be confirmed, and the same answer would come back at once, for ever.
    if (next === null) await parts.patience.pause(1000, signal);
    else offset = next;
  }
  return offset;
}

function offsetAfter(updates: unknown[]): number | null {
  const ids = updates.map((update) => withId.safeParse(update).data?.update_id ?? -1);
  const last = ids.reduce((a, b) => Math.max(a, b), -1);
  return last < 0 ? null : last + 1;
}
