/** Messages that nobody asked for just now: to people, not to chats. */
import type { Tx } from '../prisma/open.ts';
import type { Reply } from './message.ts';

/**
 * Puts one message for each person into the outbox, in the private chat where they wrote last; whoever cannot be
 * reached gets none. Returns how many rows that made. `priority` as in outbox.ts.
 */
export function tellPeople(
  tx: Tx,
  now: Date,
  people: readonly string[],
  reply: Reply,
  priority: number,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO outbox (conversation_id, channel, chat, priority, payload, not_before, created_at)
    SELECT id, channel, chat, ${priority}, ${JSON.stringify(reply)}::jsonb, ${now}, ${now}
    FROM (
      SELECT DISTINCT ON (person_id) id, channel, chat, unreachable FROM conversation
      WHERE person_id = ANY(${[...new Set(people)]}::uuid[]) AND chat = sender
      ORDER BY person_id, unreachable IS NOT NULL, last_inbound_at DESC NULLS LAST, id DESC
    ) AS latest
    WHERE unreachable IS NULL`;
}
