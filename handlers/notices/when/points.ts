/** Puts the mentions of a text together into its beginning and, where there is one, its end. */
import type { Clock } from './clock.ts';
import type { DayFound } from './day-found.ts';
import type { Mention } from './mentions.ts';
import { readOf } from './said-days.ts';
import type { DayPart } from './time-words.ts';
import { weekdayOf } from './wall.ts';

/** One end of a stretch of time, as far as it was said. */
export interface Point {
  days: DayFound[];
  clock: Clock | null;
  part: DayPart | null;
  /** `22/12 8h` and not `8h 22/12` */
  isDayFirst: boolean;
}

const TO = /^[\s,]*(?:-|–|—|→|~|den(?: het)?|toi|tới|cho den|ket thuc)[\s:]*(?:(?:luc|ngay|het|vao|khoang)[\s:]*)*$/u;
const AND = /^[\s,]*(?:va|&)\s*(?:ngay\s*)?$/u;

/** The points of a text, at most one for each end; null where it says more times than that. */
export function pointsOf(mentions: readonly Mention[], plain: string): Point[] | null {
  const points: Point[] = [];
  let before = 0;
  for (const { start, end, said } of mentions) {
    if (said.is !== 'day' && said.is !== 'clock' && said.is !== 'part') continue;
    const gap = plain.slice(before, start);
    before = end;
    let point = points.at(-1);
    if (!point || TO.test(gap) || (said.is === 'day' && AND.test(gap))) {
      point = { days: [], clock: null, part: null, isDayFirst: said.is === 'day' };
      points.push(point);
    }
    if (said.is === 'day') point.days.push(said.found);
    else if (said.is === 'part') point.part ??= said.part;
    else if (point.clock) return null;
    else point.clock = said.clock;
  }
  return points.length > 2 ? null : points;
}

export type Joined =
  | { kind: 'day'; found: DayFound }
  /** A weekday beside a date that is another. */
  | { kind: 'mismatch'; day: string; weekday: number }
  | { kind: 'several'; days: string[] };

/** The one day that the mentions of a point agree on; null where it has none. */
export function joinDays(days: readonly DayFound[]): Joined | null {
  const [one, ...more] = days;
  if (!one) return null;
  if (more.length === 0) return { kind: 'day', found: one };
  const whole = days.filter(({ weekday, week }) => weekday === undefined && week === undefined);
  const sure = whole.filter(({ vague }) => !vague);
  // "Tổng kết cuối năm, 8h ngày 20/12": what would only be proposed gives way.
  const fixed = sure.length > 0 ? sure : whole;
  const weekday = days.find((day) => day.weekday !== undefined)?.weekday;
  const week = days.find((day) => day.week !== undefined)?.week;
  const different = new Set(fixed.map(({ day }) => day));
  if (different.size > 1) return { kind: 'several', days: [...different] };
  const [date] = fixed;
  if (date) {
    if (weekday !== undefined && weekdayOf(date.day) !== weekday) return { kind: 'mismatch', day: date.day, weekday };
    return { kind: 'day', found: fixed.find(({ last }) => last) ?? date };
  }
  const weekdays = new Set(days.flatMap((day) => day.weekday ?? []));
  if (weekdays.size > 1) return { kind: 'several', days: days.map(({ day }) => day) };
  if (week === undefined || weekday === undefined) return { kind: 'day', found: one };
  return { kind: 'day', found: readOf(week, weekday) };
}
