/** Puts what arrives into the inbox, however long that takes: Zalo may have no second copy of what it has handed over. */
import type { Logger } from 'pino';
import type { Receive } from '../../channel.ts';
import type { Inbound } from '../../message.ts';
import { type Patience, untilDone } from '../patience.ts';

export interface Keeping {
  start(): void;
  /** True once they are stored, false when the end came first. */
  keep(arrivals: Inbound[], receive: Receive): Promise<boolean>;
  /** The same for a webhook, which must be answered: false when it takes too long, and is tried for all the same. */
  keepInTime(arrivals: Inbound[], receive: Receive): Promise<boolean>;
  /** Resolves when `source` has ended and nothing is in hand any more; what still is gets a last while from now on. */
  stop(source?: Promise<unknown>): Promise<void>;
}

export interface KeepingOptions {
  /** As logs name it. */
  platform: string;
  log: Logger;
  patience: Patience;
  /** How long what could not be stored is still tried for after the end. */
  lastStoringMs: number;
  webhookAnswerMs: number;
}

export function createKeeping({ platform, log, patience, lastStoringMs, webhookAnswerMs }: KeepingOptions): Keeping {
  let end = new AbortController();
  const inHand = new Set<Promise<boolean>>();

  function keep(arrivals: Inbound[], receive: Receive): Promise<boolean> {
    const onFailure = (error: unknown) =>
      log.error(
        { reason: error instanceof Error ? error.name : 'unknown' },
        `${platform} events could not be stored, trying again`,
      );
    const step = () => receive(arrivals).then(() => true);
    const storing = untilDone(step, { onFailure, patience }, end.signal).then((done) => {
      if (!done)
        log.error({ count: arrivals.length }, `${platform} events are lost: they could not be stored until the end`);
      return done === true;
    });
    inHand.add(storing);
    return storing.finally(() => inHand.delete(storing));
  }

  return {
    start() {
      end = new AbortController();
    },
    keep,
    keepInTime(arrivals, receive) {
      const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), webhookAnswerMs).unref());
      return Promise.race([keep(arrivals, receive), tooLate]);
    },
    async stop(source) {
      const ending = end;
      const timer = setTimeout(() => ending.abort(), lastStoringMs);
      await source;
      await Promise.allSettled(inHand);
      clearTimeout(timer);
    },
  };
}
