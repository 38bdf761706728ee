import { Prisma } from '../prisma/generated/client.ts';

/**
 * SQL, of inbox `i`: a bare number or letter, the same as the message right before, written when that was not answered
 * yet. It would choose from a list that nobody has seen, and may be the same message sent twice over a poor network.
 */
export const isSaidTwice = Prisma.sql`CASE WHEN i.content->>'kind' = 'text' AND i.content->>'text' ~ '^\\s*[0-9A-Za-z]{1,2}\\s*$' THEN
  COALESCE((
    SELECT p.done_at > i.received_at AND p.content->>'kind' = 'text' AND btrim(p.content->>'text') = btrim(i.content->>'text')
    FROM inbox p WHERE p.conversation_id = i.conversation_id AND p.id < i.id ORDER BY p.id DESC LIMIT 1
  ), false) ELSE false END`;
