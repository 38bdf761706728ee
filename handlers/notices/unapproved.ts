/** A notice that waits for its second officer must not lie forgotten, nor end in silence. */
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { isQuiet, type QuietHours } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Tx } from '../../prisma/open.ts';
import { codeOf } from '../officers/office.ts';
import { menuChoice } from '../officers/wording.ts';
import { approversBeside, authorOf } from './access.ts';
import { awaitingChoice } from './awaiting.ts';
import { showStanding } from './standing.ts';
import { changeNotice, readStored } from './store.ts';
import { showMoment } from './when/show.ts';

const hourMs = 60 * 60_000;
/** Nobody is urged who was asked just now. */
const patienceMs = 2 * hourMs;
/** What goes out or begins within this time is pressing; anything else after so long. */
const pressingMs = 24 * hourMs;

/** Reminds those who could approve, once for each version: what has waited a day, or has to go out within one. */
export async function urgeApproval(tx: Tx, now: Date, quietHours: QuietHours): Promise<void> {
  if (isQuiet(quietHours, now)) return;
  const soon = new Date(now.getTime() + pressingMs);
  const waiting = await tx.notice.findMany({
    where: {
      state: 'awaiting',
      updatedAt: { lte: new Date(now.getTime() - patienceMs) },
      OR: [
        { updatedAt: { lte: new Date(now.getTime() - pressingMs) } },
        // Without a time of its own it goes out as soon as it is approved, which is not pressing.
        { sendAt: { gt: now, lte: soon } },
        { startsAt: { gt: now, lte: soon } },
      ],
    },
    orderBy: { id: 'asc' },
  });
  for (const { id, title, officer, urgent, urgedAt, updatedAt, startsAt } of waiting) {
    if (urgedAt !== null && urgedAt > updatedAt) continue;
    const { count } = await tx.notice.updateMany({ where: { id, urgedAt }, data: { urgedAt: now } });
    if (count === 0) continue;
    const { personId } = await authorOf(tx, { officer });
    const begins = startsAt === null ? '' : ` Bắt đầu lúc ${showMoment(startsAt)}; quá giờ đó tôi không gửi nữa.`;
    const text = `⏳ Thông báo **${title}** (cán bộ số ${officer} soạn) vẫn chờ duyệt từ ${showMoment(updatedAt)}.${begins}`;
    const choice = awaitingChoice({ kind: 'notice', id, title, officer, urgent, since: updatedAt });
    const asked = reply(text, { choices: [choice, menuChoice] });
    await tellPeople(tx, now, await approversBeside(tx, personId), asked, priority.reminder);
  }
}

/** What has begun without an approval is withdrawn, and its author is told. */
export async function endUnapproved(tx: Tx, now: Date): Promise<void> {
  const begun = await tx.notice.findMany({
    where: { state: 'awaiting', startsAt: { lte: now } },
    orderBy: { id: 'asc' },
  });
  for (const row of begun) {
    const notice = readStored(row);
    const { office, personId } = await authorOf(tx, notice);
    const deed = { officer: null, action: 'notice-too-late', area: codeOf(office.area) };
    const ended = await changeNotice(tx, now, notice, ['awaiting'], { state: 'withdrawn' }, deed);
    if (!ended) continue;
    const told = showStanding(ended, `Chưa cán bộ nào duyệt **${notice.title}** mà nay đã đến giờ bắt đầu.`);
    await tellPeople(tx, now, [personId], told, priority.reminder);
  }
}
