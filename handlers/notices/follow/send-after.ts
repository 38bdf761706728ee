/** Sends what has to be told after a notice, and brings the notice itself up to date for whoever gets it later. */
import { cancelBroadcast, planBroadcast } from '../../../bot/broadcast.ts';
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, replySchema } from '../../../bot/message.ts';
import { Prisma, type SendingPurpose } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../../prisma/open.ts';
import { type Notice, type NoticeRow, noticeMessage, readNotice } from '../notice.ts';
import { endWaiting } from './corrections.ts';
import type { Followed } from './sight.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Changes a sent notice if it still is as it was seen; null if somebody else was faster. The first message says the new
 * from now on, to whoever has not got it yet. A correction that waited for approval was written for the old.
 */
export async function changeNotice(
  turn: Pick<Turn, 'tx' | 'now'>,
  followed: Followed,
  change: Prisma.NoticeUncheckedUpdateManyInput,
): Promise<(NoticeRow & Notice) | null> {
  const { tx, now } = turn;
  const seen = followed.notice;
  const { count } = await tx.notice.updateMany({
    where: { id: seen.id, version: seen.version, state: 'sent' },
    data: { ...change, version: seen.version + 1, updatedAt: now },
  });
  if (count === 0) return null;
  const notice = readNotice(await tx.notice.findUniqueOrThrow({ where: { id: seen.id } }));
  for (const broadcastId of await firstBroadcasts(tx, seen.id)) await freshen(tx, broadcastId, noticeMessage(notice));
  await endWaiting(turn, followed, 'overtaken');
  return notice;
}

/** Until the turn is over nobody else pauses, resumes or changes it: in this order, so that none waits in a circle. */
export async function lockNotice(tx: Tx, id: bigint): Promise<void> {
  await tx.$queryRaw`SELECT FROM notice WHERE id = ${id} FOR NO KEY UPDATE`;
  await tx.$queryRaw`
    SELECT FROM broadcast WHERE id IN (SELECT broadcast_id FROM sending WHERE notice_id = ${id}) ORDER BY id FOR UPDATE`;
}

/** Nobody is invited any more to what will not take place. */
export async function stopFirst(tx: Tx, now: Date, noticeId: bigint): Promise<void> {
  for (const id of await firstBroadcasts(tx, noticeId)) {
    const { state } = await tx.broadcast.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state === 'running' || state === 'paused') await cancelBroadcast(tx, now, id);
  }
}

/** Plans the message; the people it is for, 0 when nobody has to be told. */
export async function sendAfter(
  { tx, now }: Pick<Turn, 'tx' | 'now'>,
  { office }: Pick<Followed, 'office'>,
  noticeId: bigint,
  what: { purpose: SendingPurpose; payload: Reply; people: Prisma.Sql; urgent: boolean },
): Promise<number> {
  const { purpose, payload, people, urgent } = what;
  const { id, audience } = await planBroadcast(tx, now, { payload, people, urgent, notBefore: now });
  if (audience === 0) {
    await tx.broadcast.delete({ where: { id } });
    return 0;
  }
  await tx.sending.create({ data: { noticeId, broadcastId: id, purpose, officer: office.id, createdAt: now } });
  return audience;
}

/**
 * The newest correction, to people who turn out to have got the first message with its old words; how many they are. 0
 * where nothing was corrected.
 */
export async function correctLate(
  turn: Pick<Turn, 'tx' | 'now'>,
  followed: Pick<Followed, 'office'>,
  noticeId: bigint,
  people: readonly string[],
): Promise<number> {
  const latest = await turn.tx.sending.findFirst({
    where: { noticeId, purpose: 'correction' },
    orderBy: { id: 'desc' },
    select: { broadcast: { select: { payload: true, urgent: true } } },
  });
  if (!latest || people.length === 0) return 0;
  return sendAfter(turn, followed, noticeId, {
    purpose: 'correction',
    payload: replySchema.parse(latest.broadcast.payload),
    people: Prisma.sql`SELECT unnest(${[...people]}::uuid[])`,
    urgent: latest.broadcast.urgent,
  });
}

/** What begins within a day cannot wait for the morning. */
export function isPressing(now: Date, ...starts: (Date | null)[]): boolean {
  return starts.some((start) => start !== null && start > now && start.getTime() - now.getTime() <= dayMs);
}

async function firstBroadcasts(tx: Tx, noticeId: bigint): Promise<bigint[]> {
  const rows = await tx.sending.findMany({ where: { noticeId, purpose: 'first' }, select: { broadcastId: true } });
  return rows.map(({ broadcastId }) => broadcastId);
}

/** What people were told stays as it was told: those who have got it, or may have, keep the old words in their rows. */
async function freshen(tx: Tx, broadcastId: bigint, payload: Reply): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox o SET payload = b.payload FROM broadcast b
    WHERE b.id = ${broadcastId} AND o.broadcast_id = b.id AND o.payload IS NULL AND o.state IN ('sending', 'sent', 'unknown')`;
  await tx.broadcast.update({ where: { id: broadcastId }, data: { payload } });
}
