/** Messages that nobody asked for just now: to people, not to chats. */
import { z } from 'zod';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import type { Reply } from './message.ts';
import { standingSql } from './windows.ts';

/**
 * Puts one message for each person into the outbox, in the private chat that they chose or else wrote in last; whoever cannot be
 * reached gets none. Returns how many rows that made. `priority` as in outbox.ts. Not sent before `notBefore`, and not at
 * all from `notAfter` on.
 */
export function tellPeople(
  tx: Tx,
  now: Date,
  people: readonly string[],
  reply: Reply,
  priority: number,
  times: { notBefore?: Date; notAfter?: Date } = {},
): Promise<number> {
  return tx.$executeRaw(telling(now, people, reply, priority, times));
}

/** The same for one person; the id of the message, to edit it later, or null when they cannot be reached. */
export async function tellPerson(
  tx: Tx,
  now: Date,
  person: string,
  reply: Reply,
  priority: number,
): Promise<bigint | null> {
  const rows = await tx.$queryRaw`${telling(now, [person], reply, priority, {})} RETURNING id`;
  return z.array(z.object({ id: z.bigint() })).parse(rows)[0]?.id ?? null;
}

function telling(
  now: Date,
  people: readonly string[],
  reply: Reply,
  priority: number,
  times: { notBefore?: Date; notAfter?: Date },
): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO outbox (conversation_id, channel, chat, priority, payload, not_before, not_after, created_at)
    SELECT id, channel, chat, ${priority}, ${JSON.stringify(reply)}::jsonb, ${times.notBefore ?? now}, ${times.notAfter ?? null}::timestamptz, ${now}
    FROM (
      SELECT DISTINCT ON (person_id) id, channel, chat, unreachable FROM conversation
      WHERE person_id = ANY(${[...new Set(people)]}::uuid[]) AND chat = sender
      ORDER BY person_id, unreachable IS NOT NULL, ${standingSql(now)} = 'outside', preferred DESC, last_inbound_at DESC NULLS LAST, id DESC
    ) AS latest
    WHERE unreachable IS NULL`;
}
