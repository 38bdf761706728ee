/** Wrong codes, whatever they were meant to open: guessing must take too long to be of use. */
import type { Turn } from '../../bot/capability.ts';
import type { Tx } from '../../prisma/open.ts';

const hourMs = 60 * 60_000;
/** The fourth wrong code within an hour, and later ones, wait. */
export const wrongCodesAnHour = 3;

/** How many wrong codes the person may still send, or until when they wait. */
export async function roomForWrongCodes({ tx, now, personId }: Turn): Promise<{ left: number } | { until: Date }> {
  const wrong = await tx.wrongCode.findMany({
    where: { personId, at: { gt: new Date(now.getTime() - hourMs) } },
    orderBy: { at: 'asc' },
  });
  const oldest = wrong.at(-wrongCodesAnHour);
  return oldest ? { until: new Date(oldest.at.getTime() + hourMs) } : { left: wrongCodesAnHour - wrong.length };
}

/** They count for an hour; nobody needs to know of them later. */
export async function forgetWrongCodes(tx: Tx, now: Date): Promise<void> {
  await tx.wrongCode.deleteMany({ where: { at: { lte: new Date(now.getTime() - hourMs) } } });
}
