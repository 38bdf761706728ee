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
});
export type OutboxRow = z.infer<typeof rowSchema>;

/** How a row goes on after a send. */
export type Settlement =
  | { id: bigint; state: 'sent'; platformId: string }
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
 * Marks up to `limit` rows as being sent and returns them, most urgent first. At most one of a conversation is under
 * way, and within one priority they go in order.
 */
export async function claimSends(
  { client, channel, holder }: OutboxOf,
  now: Date,
  limit: number,
): Promise<OutboxRow[]> {
  const rows = await client.$queryRaw<unknown[]>`
    UPDATE outbox SET state = 'sending', attempts = attempts + 1
    WHERE id IN (
      SELECT o.id FROM outbox o
      WHERE o.channel = ${channel} AND o.state = 'planned' AND o.not_before <= ${now}
        AND NOT EXISTS (
          SELECT FROM outbox e
          WHERE e.conversation_id = o.conversation_id
            AND (e.state = 'sending' OR (
              e.state = 'planned' AND (e.priority, e.id) < (o.priority, o.id)
              -- Due, or about to be tried again; what is only scheduled for later holds nobody up.
              AND (e.not_before <= ${now} OR (e.attempts > 0 AND e.priority = o.priority))
            ))
        )
      ORDER BY o.priority, o.id LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ) AND ${heldBy(leaseName(channel), holder)}
    RETURNING id, chat, priority, attempts, payload`;
  const read = rows.map((row) => rowSchema.safeParse(row));
  // A message that cannot be read would otherwise hold up every other one of the channel.
  const unreadable = rows.filter((_, index) => !read[index]?.success).map((row) => idSchema.parse(row));
  if (unreadable.length > 0) {
    const settled = unreadable.map(({ id }) => ({
      id,
      state: 'refused' as const,
      reason: 'the message cannot be read',
    }));
    await settleSends({ client, channel, holder }, now, settled);
  }
  return read
    .flatMap(({ data }) => (data ? [data] : []))
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
}

/**
 * Writes how sends ended, and marks the people who cannot be reached any more. Does not wait for the server's disk: if
 * the server itself dies in that instant, the sends count as under way, as if this process had died before.
 */
export async function settleSends(
  { client, channel, holder }: OutboxOf,
  now: Date,
  settled: readonly Settlement[],
): Promise<void> {
  const rows = JSON.stringify(
    settled.map((one) => ({
      id: one.id.toString(),
      state: one.state,
      platform_id: one.state === 'sent' ? one.platformId : null,
      reason: one.state === 'sent' ? null : one.reason,
      not_before: one.state === 'planned' ? one.notBefore.toISOString() : null,
    })),
  );
  const anyUnreachable = settled.some((one) => one.state === 'unreachable');
  const settledRows = Prisma.sql`
    UPDATE outbox o SET
      state = s.state::outbox_state,
      platform_id = s.platform_id,
      reason = s.reason,
      not_before = COALESCE(s.not_before, o.not_before),
      settled_at = CASE WHEN s.state = 'planned' THEN NULL ELSE ${now}::timestamptz END
    FROM jsonb_to_recordset(${rows}::jsonb) AS s(id bigint, state text, platform_id text, reason text, not_before timestamptz),
      set_config('synchronous_commit', 'off', true)
    WHERE o.id = s.id AND o.state = 'sending' AND ${heldBy(leaseName(channel), holder)}`;
  if (!anyUnreachable) {
    await client.$executeRaw(settledRows);
    return;
  }
  await client.$executeRaw`
    WITH settled AS (${settledRows} RETURNING o.conversation_id, s.state, s.reason)
    UPDATE conversation c SET unreachable = settled.reason
    FROM settled WHERE settled.state = 'unreachable' AND c.id = settled.conversation_id`;
}

/**
 * What the sender before us left under way: a reply is sent again (a doubled answer is harmless, a missing one is
 * not), anything else stays unknown for a person to settle.
 */
export async function recoverSends({ client, channel, holder }: OutboxOf, now: Date): Promise<void> {
  await client.$executeRaw`
    UPDATE outbox SET
      state = CASE WHEN priority = ${priority.reply} THEN 'planned'::outbox_state ELSE 'unknown'::outbox_state END,
      reason = 'sender ended during the send',
      settled_at = CASE WHEN priority = ${priority.reply} THEN NULL ELSE ${now}::timestamptz END
    WHERE channel = ${channel} AND state = 'sending' AND ${heldBy(leaseName(channel), holder)}`;
}
