/** `điểm danh 4821`: a participant is at the door. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { endOfLine, fillSeats, lockNotice, roomIn, tellMovedUp } from './seats.ts';
import { codeKnownAfterMs, doorTimes } from './timing.ts';

/** The sixth wrong code within ten minutes, and later ones, wait. Four digits cannot be guessed so. */
export const wrongDoorCodes = { most: 5, withinMs: 10 * 60_000 };
/** In the conversation's memory: the table of wrong invitation codes makes officers wait an hour after three. */
const wrongSlot = 'class.wrong-codes';

export type Attendance =
  | { kind: 'came'; notice: NoticeRow; people: number; wasExpected: boolean }
  | { kind: 'already'; notice: NoticeRow; at: Date }
  | { kind: 'full'; notice: NoticeRow }
  | { kind: 'early'; notice: NoticeRow; from: Date }
  | { kind: 'late'; notice: NoticeRow; until: Date }
  | { kind: 'called-off'; notice: NoticeRow }
  | { kind: 'wrong'; left: number }
  | { kind: 'wait'; until: Date };

/** Whether a code is right is not even looked at while the person must wait. */
export async function attend(turn: Turn, code: string, quietHours: QuietHours): Promise<Attendance> {
  const { tx, now } = turn;
  const since = now.getTime() - wrongDoorCodes.withinMs;
  const wrong = (turn.recall(wrongSlot, z.array(z.number())) ?? []).filter((at) => at > since);
  const oldest = wrong.at(-wrongDoorCodes.most);
  if (oldest !== undefined) return { kind: 'wait', until: new Date(oldest + wrongDoorCodes.withinMs) };

  const notices = await tx.notice.findMany({
    where: { attendanceCode: code, signUp: true, state: { in: ['sent', 'called_off'] }, startsAt: { not: null } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const isOpen = (notice: NoticeRow) => {
    const times = doorTimes(notice);
    return notice.state === 'sent' && times !== null && times.from <= now && now < times.until;
  };
  const open = notices.filter(isOpen);
  const meant = await ownFirst(turn, open);
  if (meant) return recordComing(turn, meant.id, quietHours);
  const other = outsideItsTime(notices, now);
  if (other) return other;
  turn.remember(wrongSlot, [...wrong, now.getTime()]);
  return { kind: 'wrong', left: wrongDoorCodes.most - wrong.length - 1 };
}

/** Two classes may have the same code: the one that the person signed up for is meant. */
async function ownFirst({ tx, personId }: Turn, open: readonly NoticeRow[]): Promise<NoticeRow | undefined> {
  if (open.length < 2) return open[0];
  const own = await tx.signUp.findMany({ where: { personId, noticeId: { in: open.map(({ id }) => id) } } });
  return open.find(({ id }) => own.some(({ noticeId }) => noticeId === id)) ?? open[0];
}

/** The code is right, but not now. */
function outsideItsTime(notices: readonly NoticeRow[], now: Date): Attendance | null {
  for (const notice of notices) {
    const times = doorTimes(notice);
    if (times === null || times.until.getTime() + codeKnownAfterMs < now.getTime()) continue;
    if (notice.state === 'called_off') return { kind: 'called-off', notice };
    return now < times.from
      ? { kind: 'early', notice, from: times.from }
      : { kind: 'late', notice, until: times.until };
  }
  return null;
}

/**
 * Whoever did not sign up comes in while seats remain; then they wait, so that an officer at the door finds them in the
 * list and may let them in. `seen`: an officer says that they are there, whatever the seats,
 * and when they came.
 */
export async function recordComing(
  { tx, now, personId }: Pick<Turn, 'tx' | 'now' | 'personId'>,
  id: bigint,
  quietHours: QuietHours,
  seen: Date | null = null,
): Promise<Attendance> {
  const at = seen ?? now;
  const notice = await lockNotice(tx, id);
  if (!notice) throw new Error('A notice that was found is gone.');
  if (notice.state !== 'sent') return { kind: 'called-off', notice };
  const key = { noticeId_personId: { noticeId: id, personId } };
  const own = await tx.signUp.findUnique({ where: key });
  if (own?.attendedAt) return { kind: 'already', notice, at: own.attendedAt };
  if (own?.state === 'going') {
    await tx.signUp.update({ where: key, data: { attendedAt: at } });
    return { kind: 'came', notice, people: own.people, wasExpected: true };
  }
  const { free } = await roomIn(tx, notice);
  if (free === 0 && seen === null) {
    if (own?.state !== 'waiting') {
      const waiting = { state: 'waiting' as const, people: 1, since: await endOfLine(tx, now, id) };
      await tx.signUp.upsert({ where: key, create: { noticeId: id, personId, ...waiting }, update: waiting });
    }
    return { kind: 'full', notice };
  }
  // Who stands at the door takes what is left over, also where a larger party waits at home.
  const party = own?.state === 'waiting' ? own.people : 1;
  const people = free === null || seen !== null ? party : Math.min(party, free);
  const coming = { state: 'going' as const, people, since: now, attendedAt: at };
  await tx.signUp.upsert({ where: key, create: { noticeId: id, personId, ...coming }, update: coming });
  await tellMovedUp(tx, now, notice, await fillSeats(tx, now, notice), quietHours);
  return { kind: 'came', notice, people, wasExpected: false };
}
