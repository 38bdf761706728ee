/** Somebody who answered the same invitation twice, as two people, comes once. */
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { SignUp } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { lockNotice, moveUp } from '../classes/seats.ts';

/** What says most about somebody's coming: a seat before a place in line before a no. */
const weight: Readonly<Record<SignUp['state'], number>> = { going: 2, waiting: 1, declined: 0 };

/**
 * Gives the answers of `former` to `keeper`. Where both have answered, the one that promises more stays, and a seat too
 * many goes to the next in line. Returns the notices whose answers were brought.
 */
export async function joinSignUps(
  tx: Tx,
  now: Date,
  { keeper, former, quietHours }: { keeper: string; former: string; quietHours: QuietHours },
): Promise<bigint[]> {
  const brought: bigint[] = [];
  const answers = await tx.signUp.findMany({ where: { personId: former }, orderBy: { noticeId: 'asc' } });
  for (const { noticeId } of answers) {
    await lockNotice(tx, noticeId);
    const keyOf = (personId: string) => ({ noticeId_personId: { noticeId, personId } });
    const own = await tx.signUp.findUnique({ where: keyOf(keeper) });
    const other = await tx.signUp.findUniqueOrThrow({ where: keyOf(former) });
    if (own !== null && promises(own) >= promises(other)) {
      await tx.signUp.delete({ where: keyOf(former) });
    } else {
      if (own !== null) await tx.signUp.delete({ where: keyOf(keeper) });
      await tx.signUp.update({ where: keyOf(former), data: { personId: keeper } });
      brought.push(noticeId);
    }
    if (own !== null) await moveUp(tx, now, noticeId, quietHours);
  }
  return brought;
}

/** Attendance counts most of all; then the answer, then how many come. */
function promises({ state, people, attendedAt }: SignUp): number {
  return (attendedAt === null ? 0 : 10_000_000) + weight[state] * 1_000_000 + people;
}
