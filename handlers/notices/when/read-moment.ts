/** Reads the day and time of a message as officers write them, always in Vietnamese time. */
import { addDays, localDay } from '../../programme/days.ts';
import { type Clock, contradiction, fits, minutesOf } from './clock.ts';
import type { DayFound } from './day-found.ts';
import { endOf } from './end-of.ts';
import { findMentions, type Mention } from './mentions.ts';
import type { Moment, MomentQuestion, MomentReading } from './moment-reading.ts';
import { plainOf } from './plain.ts';
import { type Joined, joinDays, type Point, pointsOf } from './points.ts';
import { ONLY_JOINING, restOf } from './rest.ts';
import { readOf } from './said-days.ts';
import { showDate, showDay, showMoment } from './show.ts';
import { type DayPart, dayParts, weekdayNames } from './time-words.ts';
import { instantOf, minuteOf } from './wall.ts';

/** Of a longer text only the beginning is looked at: a notice has its time there. */
const LONGEST = 4000;
const MINUTE_MS = 60_000;

const tooMany =
  'Câu này có nhiều ngày giờ, tôi chưa biết lấy lúc nào. Bạn ghi riêng lúc bắt đầu giúp tôi, ví dụ **8h sáng 20/12**.';
const over = 'đã qua rồi. Bạn ghi lúc sắp tới, ví dụ **8h sáng mai** hoặc **14h 20/12**.';

/**
 * The moment that a text states, a question where that is in doubt or cannot be, or `none`.
 *
 * @example readMoment('8h sáng thứ 5 tuần sau tại UBND xã', now)
 */
export function readMoment(text: string, now: Date): MomentReading {
  const plain = plainOf(text.slice(0, LONGEST));
  const today = localDay(now);
  const mentions = findMentions(plain, today, today);
  const rest = restOf(plain, mentions) + text.slice(LONGEST);
  const ahead = mentions.find(({ said }) => said.is === 'ahead');
  if (ahead?.said.is === 'ahead') return momentAhead(ahead.said.minutes, now, rest);
  const trouble = troubleIn(mentions, plain.plain);
  if (trouble) return trouble;
  const points = pointsOf(mentions, plain.plain);
  const [first, second = null] = points ?? [];
  if (!points) return { kind: 'question', why: tooMany };
  if (!first) return { kind: 'none' };
  return readPoints(withSharedClock(first, second), second, { now, rest, mentions });
}

interface Around {
  now: Date;
  rest: string;
  mentions: readonly Mention[];
}

function readPoints(first: Point, second: Point | null, { now, rest, mentions }: Around): MomentReading {
  const startDay = joinDays(first.days) ?? joinDays(second?.days ?? []);
  if (startDay && startDay.kind !== 'day') return questionOfDays(startDay, first, now);
  const day = startDay ? inSharedWeek(startDay.found, second) : null;
  const hasTime = first.clock !== null || first.part !== null;
  const part = partFor(first, second);
  const minutes = first.clock ? minutesOf(first.clock, part) : [part ? dayParts[part].proposed : 0];
  if (first.clock && part && minutes.length === 0) return { kind: 'question', why: contradiction(first.clock, part) };
  const isAhead = (at: Date): boolean => at > now || (!hasTime && localDay(at) >= localDay(now));
  const starts = minutes.flatMap((minute) => {
    const at = instantOf(day?.day ?? localDay(now), minute);
    if (at > now || (!hasTime && !day?.later)) return at;
    const later = day ? day.later : addDays(localDay(now), 1);
    return later === undefined || (day && day.day > localDay(now)) ? at : instantOf(later, minute);
  });
  const open = starts.filter(isAhead);
  const [start] = open;
  if (!start) return { kind: 'question', why: overOf(starts[0] ?? now, hasTime) };
  if (open.length > 1) return eitherOf(open);
  const vague = day?.vague === true || (first.clock === null && part !== null);
  const end = endOf({ start, hasTime, first: day, second, mentions });
  if (end.kind !== 'end') return end;
  return { kind: 'moment', start, end: end.end, hasDay: day !== null, hasTime, vague: vague || end.vague, rest };
}

/** `thứ 4 đến thứ 6 tuần sau` says the week once for both. */
function inSharedWeek(first: DayFound, second: Point | null): DayFound {
  const week = second?.days.find(({ ofWeek }) => ofWeek !== undefined)?.ofWeek;
  return week !== undefined && first.weekday !== undefined ? readOf(week, first.weekday) : first;
}

/** `20/12 - 22/12, 8h`: a time after both days is that of the beginning. */
function withSharedClock(first: Point, second: Point | null): Point {
  if (first.clock || first.part || !second?.clock || !second.isDayFirst || first.days.length === 0) return first;
  const { clock, part } = second;
  second.clock = null;
  second.part = null;
  return { ...first, clock, part };
}

/** The part of the day of a beginning; `từ 2h đến 4h chiều` says it once for both. */
function partFor(first: Point, second: Point | null): DayPart | null {
  const own = first.clock?.part ?? first.part;
  if (own || !first.clock || first.clock.isExact) return own;
  const shared = second?.clock?.part ?? second?.part ?? null;
  return shared && fits(first.clock, shared) && (shared !== 'toi' || isEvening(first.clock)) ? shared : null;
}

function isEvening({ hour }: Clock): boolean {
  return hour >= 5;
}

function momentAhead(minutes: number, now: Date, rest: string): Moment {
  const start = new Date(Math.ceil((now.getTime() + Math.max(minutes, 1) * MINUTE_MS) / MINUTE_MS) * MINUTE_MS);
  return { kind: 'moment', start, end: null, hasDay: true, hasTime: true, vague: false, rest };
}

/**
 * A day that cannot be is told at once. One that only is over gives way to another day of the text, unless it stands
 * beside a time: in `8h 20/11 đến 22/12` it is the beginning.
 */
function troubleIn(mentions: readonly Mention[], plain: string): MomentQuestion | null {
  const hasDay = mentions.some(({ said }) => said.is === 'day');
  const found = mentions.find(({ said, start, end }, index) => {
    if (said.is !== 'trouble') return false;
    const [before, after] = [mentions[index - 1], mentions[index + 1]];
    const isBeside =
      (before && ONLY_JOINING.test(plain.slice(before.end, start))) ||
      (after && ONLY_JOINING.test(plain.slice(end, after.start)));
    return !said.trouble.isSoft || !hasDay || isBeside;
  });
  if (found?.said.is !== 'trouble') return null;
  const { why, instead } = found.said.trouble;
  const options = instead.map((day) => optionOf(instantOf(day, 0), false));
  return { kind: 'question', why, ...(options.length > 0 && { options }) };
}

function questionOfDays(joined: Exclude<Joined, { kind: 'day' }>, point: Point, now: Date): MomentQuestion {
  const days = joined.kind === 'mismatch' ? [joined.day] : joined.days;
  const minutes = point.clock ? minutesOf(point.clock, point.clock.part ?? point.part) : [];
  const options = days
    .map((day) => optionOf(instantOf(day, minutes[0] ?? 0), minutes.length === 1))
    .filter(({ at }) => at > now);
  const why =
    joined.kind === 'mismatch'
      ? `Ngày ${showDate(joined.day)} là ${showDay(instantOf(joined.day, 0)).split(',')[0]}, không phải ${weekdayNames[joined.weekday] ?? ''}. Bạn xem lại rồi ghi ngày đúng, ví dụ **${showDate(joined.day)}**.`
      : tooMany;
  return { kind: 'question', why, ...(options.length > 0 && { options }) };
}

function eitherOf(moments: readonly Date[]): MomentQuestion {
  const sorted = [...moments].sort((one, other) => one.getTime() - other.getTime());
  return {
    kind: 'question',
    why: moments.every((at) => minuteOf(at) === 0)
      ? 'Nửa đêm là đầu hay cuối ngày đó? Bạn chọn, hoặc ghi rõ, ví dụ **0h 20/12** hoặc **23h30**.'
      : 'Giờ này là buổi nào? Bạn chọn, hoặc ghi rõ buổi, ví dụ **3h chiều** hoặc **15h**.',
    options: sorted.map((at) => optionOf(at, true)),
  };
}

function optionOf(at: Date, hasTime: boolean): { label: string; at: Date } {
  return { label: hasTime ? showMoment(at) : showDay(at), at };
}

function overOf(at: Date, hasTime: boolean): string {
  const shown = hasTime ? showMoment(at) : showDay(at);
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)} ${over}`;
}
