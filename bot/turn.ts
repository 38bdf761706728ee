/**
 * One message, one turn: the conversation is locked, a capability answers, and its replies, the new memory and the end
 * of the message are written together. Killed at any instant, a message is either still waiting or answered. While
 * many people wait, the turns of several share one transaction: each costs a part of its round trips and its commit.
 */
import { Prisma } from '../prisma/generated/client.ts';
import type { Database, Tx } from '../prisma/open.ts';
import { type Memory, memorySchema, type Turn } from './capability.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import { consultsOf } from './consult.ts';
import type { Json } from './dialog.ts';
import { type ChannelName, reply } from './message.ts';
import { phrases } from './phrases.ts';
import { type Router, readInput } from './router.ts';
import { splitReply } from './split.ts';
import { type Claimed, claim, flood } from './turn-claim.ts';
import { type Ending, finish, insertReplies } from './turn-ending.ts';
import { MustWait, markWaiting } from './turn-waits.ts';

/** A message whose turn fails is tried again after these pauses, then answered with an apology. */
const retryPausesMs = [1_000, 5_000, 25_000];

export interface TurnOptions {
  database: Database;
  clock: Clock;
  router: Router;
  channels: ReadonlyMap<ChannelName, Channel>;
  /** Somebody gives advice. */
  isAdvised: boolean;
  /** Told of each message taken, before it is answered; call the result when it ended. */
  onTaken(channel: ChannelName, chat: string): () => void;
}

export type TurnResult =
  | { kind: 'idle' }
  | { kind: 'done'; channel: ChannelName }
  /** The message waits for its file, or for advice. */
  | { kind: 'wants-file' | 'wants-advice'; channel: ChannelName }
  | { kind: 'failed'; channel: ChannelName; error: unknown };

/** Turns that share a transaction end by then, so that nobody waits long for the others; what is left is taken anew. */
const longestTogetherMs = 50;

/** Answers the oldest message whose person is free; `idle` when there is none. Throws only when the database fails. */
export async function takeTurn(options: TurnOptions): Promise<TurnResult> {
  const [result = { kind: 'idle' as const }] = await takeTurns(options, 1);
  return result === 'apart' ? { kind: 'idle' } : result;
}

/**
 * Answers up to `most` people's oldest messages in one transaction; no result when nobody waits. `apart`: one of them
 * failed and was undone with all the others, so that each must be taken alone.
 */
export async function takeTurns(
  options: TurnOptions,
  most: number,
  longestMs = longestTogetherMs,
): Promise<(Exclude<TurnResult, { kind: 'idle' }> | 'apart')[]> {
  let claimed: Claimed[] = [];
  let current: Claimed | undefined;
  const ended: (() => void)[] = [];
  try {
    return await options.database.client.$transaction(
      async (tx) => {
        claimed = await claim(tx, options, most);
        if (claimed.length === 0) return [];
        const began = performance.now();
        const endings: Ending[] = [];
        for (const one of claimed) {
          if (endings.length > 0 && performance.now() - began > longestMs) break;
          current = one;
          ended.push(options.onTaken(one.channel, one.chat));
          endings.push(await answer(tx, one, options));
        }
        await finish(tx, options.clock.now(), endings);
        return endings.map(({ claimed: { channel } }) => ({ kind: 'done' as const, channel }));
      },
      { timeout: 20_000, maxWait: 20_000 },
    );
  } catch (error) {
    if (error instanceof MustWait && current) {
      // The others are taken again, together, without this one.
      await markWaiting(options.database.client, current.id, error.awaited, options.clock.now());
      return [{ kind: `wants-${error.awaited.kind}`, channel: current.channel }];
    }
    const [one, ...others] = claimed;
    if (!one) throw error;
    if (others.length > 0) return claimed.map(() => 'apart' as const);
    await setAside(one, options);
    return [{ kind: 'failed', channel: one.channel, error }];
  } finally {
    for (const end of ended) end();
  }
}

async function answer(tx: Tx, claimed: Claimed, options: TurnOptions): Promise<Ending> {
  const now = options.clock.now();
  const { content } = claimed;
  if (content.kind === 'left' || content.kind === 'returned') {
    const unreachable = content.kind === 'left' ? phrases.leftReason : null;
    const done = { memory: claimed.memory, unreachable, drafts: new Map() };
    return { claimed, replies: [], done, pausedUntil: null };
  }
  // Whoever waited once is not made to wait again for the same messages.
  const hasWaited = claimed.paused_until !== null && claimed.received_at <= claimed.paused_until;
  if (claimed.recent > flood.messages && !hasWaited) {
    const until = new Date(claimed.received_at.getTime() + flood.windowMs);
    if (until > now) return { claimed, replies: [reply(phrases.pauseNotice)], done: null, pausedUntil: until };
  }
  if (claimed.said_twice) {
    const done = { memory: claimed.memory, unreachable: null, drafts: new Map() };
    return { claimed, replies: [reply(phrases.saidTwice)], done, pausedUntil: null };
  }
  const memory: Memory = { offered: claimed.memory.offered, slots: { ...claimed.memory.slots } };
  let keepsChoices = false;
  const drafts = new Map<string, Json | null>();
  let wantsFile = false;
  const consults = consultsOf(claimed, now, options.isAdvised);
  const isNumbered = options.channels.get(claimed.channel)?.choices === 'numbered';
  const read = (said: Parameters<typeof readInput>[0]) =>
    readInput(said, memory, claimed.pressed, isNumbered ? (claimed.lists ?? []) : null);
  const turn: Turn = {
    tx,
    now,
    channel: claimed.channel,
    messageId: claimed.id,
    conversationId: claimed.conversation_id,
    personId: claimed.person_id,
    isPrivate: claimed.is_private,
    input: content.kind === 'withdrew' ? { kind: 'stale' } : read(content),
    asTyped: (text) => read({ kind: 'text', text }),
    recall: (slot, schema) => schema.safeParse(memory.slots[slot]).data ?? null,
    remember: (slot, value) => {
      if (value === null) delete memory.slots[slot];
      else memory.slots[slot] = value;
    },
    keepChoices: () => {
      keepsChoices = true;
    },
    wantFile: () => {
      if (content.kind !== 'media' || content.file?.state !== 'offered') throw new Error('No file is offered.');
      wantsFile = true;
    },
    consult: consults.consult,
    forgetAll: () => {
      memory.slots = {};
      for (const dialog of Object.keys(claimed.drafts ?? {})) drafts.set(dialog, null);
    },
    draft: (dialog) => drafts.get(dialog) ?? (drafts.has(dialog) ? null : (claimed.drafts?.[dialog] ?? null)),
    saveDraft: (dialog, draft) => {
      drafts.set(dialog, draft);
    },
    enter: (dialog) => {
      throw new Error(`The router gives the floor to ${dialog}.`);
    },
  };
  if (content.kind === 'withdrew') {
    await options.router.forget(turn);
    const done = { memory: memorySchema.parse({}), unreachable: phrases.leftReason, drafts };
    return { claimed, replies: [], done, pausedUntil: null };
  }
  const replies = await options.router.route(turn);
  if (wantsFile) throw new MustWait({ kind: 'file' });
  const wish = consults.wish();
  if (wish) throw new MustWait({ kind: 'advice', wish });
  if (!keepsChoices) memory.offered = replies.at(-1)?.choices ?? [];
  const limit = options.channels.get(claimed.channel)?.limits.textLength ?? Number.POSITIVE_INFINITY;
  const pieces = replies.flatMap((one) => splitReply(one, limit));
  return { claimed, replies: pieces, done: { memory, unreachable: null, drafts }, pausedUntil: null };
}

/**
 * After a failed turn: try later, or close the message with an apology so that it blocks nobody. Another worker may
 * have tried it in between: a try is counted only once.
 */
async function setAside(claimed: Claimed, { database, clock }: TurnOptions): Promise<void> {
  const now = clock.now();
  const pauseMs = retryPausesMs[claimed.failures];
  const isLastTry = pauseMs === undefined;
  await database.client.$transaction(async (tx) => {
    const { count } = await tx.inbox.updateMany({
      where: { id: claimed.id, failures: claimed.failures, doneAt: null },
      data: {
        failures: { increment: 1 },
        ...(isLastTry ? { doneAt: now, advice: Prisma.DbNull } : { retryAt: new Date(now.getTime() + pauseMs) }),
      },
    });
    if (isLastTry && count === 1) {
      await tx.$executeRaw(insertReplies(now, [{ claimed, replies: [reply(phrases.apology)] }]));
    }
  });
}
