/**
 * Sends what is in the outbox of one channel, while this process holds the channel's lease. A row is marked as being
 * sent before the send and settled only after its outcome is known, so a crash leaves nothing undecided but the sends
 * that were in flight.
 */
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Channel, SendOutcome } from './channel.ts';
import type { Clock } from './clock.ts';
import { claimSends, type OutboxRow, priority, recoverSends, type Settlement, settleSends } from './outbox.ts';
import { createRateLimit } from './rate.ts';
import { createWake } from './wake.ts';

/** Sends under way at once. */
const concurrency = 32;
/** How often the outbox is looked at unasked: rows that other processes wrote, retries whose time has come. */
const pollMs = 250;
/** A send that keeps failing is given up after this many tries (about two hours with the backoff below). */
const maxAttempts = 12;
const backoff = { firstMs: 1_000, longestMs: 15 * 60_000 };

export interface Delivery {
  /** There may be something to send. */
  ring(): void;
  /**
   * Begins sending; what the sender before left under way is decided first. `mayStillSend` is asked right before each
   * send: a process that was frozen after it had claimed a row must not send what its successor sent long ago.
   */
  start(mayStillSend: () => boolean): Promise<void>;
  /** Ends once the sends under way are settled. */
  stop(): Promise<void>;
}

export interface DeliveryOptions {
  client: PrismaClient;
  channel: Channel;
  holder: string;
  clock: Clock;
  log: Logger;
  /** Between 0 and 1; spreads retries. */
  random: () => number;
  onOutcome(kind: SendOutcome['kind']): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { client, channel, holder, clock, log } = options;
  const outbox = { client, channel: channel.name, holder };
  const rate = createRateLimit(channel.limits.perSecond, () => performance.now());
  const wake = createWake();
  const underWay = new Set<Promise<void>>();
  let settlements: Settlement[] = [];
  let flushing: Promise<void> | null = null;
  let loop: Promise<void> | null = null;
  let stopped = true;
  let maySend = () => true;

  /** Settles in batches: outcomes that come in during one statement share the next. */
  const flush = async () => {
    while (settlements.length > 0) {
      const batch = settlements;
      settlements = [];
      try {
        await settleSends(outbox, clock.now(), batch);
      } catch (error) {
        settlements = [...batch, ...settlements];
        log.error({ err: error, channel: channel.name }, 'outcomes of sends could not be stored, trying again');
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
    // In the same breath as the last look: an outcome that came in between would wait for the next one.
    flushing = null;
    wake.ring();
  };
  const settle = (one: Settlement): Promise<void> => {
    settlements.push(one);
    flushing ??= flush();
    return flushing;
  };

  const send = async (row: OutboxRow) => {
    // The row stays as it is: whoever has the lease next decides it.
    if (!maySend()) return;
    const outcome = await channel.send({ key: row.id.toString(), chat: row.chat, reply: row.payload });
    options.onOutcome(outcome.kind);
    if (outcome.kind === 'retry' && outcome.afterMs !== undefined) rate.hold(outcome.afterMs);
    await settle(settlementOf(row, outcome, clock.now(), options.random()));
  };

  const run = async () => {
    while (!stopped) {
      try {
        const room = Math.min(concurrency - underWay.size, rate.available());
        const rows = room > 0 ? await claimSends(outbox, clock.now(), room) : [];
        rate.take(rows.length);
        for (const row of rows) {
          const sending = send(row).finally(() => underWay.delete(sending));
          underWay.add(sending);
        }
        if (rows.length < room || room <= 0) await wake.sleep(room > 0 ? pollMs : Math.max(rate.waitMs(), 5));
      } catch (error) {
        log.error({ err: error, channel: channel.name }, 'outbox could not be read, trying again');
        await wake.sleep(1_000);
      }
    }
    await Promise.all(underWay);
  };

  return {
    ring: wake.ring,
    async start(mayStillSend) {
      maySend = mayStillSend;
      await recoverSends(outbox, clock.now());
      stopped = false;
      loop = run();
    },
    async stop() {
      stopped = true;
      wake.ring();
      await loop;
      await flushing;
    },
  };
}

/** What an outcome means for the row. A reply that may have arrived is repeated, anything else is not. */
export function settlementOf(row: OutboxRow, outcome: SendOutcome, now: Date, random: number): Settlement {
  const { id } = row;
  switch (outcome.kind) {
    case 'sent':
      return { id, state: 'sent', platformId: outcome.platformId };
    case 'refused':
    case 'unreachable':
      return { id, state: outcome.kind, reason: outcome.why };
    case 'unknown':
      if (row.priority !== priority.reply || row.attempts >= maxAttempts)
        return { id, state: 'unknown', reason: outcome.why };
      return {
        id,
        state: 'planned',
        reason: outcome.why,
        notBefore: new Date(now.getTime() + backoffMs(row.attempts, random)),
      };
    case 'retry': {
      if (outcome.afterMs === undefined && row.attempts >= maxAttempts)
        return { id, state: 'refused', reason: outcome.why };
      const afterMs = outcome.afterMs ?? backoffMs(row.attempts, random);
      return { id, state: 'planned', reason: outcome.why, notBefore: new Date(now.getTime() + afterMs) };
    }
  }
}

/** Doubles with each attempt, half of it at random. */
function backoffMs(attempts: number, random: number): number {
  const full = Math.min(backoff.firstMs * 2 ** (attempts - 1), backoff.longestMs);
  return full / 2 + (full / 2) * random;
}
