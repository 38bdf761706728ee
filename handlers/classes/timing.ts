/** How long things around a class last, in one place. */
import type { NoticeRow } from '../notices/notice.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A class without an end is taken to last so long. */
export const usualLengthMs = 3 * hourMs;
/** People check in from so long before the start. */
export const doorOpensBeforeMs = 30 * minuteMs;
/** Those who came are asked how it was within so long after the end, and not later. */
export const feedbackWithinMs = 48 * hourMs;
/** A code of a class that ended longer ago is not recognised any more. */
export const codeKnownAfterMs = 7 * 24 * hourMs;

export type Timed = Pick<NoticeRow, 'kind' | 'startsAt' | 'endsAt'>;

/** When it is over; null where it has no time. A deadline is a moment. */
export function endOf({ kind, startsAt, endsAt }: Timed): Date | null {
  if (endsAt !== null || startsAt === null || kind === 'deadline') return endsAt ?? startsAt;
  return new Date(startsAt.getTime() + usualLengthMs);
}

/** When people check in; null where it has no time. */
export function doorTimes(notice: Timed): { from: Date; until: Date } | null {
  const until = endOf(notice);
  if (notice.startsAt === null || until === null) return null;
  return { from: new Date(notice.startsAt.getTime() - doorOpensBeforeMs), until };
}

export function hasBegun({ startsAt }: Timed, now: Date): boolean {
  return startsAt !== null && startsAt <= now;
}
