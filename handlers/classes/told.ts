/** Which notices concern a person: those that they were told of, and those that they answered. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { replySchema } from '../../bot/message.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { whyClosed } from './signing-up.ts';
import { doorOpensBeforeMs, usualLengthMs } from './timing.ts';

/** SQL, true of a notice `n` that the person was told of or answered. */
export function concerns(personId: string): Prisma.Sql {
  return Prisma.sql`(
    EXISTS (SELECT FROM sign_up u WHERE u.notice_id = n.id AND u.person_id = ${personId}::uuid)
    OR EXISTS (
      SELECT FROM sending s JOIN outbox o ON o.broadcast_id = s.broadcast_id AND o.person_id = ${personId}::uuid
      WHERE s.notice_id = n.id AND o.state <> 'cancelled'
    ))`;
}

/** SQL: when a notice `n` is over, as in {@link endOf}. */
export const endSql = Prisma.sql`COALESCE(n.ends_at,
  CASE WHEN n.kind = 'deadline' THEN n.starts_at ELSE n.starts_at + ${usualLengthMs / 1000}::int * interval '1 second' END)`;

const idsSchema = z.array(z.object({ id: z.bigint() }));

/** Notices with sign-up that concern the person and have not begun, the latest told first. */
export async function openFor(tx: Tx, now: Date, personId: string): Promise<NoticeRow[]> {
  const rows = await tx.$queryRaw`
    SELECT n.id FROM notice n
    WHERE n.state = 'sent' AND n.sign_up AND (n.starts_at IS NULL OR n.starts_at > ${now}) AND ${concerns(personId)}
    ORDER BY n.send_at DESC, n.id DESC LIMIT 20`;
  return inOrder(
    tx,
    idsSchema.parse(rows).map(({ id }) => id),
  );
}

/** The notices of these ids, in this order. */
export async function inOrder(tx: Tx, ids: readonly bigint[]): Promise<NoticeRow[]> {
  const rows = await tx.notice.findMany({ where: { id: { in: [...ids] } } });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** The open notice with sign-up that is the last thing this person was told here; null when it is something else. */
export async function toldJustNow(turn: Turn): Promise<bigint | null> {
  const notice = (await lastTold(turn))?.broadcast?.sending?.notice;
  return notice && whyClosed(notice, turn.now) === null ? notice.id : null;
}

/**
 * The same, also where the last message was our own answer about one notice, as to `Không`: a sign-up or a number of
 * people then is about that. A bare yes or no is not: it may answer something else in that message.
 */
export async function spokenOfJustNow(turn: Turn): Promise<bigint | null> {
  const id = await spokenOfLast(turn);
  if (id === null) return null;
  const about = await turn.tx.notice.findUnique({ where: { id } });
  return about && whyClosed(about, turn.now) === null ? id : null;
}

/** The one notice that the last message here was about, open or not. */
export async function spokenOfLast(turn: Turn): Promise<bigint | null> {
  const last = await lastTold(turn);
  const told = last?.broadcast?.sending?.notice;
  if (told) return told.id;
  const answer = replySchema.safeParse(last?.payload).data;
  const ids = (answer?.choices ?? []).flatMap(({ value }) => aboutNotice.exec(value)?.[1] ?? []);
  const [id, ...others] = new Set(ids);
  return id === undefined || others.length > 0 ? null : BigInt(id);
}

const aboutNotice = /^class:(?:join|size|wait|decline|ics):(\d{1,18})(?::|$)/;

function lastTold({ tx, conversationId }: Turn) {
  return tx.outbox.findFirst({
    where: { conversationId, state: { in: ['sent', 'unknown'] } },
    orderBy: [{ settledAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    select: { payload: true, broadcast: { select: { sending: { select: { notice: true } } } } },
  });
}

/** Whether a class with a door that is open now concerns the person: digits alone then are its code. */
export async function isAtDoor({ tx, now, personId }: Turn): Promise<boolean> {
  const rows = await tx.$queryRaw`
    SELECT n.id FROM notice n
    WHERE n.state = 'sent' AND n.sign_up AND n.starts_at <= ${new Date(now.getTime() + doorOpensBeforeMs)}
      AND ${endSql} > ${now} AND ${concerns(personId)}
    LIMIT 1`;
  return idsSchema.parse(rows).length > 0;
}
