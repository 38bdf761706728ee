/** Where everything that arrives is kept before the platform is told that it arrived. */
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Clock } from './clock.ts';
import type { Inbound } from './message.ts';

/**
 * Stores arrivals in their order, in one statement; those stored before are left as they are. A person unknown so far
 * gets their rows. Returns how many were new.
 */
export async function storeArrivals(client: PrismaClient, clock: Clock, arrivals: readonly Inbound[]): Promise<number> {
  if (arrivals.length === 0) return 0;
  const rows = JSON.stringify(arrivals);
  let fresh = 0;
  for (let attempt = 0; ; attempt++) {
    const [result] = await client.$queryRaw<{ stored: number; homeless: number }[]>`
      WITH arrival AS (
        SELECT a.* FROM ROWS FROM (
          jsonb_to_recordset(${rows}::jsonb) AS (channel text, id text, chat text, sender text, content jsonb)
        ) WITH ORDINALITY AS a(channel, id, chat, sender, content, place)
      ),
      made AS (
        INSERT INTO conversation (person_id, channel, chat, sender, created_at)
        SELECT gen_random_uuid(), channel, chat, sender, ${clock.now()}
        FROM (SELECT DISTINCT channel, chat, sender FROM arrival) AS who
        WHERE NOT EXISTS (
          SELECT FROM conversation c
          WHERE c.channel = who.channel AND c.chat = who.chat AND c.sender = who.sender
        )
        ON CONFLICT (channel, chat, sender) DO NOTHING
        RETURNING id, person_id, channel, chat, sender
      ),
      person_made AS (INSERT INTO person (id, created_at) SELECT person_id, ${clock.now()} FROM made),
      home AS (
        SELECT id, channel, chat, sender FROM made
        UNION ALL
        SELECT c.id, c.channel, c.chat, c.sender
        FROM conversation c JOIN (SELECT DISTINCT channel, chat, sender FROM arrival) AS who USING (channel, chat, sender)
      ),
      stored AS (
        INSERT INTO inbox (channel, external_id, conversation_id, content, received_at)
        SELECT a.channel, a.id, home.id, a.content, ${clock.now()}
        FROM arrival a JOIN home USING (channel, chat, sender)
        ORDER BY a.place
        ON CONFLICT (channel, external_id) DO NOTHING
        RETURNING 1
      )
      SELECT (SELECT count(*) FROM stored)::int AS stored,
             (SELECT count(*) FROM arrival LEFT JOIN home USING (channel, chat, sender) WHERE home.id IS NULL)::int AS homeless`;
    if (!result) throw new Error('The inbox statement returned no row.');
    fresh += result.stored;
    // Another process made the same conversation at the same instant: its row is visible to the next try.
    if (result.homeless === 0) return fresh;
    if (attempt === 3) throw new Error(`${result.homeless} arrivals found no conversation.`);
  }
}
