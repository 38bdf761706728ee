/**
 * Sends what is in the outbox of one channel, while this process holds the channel's lease. A row is marked as being
 * sent before the send and settled only after its outcome is known, so a crash leaves nothing undecided but the sends
 * that were in flight.
 */
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Channel, SendOutcome } from './channel.ts';
import type { Clock } from './clock.ts';
import {
  claimBroadcasts,
  exchangeSends,
  type OutboxRow,
  priority,
  recoverSends,
  releaseClaims,
  type Settlement,
  settleSends,
} from './outbox.ts';
import { isQuiet, type QuietHours } from './quiet-hours.ts';
import { createRateLimit } from './rate.ts';
import { createWake } from './wake.ts';

/** Sends under way at once. */
const concurrency = 32;
/** Broadcasts are taken from the database in batches, once so many sends may begin; answers at once. */
const broadcastBatch = concurrency / 2;
/**
 * While at least so many sends are under way, so many outcomes share a statement: each costs more than a send does. Few
 * of them are written by the next look at the latest, or after a moment where the statement before was just made.
 */
const gathered = { outcomes: 8, longestMs: 20 };
/** How often the outbox is looked at unasked: rows that other processes wrote, retries whose time has come. */
const pollMs = 250;
/** A send that keeps failing is given up after this many tries (about two hours with the backoff below). */
const maxAttempts = 12;
const backoff = { firstMs: 1_000, longestMs: 15 * 60_000 };
/** Between two sends of a broadcast to one chat; a burst of answers is allowed. */
const chatRestMs = 1_000;

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
  /** Broadcasts that are not urgent wait until they are over. */
  quietHours: QuietHours;
  onOutcome(kind: SendOutcome['kind']): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { client, channel, holder, clock, log } = options;
  const outbox = { client, channel: channel.name, holder };
  const rate = createRateLimit(channel.limits.perSecond, () => performance.now());
  const rests = createRests(channel.limits.perSecond === null ? 0 : chatRestMs, () => performance.now());
  const wake = createWake();
  const underWay = new Map<bigint, Promise<void>>();
  let settlements: Settlement[] = [];
  let loop: Promise<void> | null = null;
  let stopped = true;
  let maySend = () => true;

  const isWorthWriting = () => settlements.length >= gathered.outcomes || underWay.size < gathered.outcomes;

  /** `isSoon`: the chat was written to a moment before. */
  const send = async (row: OutboxRow, isSoon: boolean) => {
    // The row stays as it is: whoever has the lease next decides it.
    if (!maySend()) return;
    const isBulk = row.priority === priority.broadcast;
    const message = { key: row.id.toString(), chat: row.chat, reply: row.payload };
    const outcome = await channel.send(isBulk ? { ...message, bulk: true } : message);
    options.onOutcome(outcome.kind);
    // Too many for one chat, not for the channel: that chat waits, the others need not.
    if (outcome.kind === 'retry' && outcome.afterMs !== undefined && !isSoon) rate.hold(outcome.afterMs);
    settlements.push(settlementOf(row, outcome, clock.now(), options.random()));
  };

  const begin = (rows: readonly OutboxRow[]) => {
    rate.take(rows.length);
    for (const row of rows) {
      const isSoon = rests.has(row.chat);
      rests.begin(row.chat);
      const sending = send(row, isSoon).finally(() => {
        underWay.delete(row.id);
        if (isWorthWriting()) wake.ring();
      });
      underWay.set(row.id, sending);
    }
  };

  /** What came in during one statement shares the next. */
  const exchange = async (room: number) => {
    const batch = settlements;
    settlements = [];
    try {
      begin(await exchangeSends(outbox, clock.now(), batch, room));
    } catch (error) {
      settlements = [...batch, ...settlements];
      throw error;
    }
  };

  const room = () => Math.max(0, Math.min(concurrency - underWay.size, rate.available()));
  /** Outcomes that are not written yet count: a crash would make them unknown together with what is under way. */
  const broadcastRoom = () => Math.max(0, Math.min(concurrency - underWay.size - settlements.length, rate.available()));
  /** A channel whose rate is the limit has never room for a whole batch. */
  const batch = Math.min(broadcastBatch, Math.max(1, Math.floor(rate.capacity / 2)));

  const run = async () => {
    let nextLook = 0;
    let isInDoubt = false;
    while (!stopped) {
      try {
        if (isInDoubt) {
          await releaseClaims(outbox, [...underWay.keys(), ...settlements.map(({ id }) => id)]);
          isInDoubt = false;
        }
        await exchange(room());
        // Broadcasts come last, and are not looked for with every answer while there are none.
        if (performance.now() >= nextLook && broadcastRoom() >= batch) {
          const now = clock.now();
          const wanted = { limit: broadcastRoom(), isQuiet: isQuiet(options.quietHours, now), resting: rests.chats() };
          const rows = await claimBroadcasts(outbox, now, wanted);
          begin(rows);
          if (rows.length === 0) nextLook = performance.now() + pollMs;
        }
        // All that could begin has begun: until sends end, somebody rings, or the rate allows more.
        if (settlements.length === 0) {
          await wake.sleep(rate.available() >= batch ? pollMs : Math.min(pollMs, Math.max(rate.waitMs(batch), 5)));
        } else if (!isWorthWriting()) {
          await wake.sleep(gathered.longestMs);
        }
      } catch (error) {
        // The database may have done what it was asked, and only its answer was lost.
        isInDoubt = true;
        log.error({ err: error, channel: channel.name }, 'the outbox could not be read or written, trying again');
        await wake.sleep(1_000);
      }
    }
    await settleRest();
    // One by one: the outcomes of the others must not wait for a slow send until the lease has run out.
    while (underWay.size > 0) {
      await Promise.race(underWay.values());
      await settleRest();
    }
  };

  /** The last outcomes; nothing new begins. */
  const settleRest = async () => {
    for (let tries = 0; settlements.length > 0 && tries < 3; tries++) {
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
  };

  return {
    ring: wake.ring,
    async start(mayStillSend) {
      maySend = mayStillSend;
      // What could not be written under an earlier lease is decided here like all that was left under way.
      settlements = [];
      await recoverSends(outbox, clock.now());
      stopped = false;
      loop = run();
    },
    async stop() {
      stopped = true;
      wake.ring();
      await loop;
    },
  };
}

/** Remembers which chats were written to a moment ago: as many as the rate allows in that time. */
function createRests(restMs: number, now: () => number) {
  const until = new Map<string, number>();
  return {
    has: (chat: string): boolean => (until.get(chat) ?? 0) > now(),
    begin(chat: string): void {
      if (restMs === 0) return;
      until.delete(chat);
      until.set(chat, now() + restMs);
    },
    chats(): string[] {
      for (const [chat, end] of until) {
        if (end > now()) break;
        until.delete(chat);
      }
      return [...until.keys()];
    },
  };
}

/** What an outcome means for the row. A reply that may have arrived is repeated, as is what must reach; all else is not. */
export function settlementOf(row: OutboxRow, outcome: SendOutcome, now: Date, random: number): Settlement {
  const { id } = row;
  switch (outcome.kind) {
    case 'sent':
      return { id, state: 'sent', platformId: outcome.platformId, reason: outcome.how ?? null };
    case 'refused':
    case 'unreachable':
      return { id, state: outcome.kind, reason: outcome.why };
    case 'unknown':
      if ((row.priority !== priority.reply && !row.mustReach) || row.attempts >= maxAttempts)
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
