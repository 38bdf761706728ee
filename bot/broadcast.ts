/**
 * One message to many people. Its recipients become outbox rows in one statement, and those rows are its ledger: one
 * for each person, whose states always add up to the audience. Nothing here grows with their number in the process.
 */
import { z } from 'zod';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import { type ChannelName, channelNames, type Reply } from './message.ts';
import { priority } from './outbox.ts';
import { type Standing, standingSql, standings } from './windows.ts';

/** Why somebody who never wrote in a private chat cannot be told. */
export const noPrivateChat = 'no private chat';
const cancelledByOfficer = 'cancelled by an officer';
/** A send that was under way at the end of its broadcast has ended by then, however it did. */
const stragglersMs = 60 * 60_000;

export interface BroadcastPlan {
  payload: Reply;
  /** SQL that selects `person_id`, a person once or several times. */
  people: Prisma.Sql;
  /** Goes out in the quiet hours too. */
  urgent: boolean;
  /** Nothing is sent before. */
  notBefore: Date;
}

/**
 * Plans a broadcast: one row for each person, in the private chat that they chose or else wrote in last. Whoever cannot
 * be reached has a row that says why. Returns its id and how many people it is meant for.
 */
export async function planBroadcast(tx: Tx, now: Date, plan: BroadcastPlan): Promise<{ id: bigint; audience: number }> {
  const { payload, people, urgent, notBefore } = plan;
  const { id } = await tx.broadcast.create({
    data: { payload, urgent, audience: 0, notBefore, createdAt: now },
    select: { id: true },
  });
  const audience = await tx.$executeRaw`
    INSERT INTO outbox (conversation_id, channel, chat, person_id, broadcast_id, priority, state, reason, not_before, created_at, settled_at)
    SELECT id, channel, chat, person_id, ${id}, ${priority.broadcast},
      CASE WHEN hindrance IS NULL THEN 'planned' ELSE 'unreachable' END::outbox_state, hindrance, ${notBefore}, ${now},
      CASE WHEN hindrance IS NULL THEN NULL ELSE ${now}::timestamptz END
    FROM (${addressesOf(now, people)}) AS address`;
  await tx.broadcast.update({ where: { id }, data: { audience } });
  return { id, audience };
}

/**
 * SQL: where each of the people would be told at `at` (id, channel, chat, person_id, standing), and the `hindrance` if
 * they cannot be.
 */
function addressesOf(at: Date, people: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (person_id) id, channel, chat, person_id, standing,
      CASE WHEN chat <> sender THEN ${noPrivateChat} ELSE unreachable END AS hindrance
    FROM (SELECT c.*, ${standingSql(at)} AS standing FROM conversation c WHERE c.person_id IN (${people})) AS place
    ORDER BY person_id, chat <> sender, unreachable IS NOT NULL, standing = 'outside', preferred DESC,
      last_inbound_at DESC NULLS LAST, id DESC`;
}

export interface Reach {
  channel: ChannelName;
  /** Null: can be told. */
  hindrance: string | null;
  /** `outside`: by a template, if anything. */
  standing: Standing;
  people: number;
}

const reachSchema = z.object({
  channel: z.enum(channelNames),
  hindrance: z.string().nullable(),
  standing: z.enum(standings),
  people: z.number(),
});

/** How many of the people would be told at `at` on which channel, and how many cannot be, and why. */
export async function previewReach(tx: Tx, at: Date, people: Prisma.Sql): Promise<Reach[]> {
  const rows = await tx.$queryRaw`
    SELECT channel, hindrance, standing, count(*)::int AS people FROM (${addressesOf(at, people)}) AS address
    GROUP BY channel, hindrance, standing ORDER BY channel, hindrance, standing`;
  return z.array(reachSchema).parse(rows);
}

/**
 * How many of a broadcast's people will be told, as far as can be known before: not those whose window is over, unless
 * their channel (one of `templated`) has a template for them.
 */
export async function countExpected(tx: Tx, now: Date, id: bigint, templated: readonly ChannelName[]): Promise<number> {
  const rows = await tx.$queryRaw`
    SELECT count(*)::int AS people FROM (
      SELECT c.channel, ${standingSql(now)} AS standing FROM conversation c
      WHERE c.id IN (SELECT conversation_id FROM outbox WHERE broadcast_id = ${id} AND state = 'planned')
    ) AS place WHERE standing <> 'outside' OR channel = ANY(${[...templated]}::text[])`;
  return z.tuple([z.object({ people: z.number() })]).parse(rows)[0].people;
}

export const ledgerStates = ['planned', 'sending', 'sent', 'refused', 'unreachable', 'cancelled', 'unknown'] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** How many people stand in each state. With `erased` they add up to `audience` at every moment. */
export type Ledger = Record<LedgerState, number> & {
  audience: number;
  /** Had all their data deleted since. */
  erased: number;
};

export async function readLedger(tx: Tx, id: bigint): Promise<Ledger> {
  const { audience } = await tx.broadcast.findUniqueOrThrow({ where: { id }, select: { audience: true } });
  const counts = await tx.outbox.groupBy({ by: ['state'], where: { broadcastId: id }, _count: true });
  const of = (state: LedgerState) => counts.find((one) => one.state === state)?._count ?? 0;
  const rows = counts.reduce((sum, one) => sum + one._count, 0);
  return {
    planned: of('planned'),
    sending: of('sending'),
    sent: of('sent'),
    refused: of('refused'),
    unreachable: of('unreachable'),
    cancelled: of('cancelled'),
    unknown: of('unknown'),
    audience,
    erased: audience - rows,
  };
}

/** Why people were not told, or perhaps not, or not as it was written, by state and reason; the most frequent first. */
export async function readReasons(
  tx: Tx,
  id: bigint,
): Promise<{ state: LedgerState; reason: string | null; people: number }[]> {
  const rows = await tx.$queryRaw`
    SELECT state::text, reason, count(*)::int AS people FROM outbox
    WHERE broadcast_id = ${id} AND (state IN ('refused', 'unreachable', 'unknown') OR (state = 'sent' AND reason IS NOT NULL))
    GROUP BY state, reason ORDER BY people DESC, reason`;
  return z
    .array(z.object({ state: z.enum(ledgerStates), reason: z.string().nullable(), people: z.number() }))
    .parse(rows);
}

/** Holds back what is not sent yet; sends under way end as they end. False when it was not running. */
export async function pauseBroadcast(tx: Tx, id: bigint): Promise<boolean> {
  const { count } = await tx.broadcast.updateMany({ where: { id, state: 'running' }, data: { state: 'paused' } });
  return count > 0;
}

/** False when it was not paused. */
export async function resumeBroadcast(tx: Tx, id: bigint): Promise<boolean> {
  const { count } = await tx.broadcast.updateMany({ where: { id, state: 'paused' }, data: { state: 'running' } });
  return count > 0;
}

/** Ends it for good: what is not sent yet is cancelled. Returns how many people will not be told for that. */
export async function cancelBroadcast(tx: Tx, now: Date, id: bigint): Promise<number> {
  await tx.broadcast.updateMany({
    where: { id, state: { in: ['running', 'paused'] } },
    data: { state: 'cancelled', endedAt: now },
  });
  const { count } = await tx.outbox.updateMany({
    where: { broadcastId: id, state: 'planned' },
    data: { state: 'cancelled', reason: cancelledByOfficer, settledAt: now },
  });
  return count;
}

/**
 * Whoever presses a button of a message has it, though nobody knew. A row whose words changed meanwhile stays unknown:
 * whether they read the right ones is for the officer to settle.
 */
export async function proveArrival(tx: Tx, messageId: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox SET state = 'sent' WHERE id = ${messageId} AND state = 'unknown' AND broadcast_id IS NOT NULL
      AND payload IS NULL AND NOT other_before`;
}

/**
 * Sends again to those whom the platform refused or who could not be reached; to `unknown` ones too, or alone, when the
 * officer says so. Each as the message reads now, and where they wrote last by now: whoever had no private chat may
 * have one. Nobody in `sent` gets a second copy. Returns how many rows are planned anew.
 */
export async function sendAgain(
  tx: Tx,
  now: Date,
  id: bigint,
  states: readonly ('refused' | 'unreachable' | 'unknown')[],
): Promise<number> {
  await tx.$queryRaw`SELECT id FROM broadcast WHERE id = ${id} FOR NO KEY UPDATE`;
  const settled = Prisma.sql`broadcast_id = ${id} AND state::text = ANY(${[...states]}::text[])`;
  const count = await tx.$executeRaw`
    UPDATE outbox o SET state = 'planned', reason = NULL, settled_at = NULL, attempts = 0, not_before = ${now},
      other_before = o.other_before OR (o.state = 'unknown' AND o.payload IS NOT NULL), payload = NULL,
      conversation_id = address.id, channel = address.channel, chat = address.chat
    FROM (${addressesOf(now, Prisma.sql`SELECT person_id FROM outbox WHERE ${settled}`)}) AS address
    WHERE ${settled} AND o.person_id = address.person_id AND address.hindrance IS DISTINCT FROM ${noPrivateChat}`;
  if (count > 0) await tx.broadcast.updateMany({ where: { id }, data: { state: 'running', endedAt: null } });
  return count;
}

/** The officer takes it that the unknown ones arrived. Returns how many. */
export async function countUnknownAsSent(tx: Tx, now: Date, id: bigint): Promise<number> {
  const { count } = await tx.outbox.updateMany({
    where: { broadcastId: id, state: 'unknown' },
    data: { state: 'sent', reason: 'taken as sent by an officer', settledAt: now },
  });
  return count;
}

/**
 * Broadcasts with nothing left to send are done. One that was cancelled sends nothing more: what was under way then, and
 * was put off by the platform since, is cancelled like the rest.
 */
export async function closeBroadcasts(tx: Tx, now: Date): Promise<void> {
  // Locked before it is looked at what is left, so that nothing is planned anew in between (`sendAgain`).
  await tx.$queryRaw`SELECT id FROM broadcast WHERE state = 'running' ORDER BY id FOR NO KEY UPDATE`;
  await tx.broadcast.updateMany({
    where: { state: 'running', outbox: { none: { state: { in: ['planned', 'sending'] } } } },
    data: { state: 'done', endedAt: now },
  });
  await tx.outbox.updateMany({
    where: {
      channel: { in: [...channelNames] },
      state: 'planned',
      broadcast: { state: 'cancelled', endedAt: { gt: new Date(now.getTime() - stragglersMs) } },
    },
    data: { state: 'cancelled', reason: cancelledByOfficer, settledAt: now },
  });
}

/** What is of no use any more is not sent late: a reminder of what has begun. */
export async function cancelExpired(tx: Tx, now: Date): Promise<void> {
  await tx.outbox.updateMany({
    where: {
      channel: { in: [...channelNames] },
      state: 'planned',
      priority: { lt: priority.broadcast },
      notAfter: { lte: now },
    },
    data: { state: 'cancelled', reason: 'too late', settledAt: now },
  });
}
