/** Unfinished dialogs: a reminder after a day's silence, deletion after some more (said in the reminder). */

import type { Tx } from '../../prisma/open.ts';
import type { Capability } from '../capability.ts';
import { reply } from '../message.ts';
import { priority } from '../outbox.ts';
import { draftsKeptDays } from '../retention.ts';
import { tellPeople } from '../tell.ts';
import { resumeChoices } from './reply.ts';

const dayMs = 24 * 60 * 60_000;
export const remindAfterMs = dayMs;

/** Reminds once of each draft, and deletes the ones past their time. */
export async function sweepDrafts(tx: Tx, now: Date, capabilities: readonly Capability[]): Promise<void> {
  await tx.draft.deleteMany({ where: { touchedAt: { lte: new Date(now.getTime() - draftsKeptDays * dayMs) } } });
  for (const { name, title, command } of capabilities.flatMap((one) => one.dialogs ?? [])) {
    const due = await tx.draft.findMany({
      where: { dialog: name, remindedAt: null, touchedAt: { lte: new Date(now.getTime() - remindAfterMs) } },
      select: { personId: true, touchedAt: true },
      orderBy: { touchedAt: 'asc' },
      take: 100,
    });
    for (const { personId, touchedAt } of due) {
      const until = new Date(touchedAt.getTime() + draftsKeptDays * dayMs);
      const text = `Bạn đang ${title} dở. Bấm **Làm tiếp**${command === null ? '' : ` hoặc gõ /${command}`} khi nào tiện. Nếu bạn không làm tiếp, bản ghi dở tự xoá sau ngày ${dateOf(until)}.`;
      await tellPeople(tx, now, [personId], reply(text, { choices: resumeChoices(name) }), priority.reminder);
      await tx.draft.update({ where: { personId_dialog: { personId, dialog: name } }, data: { remindedAt: now } });
    }
  }
}

/** `dd/mm/yyyy` in Viet Nam. */
export function dateOf(at: Date): string {
  return new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(at);
}
