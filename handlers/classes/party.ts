/** How many come together. */
import type { NoticeRow } from '../notices/notice.ts';

const largestParty = 10;

/** One person brings at most so many, and never more than there are seats. */
export function largestPartyOf({ seats }: Pick<NoticeRow, 'seats'>): number {
  return Math.min(largestParty, seats ?? largestParty);
}
