/**
 * One message, one transaction: the conversation is locked, a capability answers, and its replies, the new memory and
 * the end of the message are written together. Killed at any instant, a message is either still waiting or answered.
 */
import { z } from 'zod';
import { Prisma } from '../prisma/generated/client.ts';
import type { Database, Tx } from '../prisma/open.ts';
import { type Memory, memorySchema, type Turn } from './capability.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import type { Json } from './dialog.ts';
import { type ChannelName, channelNames, contentSchema, type Reply, reply, replySchema } from './message.ts';
import { phrases } from './phrases.ts';
import { type Router, readInput } from './router.ts';
import { splitText } from './split.ts';

/** More arrivals than this of one person within the window wait until it has passed. */
export const flood = { messages: 30, windowMs: 30_000 };

/** A message whose turn fails is tried again after these pauses, then answered with an apology. */
const retryPausesMs = [1_000, 5_000, 25_000];

const claimedSchema = z.object({
  id: z.bigint(),
  channel: z.enum(channelNames),
  content: contentSchema,
  received_at: z.date(),
  conversation_id: z.bigint(),
  person_id: z.string(),
  chat: z.string(),
  memory: memorySchema,
  paused_until: z.date().nullable(),
  failures: z.number(),
  recent: z.number(),
  pressed: replySchema.nullable(),
  drafts: z.record(z.string(), z.json()).nullable(),
});
type Claimed = z.infer<typeof claimedSchema>;

export interface TurnOptions {
  database: Database;
  clock: Clock;
  router: Router;
  channels: ReadonlyMap<ChannelName, Channel>;
  /** Told of each message taken, before it is answered; call the result when it ended. */
  onTaken(channel: ChannelName, chat: string): () => void;
}

export type TurnResult =
  | { kind: 'idle' }
  | { kind: 'done'; channel: ChannelName }
  /** The message waits for its file now. */
  | { kind: 'wants-file'; channel: ChannelName }
  | { kind: 'failed'; channel: ChannelName; error: unknown };

/** Ends a turn whose capability wants the message's file: what it wrote until then is undone. */
class FileWanted extends Error {}

/** Answers the oldest message whose person is free; `idle` when there is none. Throws only when the database fails. */
export async function takeTurn(options: TurnOptions): Promise<TurnResult> {
  let claimed: Claimed | undefined;
  let ended = () => {};
  try {
    return await options.database.client.$transaction(
      async (tx) => {
        claimed = await claim(tx, options.clock);
        if (!claimed) return { kind: 'idle' };
        ended = options.onTaken(claimed.channel, claimed.chat);
        await answer(tx, claimed, options);
        return { kind: 'done', channel: claimed.channel };
      },
      { timeout: 20_000, maxWait: 20_000 },
    );
  } catch (error) {
    if (!claimed) throw error;
    if (error instanceof FileWanted) {
      await awaitFile(claimed, options);
      return { kind: 'wants-file', channel: claimed.channel };
    }
    await setAside(claimed, options);
    return { kind: 'failed', channel: claimed.channel, error };
  } finally {
    ended();
  }
}

/**
 * Locks the person, the conversation and its oldest waiting message. The message is locked too, since another process
 * may have finished it between our snapshot and our lock. The locks are weak, so that new arrivals, whose rows refer to
 * these, need not wait for the turn to end.
 */
async function claim(tx: Tx, clock: Clock): Promise<Claimed | undefined> {
  const now = clock.now();
  const windowSeconds = flood.windowMs / 1000;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT i.id, i.channel, i.content, i.received_at, i.failures, c.id AS conversation_id, c.person_id, c.chat, c.memory, c.paused_until,
      CASE WHEN i.content->>'kind' = 'choice' THEN (
        SELECT p.payload FROM outbox p
        WHERE p.id = (i.content->>'message')::bigint AND p.channel = i.channel AND p.chat = c.chat
      ) END AS pressed,
      (SELECT count(*) FILTER (
         WHERE r.received_at > i.received_at - ${windowSeconds} * interval '1 second'
           AND (c.paused_until IS NULL OR r.received_at > c.paused_until))
       FROM (
         SELECT received_at FROM inbox WHERE conversation_id = c.id AND id <= i.id ORDER BY id DESC LIMIT ${flood.messages + 1}
       ) r)::int AS recent,
      (SELECT jsonb_object_agg(d.dialog, d.draft) FROM draft d WHERE d.person_id = c.person_id) AS drafts
    FROM inbox i JOIN conversation c ON c.id = i.conversation_id JOIN person p ON p.id = c.person_id
    WHERE i.done_at IS NULL AND i.file_due_at IS NULL
      AND (i.retry_at IS NULL OR i.retry_at <= ${now})
      AND (c.paused_until IS NULL OR c.paused_until <= ${now})
      AND NOT EXISTS (
        SELECT FROM inbox e WHERE e.conversation_id = i.conversation_id AND e.done_at IS NULL AND e.id < i.id
      )
    ORDER BY i.id LIMIT 1
    FOR NO KEY UPDATE OF p, c, i SKIP LOCKED`;
  return rows.length === 0 ? undefined : claimedSchema.parse(rows[0]);
}

async function answer(tx: Tx, claimed: Claimed, options: TurnOptions): Promise<void> {
  const now = options.clock.now();
  const { content } = claimed;
  if (content.kind === 'left' || content.kind === 'returned') {
    const unreachable = content.kind === 'left' ? phrases.leftReason : null;
    await finish(tx, claimed, now, claimed.memory, [], { unreachable, drafts: new Map() });
    return;
  }
  // Whoever waited once is not made to wait again for the same messages.
  const hasWaited = claimed.paused_until !== null && claimed.received_at <= claimed.paused_until;
  if (claimed.recent > flood.messages && !hasWaited) {
    const until = new Date(claimed.received_at.getTime() + flood.windowMs);
    if (until > now) {
      await pause(tx, claimed, now, until);
      return;
    }
  }
  const memory: Memory = { offered: claimed.memory.offered, slots: { ...claimed.memory.slots } };
  let keepsChoices = false;
  const drafts = new Map<string, Json | null>();
  let wantsFile = false;
  const turn: Turn = {
    tx,
    now,
    channel: claimed.channel,
    messageId: claimed.id,
    conversationId: claimed.conversation_id,
    personId: claimed.person_id,
    input: readInput(content, memory, claimed.pressed),
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
  const replies = await options.router.route(turn);
  if (wantsFile) throw new FileWanted();
  if (!keepsChoices) memory.offered = replies.at(-1)?.choices ?? [];
  const limit = options.channels.get(claimed.channel)?.limits.textLength ?? Number.POSITIVE_INFINITY;
  await finish(
    tx,
    claimed,
    now,
    memory,
    replies.flatMap((one) => splitReply(one, limit)),
    { unreachable: null, drafts },
  );
}

/** One row is one message of the platform: long texts are cut here, what belongs to the end goes with the last piece. */
function splitReply(whole: Reply, limit: number): Reply[] {
  const pieces = splitText(whole.text, limit);
  return pieces.map((text, index) => (index === pieces.length - 1 ? { ...whole, text } : reply(text)));
}

/** Replies, memory and the message's end in one statement. */
async function finish(
  tx: Tx,
  claimed: Claimed,
  now: Date,
  memory: Memory,
  replies: readonly Reply[],
  change: { unreachable: string | null; drafts: ReadonlyMap<string, Json | null> },
): Promise<void> {
  await tx.$executeRaw`
    WITH answered AS (UPDATE inbox SET done_at = ${now} WHERE id = ${claimed.id}),
    kept AS (
      UPDATE conversation
      SET memory = ${JSON.stringify(memory)}::jsonb, unreachable = ${change.unreachable}, last_inbound_at = ${claimed.received_at}
      WHERE id = ${claimed.conversation_id}
    )${keepDrafts(claimed, now, change.drafts)}
    ${insertReplies(claimed, now, replies)}`;
}

/** More parts of the closing statement: drafts that changed and drafts that are done with. */
function keepDrafts(
  { person_id, drafts: before }: Claimed,
  now: Date,
  drafts: ReadonlyMap<string, Json | null>,
): Prisma.Sql {
  const kept = [...drafts].flatMap(([dialog, draft]) => (draft === null ? [] : [{ dialog, draft }]));
  const gone = [...drafts].flatMap(([dialog, draft]) =>
    draft === null && before?.[dialog] !== undefined ? [dialog] : [],
  );
  const parts = [
    ...(kept.length === 0
      ? []
      : [
          Prisma.sql`, draft_kept AS (
            INSERT INTO draft (person_id, dialog, draft, touched_at)
            SELECT ${person_id}::uuid, d.dialog, d.draft, ${now} FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS d(dialog text, draft jsonb)
            ON CONFLICT (person_id, dialog) DO UPDATE SET draft = excluded.draft, touched_at = excluded.touched_at, reminded_at = NULL
          )`,
        ]),
    ...(gone.length === 0
      ? []
      : [
          Prisma.sql`, draft_gone AS (DELETE FROM draft WHERE person_id = ${person_id}::uuid AND dialog = ANY(${gone}))`,
        ]),
  ];
  return parts.length === 0 ? Prisma.empty : Prisma.join(parts, ' ');
}

async function pause(tx: Tx, claimed: Claimed, now: Date, until: Date): Promise<void> {
  await tx.$executeRaw`
    WITH paused AS (UPDATE conversation SET paused_until = ${until} WHERE id = ${claimed.conversation_id})
    ${insertReplies(claimed, now, [reply(phrases.pauseNotice)])}`;
}

function insertReplies(claimed: Claimed, now: Date, replies: readonly Reply[]): Prisma.Sql {
  const payloads = JSON.stringify(replies.map((payload) => ({ payload })));
  return Prisma.sql`
    INSERT INTO outbox (conversation_id, channel, chat, priority, payload, not_before, created_at)
    SELECT ${claimed.conversation_id}, ${claimed.channel}, ${claimed.chat}, 0, r.payload, ${now}, ${now}
    FROM ROWS FROM (jsonb_to_recordset(${payloads}::jsonb) AS (payload jsonb)) WITH ORDINALITY AS r(payload, place)
    ORDER BY r.place`;
}

/** From here on the message is the fetch loop's. Another worker may have taken it again in between, to the same end. */
async function awaitFile(claimed: Claimed, { database, clock }: TurnOptions): Promise<void> {
  await database.client.inbox.updateMany({
    where: { id: claimed.id, doneAt: null, fileDueAt: null, fileTries: 0 },
    data: { fileDueAt: clock.now() },
  });
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
        ...(isLastTry ? { doneAt: now } : { retryAt: new Date(now.getTime() + pauseMs) }),
      },
    });
    if (isLastTry && count === 1) await tx.$executeRaw(insertReplies(claimed, now, [reply(phrases.apology)]));
  });
}
