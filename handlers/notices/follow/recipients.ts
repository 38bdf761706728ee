/** Whom a message about a notice goes to after the notice itself, as SQL that selects `person_id`. */
import { z } from 'zod';
import { Prisma } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../../prisma/open.ts';
import type { NoticeRow } from '../notice.ts';

/** Those who have got the notice itself, by this moment. */
export function whoGotFirst(noticeId: bigint): Prisma.Sql {
  return whoseFirstIs(noticeId, Prisma.sql`('sent')`);
}

/**
 * Whom a change concerns: all who have got the notice, may have, or are getting it at this moment, since one word too
 * many does no harm here: whoever has not answered may still come, and holds a button to do so. With them all who come
 * or wait for a place, however they heard of it; not those who said that they do not come.
 */
export function whoIsConcerned({ id }: Pick<NoticeRow, 'id'>): Prisma.Sql {
  return Prisma.sql`
    SELECT told.person_id FROM (${whoseFirstIs(id, Prisma.sql`('sent', 'sending', 'unknown')`)}) AS told
    WHERE NOT EXISTS (
      SELECT FROM sign_up u WHERE u.notice_id = ${id} AND u.person_id = told.person_id AND u.state = 'declined')
    UNION SELECT person_id FROM sign_up WHERE notice_id = ${id} AND state IN ('going', 'waiting')`;
}

/** Who they are, as it follows `Gửi tới 12 người`. */
export function concernedInWords({ signUp }: Pick<NoticeRow, 'signUp'>): string {
  return signUp
    ? '(đã đăng ký, đang chờ chỗ, hoặc đã được gửi tin đầu mà chưa trả lời; không gửi người đã báo không dự)'
    : 'đã được gửi tin đầu';
}

export async function countPeople(tx: Tx, people: Prisma.Sql): Promise<number> {
  const rows = await tx.$queryRaw`SELECT count(DISTINCT person_id)::int AS people FROM (${people}) AS one`;
  return z.array(z.object({ people: z.number() })).parse(rows)[0]?.people ?? 0;
}

function whoseFirstIs(noticeId: bigint, states: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT o.person_id FROM outbox o JOIN sending s ON s.broadcast_id = o.broadcast_id
    WHERE s.notice_id = ${noticeId} AND s.purpose = 'first' AND o.state IN ${states} AND o.person_id IS NOT NULL`;
}
