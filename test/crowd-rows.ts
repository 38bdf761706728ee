/** Many people straight into the database: each with one private chat on Telegram, where they have written before. */
import { Prisma } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';

/** The first chat's number; the others follow. */
export const firstChat = 1_000_000;

/** SQL that selects the people that {@link addPeople} made. */
export const theCrowd = Prisma.sql`
  SELECT person_id FROM conversation WHERE channel = 'telegram' AND chat = sender AND length(chat) = 7`;

/** Adds so many people. */
export async function addPeople(tx: Tx, count: number, now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH crowd AS (
      SELECT gen_random_uuid() AS person_id, (${firstChat}::bigint + n)::text AS chat FROM generate_series(0, ${count - 1}::int) AS n
    ),
    made AS (INSERT INTO person (id, created_at) SELECT person_id, ${now} FROM crowd)
    INSERT INTO conversation (person_id, channel, chat, sender, created_at, last_inbound_at)
    SELECT person_id, 'telegram', chat, chat, ${now}, ${now} FROM crowd`;
}
