/** Lists of those who come name people who have registered nothing: a name goes from them with its owner's data. */
import { z } from 'zod';
import { replySchema } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import { pseudonym } from '../registration/nameless.ts';

const rowSchema = z.object({ id: z.bigint(), payload: replySchema, name: z.string() });

/** What a list as a file is called; by this it is found again. */
export const rosterName = (noticeId: bigint): string => `danh-sach-${noticeId}.csv`;

const gone = 'Danh sách này đã xoá vì có người trong đó xoá dữ liệu. Bạn mở lại danh sách để tải bản mới.';

/** To be called while the person's sign-ups still stand. */
export async function forgetNames(tx: Tx, personId: string): Promise<void> {
  const rows = await tx.$queryRaw`
    SELECT o.id, o.payload, u.name FROM sign_up u
    JOIN outbox o ON o.broadcast_id IS NULL AND (
      o.payload->'choices' @> jsonb_build_array(jsonb_build_object('value', 'class:list:' || u.notice_id))
      OR o.payload->'attachment'->>'name' = 'danh-sach-' || u.notice_id || '.csv')
    JOIN conversation c ON c.id = o.conversation_id AND c.person_id <> u.person_id
    WHERE u.person_id = ${personId}::uuid AND u.name IS NOT NULL AND position(u.name IN o.payload::text) > 0`;
  for (const { id, payload, name } of z.array(rowSchema).parse(rows)) {
    const { attachment, ...said } = payload;
    const next = attachment ? { ...said, text: gone } : { ...said, text: said.text.replaceAll(name, pseudonym) };
    await tx.$executeRaw`UPDATE outbox SET payload = ${JSON.stringify(next)}::jsonb WHERE id = ${id}`;
  }
}
