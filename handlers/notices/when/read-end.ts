/** Reads what is written for the end of something whose beginning is known. */
import { addDays, localDay } from '../../programme/days.ts';
import { minutesOf } from './clock.ts';
import { endAt, endsTooEarly, lastDayOf, lengthEnd } from './end-of.ts';
import { findMentions } from './mentions.ts';
import type { MomentQuestion } from './moment-reading.ts';
import { numberOf, plainOf } from './plain.ts';
import { joinDays, pointsOf } from './points.ts';
import { showMoment } from './show.ts';
import { dayParts } from './time-words.ts';
import { instantOf, lastMinute, minuteOf } from './wall.ts';

/** `vague`: a proposal of ours, to be confirmed. */
export type EndReading = { kind: 'end'; end: Date; vague: boolean } | MomentQuestion | { kind: 'none' };

const LONGEST = 500;
const MINUTE_MS = 60_000;
const NOON = 12 * 60;

const halfDay = /^\s*(?:trong\s+)?(?:(?:1|mot)\s+buoi|nua\s+(?:ngay|buoi))\s*$/u;
const endOfDay = /^\s*(?:den\s+)?(?:cuoi\s+ngay|(?:het|cuoi)\s+(?:buoi|gio)\s+chieu)\s*$/u;
const wholeDay = /^\s*(?:den\s+)?(?:het\s+ngay|het\s+hom\s+do)\s*$/u;
const days = /^\s*(?:trong\s+)?(\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi)\s+(ngay|tuan)\s*$/u;
const minutes = /^\s*(?:khoang\s+)?(\d{1,3})\s*(?:phut|p)\s*$/u;
/** `2 giờ` may be two o'clock or two hours. */
const hours = /^\s*([1-5])\s*gio\s*$/u;

/**
 * The end that a text states: a time after the beginning, a later day, or a length. A day alone ends at 23:59.
 *
 * @example readEnd('11h30', start, now)
 * @example readEnd('trong 2 tiếng', start, now)
 */
export function readEnd(text: string, start: Date, now: Date): EndReading {
  const { typed, plain } = plainOf(text.slice(0, LONGEST));
  const startDay = localDay(start);
  const short = readShort(plain, start, startDay);
  if (short) return short;
  const mentions = findMentions({ typed, plain }, startDay, localDay(now));
  const ahead = mentions.find(({ said }) => said.is === 'ahead');
  if (ahead?.said.is === 'ahead') {
    return after(start, new Date(Math.ceil(now.getTime() / MINUTE_MS + ahead.said.minutes) * MINUTE_MS));
  }
  const trouble = mentions.find(({ said }) => said.is === 'trouble');
  if (trouble?.said.is === 'trouble') return { kind: 'question', why: trouble.said.trouble.why };
  const points = pointsOf(mentions, plain);
  if (!points) return { kind: 'question', why: 'Bạn chỉ ghi lúc kết thúc giúp tôi, ví dụ **11h30** hoặc **22/12**.' };
  const last = points.at(-1);
  const length = lengthEnd(mentions, start, true);
  if (!last) return length ? after(start, length) : { kind: 'none' };
  const joined = joinDays(last.days);
  if (joined && joined.kind !== 'day') return { kind: 'question', why: endsTooEarly };
  const found = endAt(last, joined ? lastDayOf(joined.found, startDay) : startDay, start);
  return found.kind === 'end' ? { ...found, vague: found.vague || joined?.found.vague === true } : found;
}

function readShort(plain: string, start: Date, startDay: string): EndReading | null {
  const at = (minutes: number, vague: boolean): EndReading => after(start, instantOf(startDay, minutes), vague);
  if (halfDay.test(plain)) return at(minuteOf(start) < NOON ? dayParts.sang.ends : dayParts.chieu.ends, true);
  if (endOfDay.test(plain)) return at(dayParts.chieu.ends, true);
  if (wholeDay.test(plain)) return at(lastMinute, false);
  const [, count, unit] = days.exec(plain) ?? [];
  if (count !== undefined) {
    const inDays = numberOf(count) * (unit === 'tuan' ? 7 : 1);
    return inDays > 0 ? after(start, instantOf(addDays(startDay, inDays - 1), lastMinute)) : null;
  }
  const [, length] = minutes.exec(plain) ?? [];
  if (length !== undefined) return after(start, new Date(start.getTime() + Number(length) * MINUTE_MS));
  const [, hour] = hours.exec(plain) ?? [];
  if (hour === undefined) return null;
  const clock = { hour: Number(hour), minute: 0, part: null, isExact: false };
  const moments = [
    new Date(start.getTime() + clock.hour * 60 * MINUTE_MS),
    ...minutesOf(clock, null).map((minute) => instantOf(startDay, minute)),
  ].filter((one, index, all) => one > start && all.findIndex((other) => other.getTime() === one.getTime()) === index);
  return {
    kind: 'question',
    why: `Bạn muốn nói lúc ${hour} giờ hay ${hour} tiếng sau khi bắt đầu? Bạn chọn, hoặc ghi rõ, ví dụ **trong ${hour} tiếng**.`,
    options: moments.map((one) => ({ label: showMoment(one), at: one })),
  };
}

function after(start: Date, end: Date, vague = false): EndReading {
  return end > start ? { kind: 'end', end, vague } : { kind: 'question', why: endsTooEarly };
}
