/** Which stored files the chat machine still needs. */
import type { PrismaClient } from '../../prisma/generated/client.ts';

/**
 * What messages in either direction hold, what capabilities remember between turns and what unfinished dialogs took, as
 * it stands now. A file that is referred to later was put later too, or is among these.
 */
export async function readReferences(client: PrismaClient): Promise<ReadonlySet<string>> {
  const rows = await client.$queryRaw<{ hash: string | null }[]>`
    SELECT content->'file'->>'hash' AS hash FROM inbox WHERE content->'file'->>'hash' IS NOT NULL
    UNION
    SELECT payload->'attachment'->>'hash' FROM outbox WHERE payload->'attachment'->>'hash' IS NOT NULL
    UNION
    SELECT payload->'attachment'->>'hash' FROM broadcast WHERE payload->'attachment'->>'hash' IS NOT NULL
    UNION
    SELECT found[1] FROM conversation, regexp_matches(memory::text, '"([0-9a-f]{64})"', 'g') AS found
    UNION
    SELECT found[1] FROM draft, regexp_matches(draft.draft::text, '"([0-9a-f]{64})"', 'g') AS found`;
  return new Set(rows.flatMap(({ hash }) => hash ?? []));
}
