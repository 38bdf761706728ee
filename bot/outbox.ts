/** The outbox in SQL: what may be sent next, and how each send ended. */
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';
import { heldBy } from './lease.ts';
import { type ChannelName, replySchema } from './message.ts';

/** What goes first: an answer overtakes a reminder, a reminder a broadcast. */
export const priority = { reply: 0, reminder: 1, broadcast: 2 } as const;

const idSchema = z.object({ id: z.bigint() });
const rowSchema = idSchema.extend({
  chat: z.string(),
  priority: z.number(),
  attempts: z.number(),
  payload: replySchema,
  /** About one's own case: better twice than never. */
  mustReach: z.boolean(),
});
export type OutboxRow = z.infer<typeof rowSchema>;

/** How a row goes on after a send. */
export type Settlement =
  | { id: bigint; state: 'sent'; platformId: string; reason: string | null }
  | { id: bigint; state: 'refused' | 'unreachable' | 'unknown'; reason: string }
  | { id: bigint; state: 'planned'; notBefore: Date; reason: string };

export interface OutboxOf {
  client: PrismaClient;
  channel: ChannelName;
  /** Who holds the channel's lease; every statement does nothing once that is somebody else. */
  holder: string;
}

export const leaseName = (channel: ChannelName) => `channel:${channel}`;

/**
 * Marks up to `limit` replies and reminders as being sent and returns them, most urgent first. At most one of a
 * conversation is under way, and within one priority they go in order. Writes first how earlier sends ended: both in one
 * statement, since each waits for the other while many people talk. Waits for the disk: a claim that was lost with the
 * machine would be sent again after what followed it.
 */
export async function exchangeSends(
  { client, channel, holder }: OutboxOf,
  now: Date,
  settled: readonly Settlement[],
  limit: number,
): Promise<OutboxRow[]> {
  const ended = settled.flatMap(({ id, state }) => (state === 'planned' ? [] : [id]));
  const rows = await client.$queryRaw<unknown[]>`
    WITH ${settledRows({ channel, holder }, now, settled)}
    UPDATE outbox SET state = 'sending', attempts = attempts + 1
    WHERE id IN (
      SELECT o.id FROM outbox o
      WHERE o.channel = ${channel} AND o.state = 'planned' AND o.priority < ${priority.broadcast}
        AND o.not_before <= ${now} AND (o.not_after IS NULL OR o.not_after > ${now})
        AND NOT EXISTS (
          SELECT FROM outbox e
          WHERE e.conversation_id = o.conversation_id
            AND ((e.state = 'sending' AND e.id <> ALL(${ended}::bigint[])) OR (
              e.state = 'planned' AND (e.priority, e.id) < (o.priority, o.id)
              AND (e.not_after IS NULL OR e.not_after > ${now})
              -- Due, or about to be tried again; what is only scheduled for later holds nobody up.
              AND (e.not_before <= ${now} OR (e.attempts > 0 AND e.priority = o.priority))
            ))
        )
      ORDER BY o.priority, o.id LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ) AND ${heldBy(leaseName(channel), holder)}
    RETURNING id, chat, priority, attempts, payload, about IS NOT NULL AS "mustReach"`;
  return readRows({ client, channel, holder }, now, rows);
}

/**
 * The same for up to `limit` rows of the broadcasts that run: urgent ones first, then the oldest. Waits for the server's disk:
 * what is begun here must never be begun again.
 */
export async function claimBroadcasts(
  { client, channel, holder }: OutboxOf,
  now: Date,
  options: {
    limit: number;
    /** Only urgent broadcasts go out. */
    isQuiet: boolean;
    /** Chats that have to wait their turn. */
    resting: readonly string[];
  },
): Promise<OutboxRow[]> {
  const { limit, isQuiet, resting } = options;
  const rows = await client.$queryRaw<unknown[]>`
    UPDATE outbox SET state = 'sending', attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM (
        SELECT DISTINCT ON (m.conversation_id) m.id, m.conversation_id, b.urgent, b.id AS broadcast
        FROM broadcast b CROSS JOIN LATERAL (
          SELECT o.id, o.conversation_id FROM outbox o
          WHERE o.broadcast_id = b.id AND o.channel = ${channel} AND o.state = 'planned' AND o.not_before <= ${now}
            AND o.chat <> ALL(${resting}::text[])
            AND NOT EXISTS (
              SELECT FROM outbox e
              WHERE e.conversation_id = o.conversation_id
                AND (e.state = 'sending' OR (e.state = 'planned' AND e.priority < o.priority AND e.not_before <= ${now}
                  AND (e.not_after IS NULL OR e.not_after > ${now})))
            )
          ORDER BY o.id LIMIT ${limit}
          FOR UPDATE SKIP LOCKED
        ) m
        WHERE b.state = 'running' AND (b.urgent OR NOT ${isQuiet})
        ORDER BY m.conversation_id, b.urgent DESC, m.id
      ) AS next ORDER BY urgent DESC, broadcast, id LIMIT ${limit}
    ) AND ${heldBy(leaseName(channel), holder)}
    RETURNING id, chat, priority, attempts, false AS "mustReach", (SELECT b.payload FROM broadcast b WHERE b.id = broadcast_id) AS payload`;
  return readRows({ client, channel, holder }, now, rows);
}

async function readRows(of: OutboxOf, now: Date, rows: readonly unknown[]): Promise<OutboxRow[]> {
  const read = rows.map((row) => rowSchema.safeParse(row));
  // A message that cannot be read would otherwise hold up every other one of the channel.
  const unreadable = rows.filter((_, index) => !read[index]?.success).map((row) => idSchema.parse(row));
  if (unreadable.length > 0) {
    const settled = unreadable.map(({ id }) => ({
      id,
      state: 'refused' as const,
      reason: 'the message cannot be read',
    }));
    await settleSends(of, now, settled);
  }
  return read
    .flatMap(({ data }) => (data ? [data] : []))
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
}

/** Writes how sends ended, where nothing new is to begin. */
export async function settleSends(
  { client, ...of }: OutboxOf,
  now: Date,
  settled: readonly Settlement[],
): Promise<void> {
  await client.$executeRaw`WITH ${settledRows(of, now, settled)} SELECT count(*) FROM settled`;
}

/** Parts of a statement: how sends ended, and who cannot be reached any more. */
function settledRows(
  { channel, holder }: Pick<OutboxOf, 'channel' | 'holder'>,
  now: Date,
  settled: readonly Settlement[],
): Prisma.Sql {
  const rows = JSON.stringify(
    settled.map((one) => ({
      id: one.id.toString(),
      state: one.state,
      platform_id: one.state === 'sent' ? one.platformId : null,
      reason: one.reason,
      not_before: one.state === 'planned' ? one.notBefore.toISOString() : null,
    })),
  );
  const unreachable = Prisma.sql`, gone AS (
    UPDATE conversation c SET unreachable = settled.reason
    FROM settled WHERE settled.state = 'unreachable' AND c.id = settled.conversation_id
  )`;
  return Prisma.sql`settled AS (
    UPDATE outbox o SET
      state = s.state::outbox_state,
      platform_id = s.platform_id,
      reason = s.reason,
      not_before = COALESCE(s.not_before, o.not_before),
      settled_at = CASE WHEN s.state = 'planned' THEN NULL ELSE ${now}::timestamptz END
    FROM jsonb_to_recordset(${rows}::jsonb) AS s(id bigint, state text, platform_id text, reason text, not_before timestamptz)
    -- The ids once more, so that the rows are found by their keys however many there are.
    WHERE o.id = ANY(${settled.map(({ id }) => id)}::bigint[]) AND o.id = s.id AND o.state = 'sending' AND ${heldBy(leaseName(channel), holder)}
    RETURNING o.conversation_id, s.state, s.reason
  )${settled.some((one) => one.state === 'unreachable') ? unreachable : Prisma.empty}`;
}

/**
 * What the sender before us left under way: a reply, and what must reach a person, is sent again (doubled is harmless,
 * missing is not), anything else stays unknown for a person to settle.
 */
export async function recoverSends({ client, channel, holder }: OutboxOf, now: Date): Promise<void> {
  const again = Prisma.sql`(priority = ${priority.reply} OR about IS NOT NULL)`;
  await client.$executeRaw`
    UPDATE outbox SET
      state = CASE WHEN ${again} THEN 'planned'::outbox_state ELSE 'unknown'::outbox_state END,
      reason = 'sender ended during the send',
      settled_at = CASE WHEN ${again} THEN NULL ELSE ${now}::timestamptz END
    WHERE channel = ${channel} AND state = 'sending' AND ${heldBy(leaseName(channel), holder)}`;
}

/**
 * Gives back what was claimed by a statement whose answer never came: everything under way but what the sender knows of
 * (`known`). Nobody was written to: a send begins only after that answer, and one of an earlier sender not at all once
 * its lease is gone.
 */
export async function releaseClaims({ client, channel, holder }: OutboxOf, known: readonly bigint[]): Promise<void> {
  await client.$executeRaw`
    UPDATE outbox SET state = 'planned', attempts = attempts - 1
    WHERE channel = ${channel} AND state = 'sending' AND id <> ALL(${known}::bigint[])
      AND ${heldBy(leaseName(channel), holder)}`;
}
