/** Somebody has all their data deleted: what they answered goes, and the seats that they held go to the next. */
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { Tx } from '../../prisma/open.ts';
import { lockNotice, moveUp } from './seats.ts';

export async function eraseSignUps(tx: Tx, now: Date, personId: string, quietHours: QuietHours): Promise<number> {
  const own = await tx.signUp.findMany({
    where: { personId },
    orderBy: { noticeId: 'asc' },
    select: { noticeId: true },
  });
  for (const { noticeId } of own) {
    await lockNotice(tx, noticeId);
    await tx.signUp.delete({ where: { noticeId_personId: { noticeId, personId } } });
    await moveUp(tx, now, noticeId, quietHours);
  }
  return own.length;
}
