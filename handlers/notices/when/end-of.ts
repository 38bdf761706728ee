/** When that ends which begins at a known moment. */
import { addDays, localDay } from '../../programme/days.ts';
import { contradiction, halfDayLater, minutesOf } from './clock.ts';
import type { DayFound } from './day-found.ts';
import type { Mention } from './mentions.ts';
import type { MomentQuestion } from './moment-reading.ts';
import { joinDays, type Point } from './points.ts';
import { dayParts } from './time-words.ts';
import { instantOf, lastMinute, weekdayOf } from './wall.ts';

const MINUTE_MS = 60_000;

export const endsTooEarly =
  'Lúc kết thúc phải sau lúc bắt đầu. Bạn ghi lại giúp tôi, ví dụ **11h30**, **trong 2 tiếng** hoặc **22/12**.';

interface Known {
  start: Date;
  hasTime: boolean;
  /** The day of the beginning, with the last one where both were said as one. */
  first: DayFound | null;
  second: Point | null;
  mentions: readonly Mention[];
}

export type EndFound = { kind: 'end'; end: Date | null; vague: boolean } | MomentQuestion;

/** The end that a text says beside its beginning; null where it says none. */
export function endOf({ start, hasTime, first, second, mentions }: Known): EndFound {
  const startDay = localDay(start);
  const joined = joinDays(second?.days ?? []);
  if (joined && joined.kind !== 'day') return { kind: 'question', why: endsTooEarly };
  const day = (joined ? lastDayOf(joined.found, startDay) : first?.last) ?? startDay;
  if (second && (second.clock || second.part || joined)) {
    const found = endAt(second, day, start);
    return found.kind === 'end' ? { ...found, vague: found.vague || joined?.found.vague === true } : found;
  }
  if (first?.last !== undefined) return { kind: 'end', end: instantOf(day, lastMinute), vague: false };
  return { kind: 'end', end: lengthEnd(mentions, start, hasTime), vague: false };
}

/** The day of an end; a weekday without its week is the first such day from the beginning on. */
export function lastDayOf({ day, last, weekday }: DayFound, startDay: string): string {
  return weekday === undefined ? (last ?? day) : addDays(startDay, (weekday - weekdayOf(startDay) + 7) % 7);
}

/** A point as the end of what begins at `start`: a time left open is the first such time after it. */
export function endAt(
  { clock, part }: Point,
  day: string,
  start: Date,
): { kind: 'end'; end: Date; vague: boolean } | MomentQuestion {
  const said = clock?.part ?? part;
  if (!clock) {
    const end = instantOf(day, said ? dayParts[said].ends : lastMinute);
    return end > start ? { kind: 'end', end, vague: said !== null } : { kind: 'question', why: endsTooEarly };
  }
  const minutes = minutesOf(clock, said).sort((one, other) => one - other);
  const [least] = minutes;
  if (least === undefined) return { kind: 'question', why: said ? contradiction(clock, said) : endsTooEarly };
  const sure = minutes.map((minute) => instantOf(day, minute)).find((at) => at > start);
  if (sure) return { kind: 'end', end: sure, vague: false };
  // "14h đến 7h" must mean the evening, but is shown before it is taken.
  const later = halfDayLater(clock, least);
  const evening = later === null ? null : instantOf(day, later);
  return evening && evening > start
    ? { kind: 'end', end: evening, vague: true }
    : { kind: 'question', why: endsTooEarly };
}

/** The end after a length that was said; days are counted with the first. */
export function lengthEnd(mentions: readonly Mention[], start: Date, hasTime: boolean): Date | null {
  for (const { said } of mentions) {
    if (said.is === 'minutes' && hasTime && said.minutes > 0)
      return new Date(start.getTime() + said.minutes * MINUTE_MS);
    if (said.is === 'days' && said.days > 0) return instantOf(addDays(localDay(start), said.days - 1), lastMinute);
  }
  return null;
}
