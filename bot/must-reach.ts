/**
 * Messages about a person's own case. One that cannot be delivered (they left, their window is over, the platform
 * refused it for hours) is not lost: it waits, and goes out once they are heard of again, wherever that is.
 */
import { z } from 'zod';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import type { Reply } from './message.ts';
import { priority } from './outbox.ts';
import { outsideWindow, standingSql, standings } from './windows.ts';

/** What has become of it when it was told. */
export type Told =
  | { kind: 'on-its-way' }
  /** Until they are heard of; `why` as in a ledger. */
  | { kind: 'waits'; why: string }
  /** They have no private chat, or had all their data deleted. */
  | { kind: 'nowhere' };

const placeSchema = z.object({ unreachable: z.string().nullable(), standing: z.enum(standings) });

/**
 * Puts the message into the outbox, for the private chat that the person chose or else wrote in last. `about` names the
 * case, as the audit log does.
 */
export async function tellSurely(tx: Tx, now: Date, person: string, reply: Reply, about: string): Promise<Told> {
  // What waited longer goes first, also right after their return.
  await planAgain(tx, now, Prisma.sql`home.person_id = ${person}::uuid`);
  const rows = await tx.$queryRaw`
    WITH place AS (
      SELECT id, channel, chat, unreachable, ${standingSql(now)} AS standing FROM conversation
      WHERE person_id = ${person}::uuid AND chat = sender
      ORDER BY unreachable IS NOT NULL, ${standingSql(now)} = 'outside', preferred DESC, last_inbound_at DESC NULLS LAST, id DESC
      LIMIT 1
    ), told AS (
      INSERT INTO outbox (conversation_id, channel, chat, priority, payload, about, state, reason, not_before, created_at, settled_at)
      SELECT id, channel, chat, ${priority.reminder}, ${JSON.stringify(reply)}::jsonb, ${about},
        CASE WHEN unreachable IS NULL THEN 'planned' ELSE 'unreachable' END::outbox_state, unreachable, ${now}, ${now},
        CASE WHEN unreachable IS NULL THEN NULL ELSE ${now}::timestamptz END
      FROM place
    )
    SELECT unreachable, standing FROM place`;
  const [place] = z.array(placeSchema).parse(rows);
  if (place === undefined) return { kind: 'nowhere' };
  if (place.unreachable !== null) return { kind: 'waits', why: place.unreachable };
  // It is tried all the same: the platform knows better when it last heard of them.
  return place.standing === 'outside' ? { kind: 'waits', why: outsideWindow } : { kind: 'on-its-way' };
}

/** Sends what waited to everybody who was heard of since it was tried: in its order, and where they wrote last. */
export async function tellReturned(tx: Tx, now: Date): Promise<void> {
  await planAgain(tx, now, Prisma.sql`true`);
}

async function planAgain(tx: Tx, now: Date, whose: Prisma.Sql): Promise<void> {
  const waits = Prisma.sql`o.about IS NOT NULL AND o.state IN ('refused', 'unreachable')`;
  await tx.$executeRaw`
    UPDATE outbox o SET state = 'planned', reason = NULL, settled_at = NULL, attempts = 0, not_before = ${now},
      conversation_id = place.id, channel = place.channel, chat = place.chat
    FROM (
      SELECT DISTINCT ON (o.id) o.id AS outbox_id, c.id, c.channel, c.chat
      FROM outbox o JOIN conversation home ON home.id = o.conversation_id JOIN conversation c ON c.person_id = home.person_id
      WHERE ${waits} AND ${whose} AND c.chat = c.sender AND c.unreachable IS NULL AND c.last_inbound_at > o.not_before
      ORDER BY o.id, c.last_inbound_at DESC, c.id DESC
    ) AS place
    WHERE o.id = place.outbox_id AND ${waits}`;
}

/** Why the person has not got what they were last told about this case; null when they have, or it is on its way. */
export async function whyUntold(tx: Tx, about: string): Promise<string | null> {
  const row = await tx.outbox.findFirst({
    where: { about, state: { in: ['refused', 'unreachable', 'unknown'] } },
    orderBy: { id: 'desc' },
    select: { reason: true },
  });
  return row && (row.reason ?? '');
}
