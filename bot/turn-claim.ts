/** Which messages are taken next, each with all that its turn needs to know of the talk, in one statement. */
import { z } from 'zod';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import { memorySchema } from './capability.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import { adviceSchema } from './consult.ts';
import { type ChannelName, channelNames, contentSchema, replySchema } from './message.ts';
import { shownListSchema, shownLists } from './shown-lists.ts';

/** More arrivals than this of one person within the window wait until it has passed. */
export const flood = { messages: 30, windowMs: 30_000 };

const claimedSchema = z.object({
  id: z.bigint(),
  channel: z.enum(channelNames),
  content: contentSchema,
  received_at: z.date(),
  conversation_id: z.bigint(),
  person_id: z.string(),
  chat: z.string(),
  is_private: z.boolean(),
  said_twice: z.boolean(),
  memory: memorySchema,
  paused_until: z.date().nullable(),
  failures: z.number(),
  recent: z.number(),
  pressed: replySchema.nullable(),
  lists: z.array(shownListSchema).nullable(),
  drafts: z.record(z.string(), z.json()).nullable(),
  // What an older version stored is asked anew.
  advice: adviceSchema.nullable().catch(null),
});
export type Claimed = z.infer<typeof claimedSchema>;

/**
 * SQL, of inbox `i`: a bare number or letter, the same as the message right before, written when that was not answered
 * yet. It would choose from a list that nobody has seen, and may be the same message sent twice over a poor network.
 */
const isSaidTwice = Prisma.sql`CASE WHEN i.content->>'kind' = 'text' AND i.content->>'text' ~ '^\\s*[0-9A-Za-z]{1,2}\\s*$' THEN
  COALESCE((
    SELECT p.done_at > i.received_at AND p.content->>'kind' = 'text' AND btrim(p.content->>'text') = btrim(i.content->>'text')
    FROM inbox p WHERE p.conversation_id = i.conversation_id AND p.id < i.id ORDER BY p.id DESC LIMIT 1
  ), false) ELSE false END`;

/**
 * Locks people, a conversation of each and its oldest waiting message. The message is locked too, since another process
 * may have finished it between our snapshot and our lock. The locks are weak, so that new arrivals, whose rows refer to
 * these, need not wait for the turn to end.
 */
export async function claim(
  tx: Tx,
  { clock, channels }: { clock: Clock; channels: ReadonlyMap<ChannelName, Channel> },
  most: number,
): Promise<Claimed[]> {
  const now = clock.now();
  const numbered = [...channels.values()].filter(({ choices }) => choices === 'numbered').map(({ name }) => name);
  const windowSeconds = flood.windowMs / 1000;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT i.id, i.channel, i.content, i.received_at, i.failures, c.id AS conversation_id, c.person_id, c.chat, c.chat = c.sender AS is_private, c.memory, c.paused_until, i.advice,
      CASE WHEN i.content->>'kind' = 'choice' THEN (
        SELECT COALESCE(p.payload, b.payload) FROM outbox p LEFT JOIN broadcast b ON b.id = p.broadcast_id
        WHERE p.id = (i.content->>'message')::bigint AND p.channel = i.channel AND p.chat = c.chat
      ) END AS pressed,
      ${shownLists(numbered)} AS lists,
      ${isSaidTwice} AS said_twice,
      (SELECT count(*) FILTER (
         WHERE r.received_at > i.received_at - ${windowSeconds} * interval '1 second'
           AND (c.paused_until IS NULL OR r.received_at > c.paused_until))
       FROM (
         SELECT received_at FROM inbox WHERE conversation_id = c.id AND id <= i.id ORDER BY id DESC LIMIT ${flood.messages + 1}
       ) r)::int AS recent,
      (SELECT jsonb_object_agg(d.dialog, d.draft) FROM draft d WHERE d.person_id = c.person_id) AS drafts
    FROM inbox i JOIN conversation c ON c.id = i.conversation_id JOIN person p ON p.id = c.person_id
    WHERE i.done_at IS NULL AND i.file_due_at IS NULL AND i.consult_due_at IS NULL
      AND (i.retry_at IS NULL OR i.retry_at <= ${now})
      AND (c.paused_until IS NULL OR c.paused_until <= ${now})
      -- Not as an anti-join: with many waiting, and no statistics yet, each would be held against every other.
      AND i.id = (
        SELECT e.id FROM inbox e WHERE e.conversation_id = i.conversation_id AND e.done_at IS NULL ORDER BY e.id LIMIT 1
      )
    ORDER BY i.id LIMIT ${Prisma.raw(String(most))}
    FOR NO KEY UPDATE OF p, c, i SKIP LOCKED`;
  const people = new Set<string>();
  // Of one person's conversations one at a time: what the first changes, the second must see.
  return rows.flatMap((row) => {
    const one = claimedSchema.parse(row);
    if (people.has(one.person_id)) return [];
    people.add(one.person_id);
    return [one];
  });
}
