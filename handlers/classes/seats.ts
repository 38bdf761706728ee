/**
 * Seats and the waiting list of a notice. Whoever changes either holds the notice's row lock first, so that two people
 * who take the last seat at the same moment are asked one after the other.
 *
 * The waiting list moves in strict order: when the first party does not fit into what is free, nobody behind it is let
 * past, or a party of four would wait for ever behind single people. A party that is larger than the class (seats were
 * taken away since) can never fit and holds nobody up.
 */
import { priority } from '../../bot/outbox.ts';
import { nextLoud, type QuietHours } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Tx } from '../../prisma/open.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { hasBegun } from './timing.ts';
import { movedUp } from './wording.ts';

/** Takes the notice's lock until the end of the transaction. A weak one: rows that refer to it can still be written. */
export async function lockNotice(tx: Tx, id: bigint): Promise<NoticeRow | null> {
  await tx.$queryRaw`SELECT id FROM notice WHERE id = ${id} FOR NO KEY UPDATE`;
  return tx.notice.findUnique({ where: { id } });
}

export interface Room {
  /** Null: as many as come. Never negative, also where seats were taken away below what is promised. */
  free: number | null;
  /** Parties on the waiting list. */
  waiting: number;
}

export async function roomIn(tx: Tx, { id, seats }: Pick<NoticeRow, 'id' | 'seats'>): Promise<Room> {
  const rows = await tx.signUp.groupBy({
    by: ['state'],
    where: { noticeId: id, state: { in: ['going', 'waiting'] } },
    _sum: { people: true },
    _count: true,
  });
  const taken = rows.find(({ state }) => state === 'going')?._sum.people ?? 0;
  return {
    free: seats === null ? null : Math.max(0, seats - taken),
    waiting: rows.find(({ state }) => state === 'waiting')?._count ?? 0,
  };
}

/** The end of the waiting list: later than everybody on it, whatever the clocks of several processes say. */
export async function endOfLine(tx: Tx, now: Date, noticeId: bigint): Promise<Date> {
  const { _max } = await tx.signUp.aggregate({ where: { noticeId, state: 'waiting' }, _max: { since: true } });
  return new Date(Math.max(now.getTime(), (_max.since?.getTime() ?? 0) + 1));
}

/** 1 for whoever is next. */
export async function positionOf(tx: Tx, noticeId: bigint, since: Date): Promise<number> {
  return tx.signUp.count({ where: { noticeId, state: 'waiting', since: { lte: since } } });
}

/** Gives free seats to the waiting list, in order; returns who moved up. The caller holds the notice's lock. */
export async function fillSeats(tx: Tx, now: Date, notice: NoticeRow): Promise<{ personId: string; people: number }[]> {
  if (notice.state !== 'sent' || hasBegun(notice, now)) return [];
  const room = await roomIn(tx, notice);
  if (room.waiting === 0 || room.free === 0) return [];
  const line = await tx.signUp.findMany({
    where: { noticeId: notice.id, state: 'waiting', ...(notice.seats !== null && { people: { lte: notice.seats } }) },
    orderBy: { since: 'asc' },
    select: { personId: true, people: true },
  });
  let left = room.free ?? Number.POSITIVE_INFINITY;
  const end = line.findIndex(({ people }) => {
    left -= people;
    return left < 0;
  });
  const moved = end < 0 ? line : line.slice(0, end);
  await tx.signUp.updateMany({
    where: { noticeId: notice.id, personId: { in: moved.map(({ personId }) => personId) } },
    data: { state: 'going', since: now },
  });
  return moved;
}

/** Tells people that they have seats now; in the quiet hours once those are over, if that is before the start. */
export async function tellMovedUp(
  tx: Tx,
  now: Date,
  notice: NoticeRow,
  moved: readonly { personId: string; people: number }[],
  quietHours: QuietHours,
): Promise<void> {
  const loud = nextLoud(quietHours, now);
  const notBefore = notice.startsAt === null || loud < notice.startsAt ? loud : now;
  const times = { notBefore, ...(notice.startsAt && { notAfter: notice.startsAt }) };
  for (const people of new Set(moved.map((one) => one.people))) {
    const told = moved.filter((one) => one.people === people).map(({ personId }) => personId);
    await tellPeople(tx, now, told, movedUp(notice, people), priority.reminder, times);
  }
}

/**
 * Gives whatever is free to the waiting list and tells those who moved up: to be called when seats were added or a
 * sign-up went away. Returns how many parties moved.
 *
 * @example await moveUp(tx, now, notice.id, quietHours);
 */
export async function moveUp(tx: Tx, now: Date, noticeId: bigint, quietHours: QuietHours = null): Promise<number> {
  const notice = await lockNotice(tx, noticeId);
  if (!notice) return 0;
  const moved = await fillSeats(tx, now, notice);
  await tellMovedUp(tx, now, notice, moved, quietHours);
  return moved.length;
}
