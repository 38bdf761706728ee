/** What a sent message says may change later: its row bears the new words, and the platform is brought up to date. */
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import { heldBy } from './lease.ts';
import { type ChannelName, type Reply, replySchema } from './message.ts';
import { leaseName, type OutboxOf } from './outbox.ts';

/**
 * Gives a message of one person other words; one that is not sent yet goes out with them. False when there is no such
 * message, it says this already, or it went out where nothing can be changed: its row keeps what the person sees. The
 * message of a broadcast is everybody's and is left alone.
 */
export async function editMessage(tx: Tx, now: Date, outboxId: bigint, reply: Reply): Promise<boolean> {
  const payload = JSON.stringify(reply);
  const changed = await tx.$executeRaw`
    UPDATE outbox SET payload = ${payload}::jsonb, edited_at = ${now}
    WHERE id = ${outboxId} AND broadcast_id IS NULL AND payload IS NOT NULL AND payload <> ${payload}::jsonb
      AND (state = 'planned' OR channel <> ALL(${[...unchanging]}::text[]))`;
  if (changed > 0) await showEdits(tx, now, Prisma.sql`SELECT ${outboxId}::bigint`);
  return changed > 0;
}

/** Channels without {@link Channel.edit}: what they have sent stays as it is. */
export const unchanging: ReadonlySet<ChannelName> = new Set<ChannelName>(['zalo-bot', 'zalo-oa', 'terminal']);

/** Whether a message stays as it was sent, so that what is new must be said anew. */
export async function staysAsSent(tx: Tx, outboxId: bigint): Promise<boolean> {
  const row = await tx.outbox.findUnique({ where: { id: outboxId }, select: { channel: true } });
  return row !== null && [...unchanging].some((channel) => channel === row.channel);
}

/** Has the platform show what these messages (SQL that selects their ids) say by now. */
export async function showEdits(tx: Tx, now: Date, messages: Prisma.Sql): Promise<void> {
  // One that is planned has its words yet to go out.
  await tx.$executeRaw`
    INSERT INTO edit (outbox_id, due_at)
    SELECT id, ${now} FROM outbox WHERE id IN (${messages}) AND state IN ('sending', 'sent')
    ON CONFLICT (outbox_id) DO UPDATE SET revision = edit.revision + 1`;
}

const dueSchema = z.object({
  id: z.bigint(),
  chat: z.string(),
  platformId: z.string(),
  payload: replySchema.nullable().catch(null),
  revision: z.number(),
  attempts: z.number(),
});
export type DueEdit = z.infer<typeof dueSchema>;

/** Edits whose message has arrived and whose time has come: at most one of a chat, the longest due first. */
export async function readDueEdits({ client, channel }: OutboxOf, now: Date, limit: number): Promise<DueEdit[]> {
  const rows = await client.$queryRaw`
    SELECT * FROM (
      SELECT DISTINCT ON (o.chat) o.id, o.chat, o.platform_id AS "platformId", o.payload, e.revision, e.attempts, e.due_at
      FROM edit e JOIN outbox o ON o.id = e.outbox_id
      WHERE o.channel = ${channel} AND o.state = 'sent' AND o.platform_id IS NOT NULL AND e.due_at <= ${now}
      ORDER BY o.chat, e.due_at, o.id
    ) AS due ORDER BY due_at, id LIMIT ${limit}`;
  return z.array(dueSchema).parse(rows);
}

/** The edit is shown, or never will be; one that came meanwhile stays. */
export async function closeEdit({ client, channel, holder }: OutboxOf, { id, revision }: DueEdit): Promise<void> {
  await client.$executeRaw`
    DELETE FROM edit WHERE outbox_id = ${id} AND revision = ${revision} AND ${heldBy(leaseName(channel), holder)}`;
}

/** `counts`: it is one of the tries after which it is given up. */
export async function postponeEdit(
  { client, channel, holder }: OutboxOf,
  { id }: DueEdit,
  until: Date,
  counts: boolean,
): Promise<void> {
  await client.$executeRaw`
    UPDATE edit SET due_at = ${until}, attempts = attempts + ${counts ? 1 : 0}
    WHERE outbox_id = ${id} AND ${heldBy(leaseName(channel), holder)}`;
}

/** Drops the edits of messages that never arrived; `all`: of a channel that cannot edit, those of all that did, too. */
export async function dropEdits({ client, channel, holder }: OutboxOf, all: boolean): Promise<void> {
  const waiting = Prisma.sql`('planned', 'sending'${all ? Prisma.empty : Prisma.sql`, 'sent'`})`;
  await client.$executeRaw`
    DELETE FROM edit USING outbox o
    WHERE o.id = edit.outbox_id AND o.channel = ${channel} AND o.state NOT IN ${waiting}
      AND ${heldBy(leaseName(channel), holder)}`;
}

/** Whether any edit of a channel waits: asked once a second, so it must cost next to nothing. */
export async function hasEdits(client: PrismaClient): Promise<boolean> {
  return (await client.edit.findFirst({ select: { outboxId: true } })) !== null;
}
