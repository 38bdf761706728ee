/** Times of the day as written, `14h30`, `7 giờ rưỡi tối`, `8g30`, and which times they may mean. */
import { type DayTrouble, type Groups, trouble } from './day-found.ts';
import { numberOf, phrase } from './plain.ts';
import { countedThings, type DayPart, dayParts } from './time-words.ts';
import { dayMinutes } from './wall.ts';

export interface Clock {
  hour: number;
  minute: number;
  part: DayPart | null;
  /** Written as on a 24-hour clock (`03:00`, `14h`) or with AM or PM: no half of the day is left open. */
  isExact: boolean;
}

export interface ClockRule {
  pattern: RegExp;
  read: (groups: Groups) => Clock | DayTrouble;
  accept?: (typed: string, start: number, end: number) => boolean;
}

const PART =
  '(?:buoi |dau gio )?(?<part>rang sang|sang som|sang(?! kien)|trua|chieu|(?:toi|tối)(?! (?:luc |khoang )?\\d{1,2}_(?:h|g|gio|:))|dem|khuya)';
const ENDING = `(?:_${PART}|_(?<half>am|pm|sa|ch))?`;
const HOUR = '(?<hour>\\d{1,2}|#)';
const NO_COUNT = `(?!_(?:${countedThings})(?!\\p{L}))`;
const MINUTE = `(?:(?<minute>(?<!\\s)\\d{2})(?!/\\d)|(?<spaced>(?<= )\\d{2})${NO_COUNT}|(?<single>\\d)(?!_/\\d))(?:'|’|_(?:phut|ph|p)(?!\\p{L}))?`;
const START = '(?:luc|vao|khoang|hoi|tu|den)';

/** In order. The text has its days blanked out with `\u0001` by then. */
export const clockRules: readonly ClockRule[] = [
  // "8-11h" and "từ 8 đến 11 giờ": the first lacks its unit.
  {
    pattern: phrase(
      '(?<!(?:h|g|gio|:)\\s{0,3})(?<hour>[01]?\\d|2[0-4])(?=_(?:-|–|den|toi|tới)_\\d{1,2}_(?:h|g|gio|:)(?!\\p{L}))',
    ),
    read: readClock,
  },
  { pattern: phrase(`${HOUR}_(?:h|g|gio|:) kem (?<less>#)(?: phut)?${ENDING}`), read: readClock },
  { pattern: phrase(`${HOUR}_(?:h|g|gio)_(?<ruoi>ruoi)${ENDING}`), read: readClock },
  { pattern: phrase(`${HOUR}(?::|_(?:h|g|gio)[:.]?)_${MINUTE}${ENDING}`), read: readClock },
  { pattern: phrase(`${HOUR}_(?:h|gio)${ENDING}`), read: readClock },
  { pattern: phrase(`(?<hour>\\d{1,2})g${ENDING}`), read: readClock, accept: isNoWeight },
  { pattern: phrase('(?<hour>\\d{1,2})_(?<half>am|pm)'), read: readClock },
  { pattern: phrase(`${HOUR} (?<ruoi>ruoi) ${PART}`), read: readClock },
  { pattern: phrase(`(?<=${START}\\s)${HOUR} (?<ruoi>ruoi)`), read: readClock },
  { pattern: phrase(`${HOUR} (?<ruoi>ruoi)(?=\\s*(?:[\\u0001,.;]|$))`), read: readClock },
  { pattern: phrase(`${HOUR} ${PART}(?=\\s*(?:[\\u0001,.;]|$))`), read: readClock },
  { pattern: phrase(`(?<=${START}\\s)(?<hour>\\d{1,2}) ${PART}`), read: readClock },
  { pattern: phrase('(?<=luc\\s)(?<hour>\\d{1,2})(?=\\s*(?:[\\u0001,.;]|$))'), read: readClock },
];

/** A part of the day by itself: `chiều thứ 6`. */
export const partRule = phrase(PART);

/** `8g` is an hour, but `gói 8g` a weight and `5G` a network. */
function isNoWeight(typed: string, start: number, end: number): boolean {
  const written = typed.slice(start, end);
  const before = typed.slice(0, start).toLowerCase();
  if (/G/u.test(written) || Number(/^\d+/u.exec(written)?.[0]) > 24) return false;
  return !/(?:gói|goi|túi|tui|hộp|hop|nặng|nang|lượng|luong|mạng|mang|sóng|song)\s+$/u.test(before);
}

/** The part of the day that a word names. */
export function partOf(said: string): DayPart {
  const word = said.replace('tối', 'toi');
  if (/sang/u.test(word)) return 'sang';
  if (word === 'khuya') return 'dem';
  return word === 'trua' || word === 'chieu' || word === 'toi' ? word : 'dem';
}

function readClock(groups: Groups): Clock | DayTrouble {
  const typed = groups.hour ?? '';
  const hour = numberOf(typed);
  const said = groups.minute ?? groups.spaced ?? groups.single;
  const less = groups.less === undefined ? 0 : numberOf(groups.less);
  const minute = groups.ruoi !== undefined ? 30 : said === undefined ? 0 : Number(said);
  if (hour > 24 || minute > 59 || less > 59 || (hour === 24 && minute > 0)) {
    return trouble('Một ngày chỉ có 24 giờ, một giờ có 60 phút. Bạn ghi lại giờ giúp tôi, ví dụ **14h30**.');
  }
  const part = groups.part === undefined ? null : partOf(groups.part);
  const half = groups.half;
  const clock = { hour, minute, part, isExact: /^0/u.test(typed) || hour > 12 || hour === 0 };
  if (half !== undefined && hour >= 1 && hour <= 12) {
    const isLate = half === 'pm' || half === 'ch';
    return { ...clock, hour: (hour % 12) + (isLate ? 12 : 0), isExact: true };
  }
  if (less === 0) return clock;
  return hour === 0
    ? trouble('Bạn ghi lại giờ giúp tôi, ví dụ **14h30**.')
    : { ...clock, hour: hour - 1, minute: 60 - less };
}

/** Whether an hour is said of this part of the day without being a slip: `2h` is of `chiều`, `8h` is not. */
export function fits({ hour }: Clock, part: DayPart): boolean {
  return hoursOfPart(hour, part).length === 1;
}

/**
 * The minutes since midnight that a time may mean, the likelier first; none where hour and part of the day contradict.
 * Without a part, 1 to 5 o'clock may be of the night or of the afternoon; other hours are as on a 24-hour clock.
 */
export function minutesOf(clock: Clock, part: DayPart | null): number[] {
  const { hour, minute, isExact } = clock;
  if (part !== null) {
    // A leading zero does not keep an hour from being one of the afternoon: "02h00 chiều".
    return hoursOfPart(hour, part).map((one) => one * 60 + minute);
  }
  if (!isExact && hour >= 1 && hour <= 5) return [(hour + 12) * 60 + minute, hour * 60 + minute];
  return [hour * 60 + minute];
}

function hoursOfPart(hour: number, part: DayPart): number[] {
  switch (part) {
    case 'sang':
      return hour <= 11 ? [hour] : hour === 12 ? [12, 0] : [];
    case 'trua':
      return hour >= 10 && hour <= 14 ? [hour] : hour >= 1 && hour <= 2 ? [hour + 12] : [];
    case 'chieu':
      if (hour >= 1 && hour <= 7) return [hour + 12];
      return hour >= 12 && hour <= 19 ? [hour] : hour >= 8 && hour <= 11 ? [hour, hour + 12] : [];
    case 'toi':
      if (hour >= 5 && hour <= 11) return [hour + 12];
      return hour >= 17 && hour <= 24
        ? [hour]
        : hour === 12
          ? [24, 0]
          : hour >= 1
            ? hour <= 4
              ? [hour + 12, hour]
              : []
            : [];
    case 'dem':
      if (hour >= 7 && hour <= 11) return [hour + 12];
      return hour >= 19 || hour === 0 ? [hour] : hour === 12 ? [24, 0] : hour <= 4 ? [hour] : [];
  }
}

/** What is said of a time that its part of the day contradicts. */
export function contradiction({ hour }: Clock, part: DayPart): string {
  return `${hour} giờ không phải ${dayParts[part].name}. Bạn ghi lại giờ giúp tôi, ví dụ **8h sáng** hoặc **14h30**.`;
}

/** The same time twelve hours later; null where it was said in full. */
export function halfDayLater(clock: Clock, minutes: number): number | null {
  const isOpen = clock.part === null && !clock.isExact && minutes < dayMinutes / 2;
  return isOpen ? minutes + dayMinutes / 2 : null;
}
