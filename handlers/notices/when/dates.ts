/** Dates by number: `20/12`, `20-22/12/2026`, `ngày 5 tháng 1 năm 2027`, `mùng 5`. */
import { addMonths } from '../../programme/days.ts';
import { type DayReading, type DayRule, type Groups, softTrouble, trouble } from './day-found.ts';
import { numberOf, phrase } from './plain.ts';
import { showDate } from './show.ts';
import { countedThings, datedPlaces } from './time-words.ts';
import { calendarDay, daysBetween, partsOf } from './wall.ts';

/** A date without its year is the next such date, unless that is further off than this: then the last one was meant. */
const MOST_AHEAD = 335;
/** Beyond two years a slip of the finger is likelier than a plan. */
const SURE_AHEAD = 731;
const LAST_YEAR = 2100;

const NO_COUNT = `(?!_(?:${countedThings}|%)(?![\\p{L}\\p{M}]))`;
const AFTER = '(?![/.:-]\\d)(?!/)';
const TO = '_(?:-|–|—|den(?: het)?|toi|tới|va)_(?:ngay )?';
const BY_HOUR = '(?!_(?:h|g|gio|:)(?![\\p{L}\\p{M}]))';
const DATE_WORD = '(?<named>ngay|mung|mong|hom|bua)';
const YEAR = '(?<year>\\d{4}|\\d{2})';
const FULL_YEAR = '(?:(?:_/_| nam | )(?<year>\\d{4}))?';
/** `thứ 7 đến 20/12` does not begin on a seventh. */
const NO_WEEKDAY = '(?<!(?:thu|th) )';
const NO_PLACE = `(?<!(?:${datedPlaces}) )`;
const LUNAR = 'am lich|am|al';

const lunar =
  'Tôi chỉ ghi được ngày dương lịch. Bạn xem lịch rồi ghi ngày dương lịch giúp tôi, ví dụ **20/12** hoặc **8h sáng 20/12**.';

const readLunar = (): DayReading => trouble(lunar);

/** With its accent, or a year, `tháng sáu` is June; else it is taken for the next month. */
export function saysSix(typed: string, start: number, end: number): boolean {
  return /sáu|\d{4}/iu.test(typed.slice(start, end));
}

/** In order: the longer form of a date before the shorter one that stands in it. */
export const dateRules: readonly DayRule[] = [
  { pattern: phrase(`\\d{1,2}/\\d{1,2}(?:/\\d{4})?_\\(?(?:${LUNAR})\\)?`), read: readLunar },
  { pattern: phrase(`(?:ngay |mung |mong )?\\d{1,2} thang \\d{1,2} (?:${LUNAR})`), read: readLunar },
  {
    pattern: phrase('(?:ngay )?ram(?: thang (?:\\d{1,2}|gieng|chap|#))?|(?:mung |mong )?# tet|am lich|giao thua'),
    read: () => softTrouble(lunar),
  },
  {
    pattern: phrase('tet'),
    read: () => softTrouble(lunar),
    // `Hội chợ Tết, 20/12`: beside a written date it is the name of the occasion.
    accept: (typed) => !/\d\s?[/-]\s?\d|\d\s+th(?:á|a)ng\s+\d/iu.test(typed),
  },
  { pattern: phrase('(?:(?:mung |mong |ngay )?\\d{1,2} )?thang (?:gieng|chap)'), read: () => softTrouble(lunar) },
  { pattern: phrase('(?<year>\\d{4})-(?<month>\\d\\d)-(?<date>\\d\\d)'), read: readDate },
  {
    pattern: phrase(
      `${NO_WEEKDAY}(?:ngay )?(?<first>\\d{1,2})(?:/(?<firstMonth>\\d{1,2}))?(?:/(?<firstYear>\\d{4}))?${TO}(?<date>\\d{1,2})/(?<month>\\d{1,2})(?:/${YEAR})?${AFTER}${NO_COUNT}`,
    ),
    read: readDates,
  },
  {
    pattern: phrase(
      `${NO_WEEKDAY}(?:ngay )?(?<first>\\d{1,2})${TO}(?<date>\\d{1,2}) thang (?<month>\\d{1,2})${FULL_YEAR}`,
    ),
    read: readDates,
  },
  { pattern: phrase('(?:ngay )?(?<date>\\d{1,2})/(?<month>\\d{1,2}) (?:nam )?(?<year>20\\d{2})'), read: readDate },
  { pattern: phrase(`(?:ngay )?(?<date>\\d{1,2})_/_(?<month>\\d{1,2})_/_${YEAR}${AFTER}`), read: readDate },
  {
    pattern: phrase(`ngay (?<first>\\d{1,2}),_(?<date>\\d{1,2})/(?<month>\\d{1,2})(?:/${YEAR})?${AFTER}`),
    read: readDates,
  },
  {
    pattern: phrase(`(?:ngay )?(?<date>\\d{1,2})([-.])(?<month>\\d{1,2})\\2(?<year>\\d{4}|2\\d(?!\\d))`),
    read: readDate,
  },
  { pattern: phrase(`${DATE_WORD} (?<date>\\d{1,2})[-./](?<month>\\d{1,2})${AFTER}`), read: readDate },
  { pattern: phrase(`${NO_PLACE}(?<date>\\d{1,2})/(?<month>\\d{1,2})${AFTER}${NO_COUNT}`), read: readDate },
  {
    pattern: phrase(
      `${NO_PLACE}(?:${DATE_WORD} )?(?<date>\\d{1,2}) (?:thang|thg) (?!sau(?!\\p{L}))(?<month>\\d{1,2}|#)${FULL_YEAR}${AFTER}`,
    ),
    read: readDate,
  },
  {
    pattern: phrase(`${NO_PLACE}(?:${DATE_WORD} )?(?<date>\\d{1,2}) (?:thang|thg) sau${FULL_YEAR}`),
    read: (groups, from) => readDate({ ...groups, month: 'sau' }, from),
    accept: saysSix,
  },
  { pattern: phrase(`(?:${DATE_WORD} )?(?<date>\\d{1,2}) thang (?<which>nay|sau|toi|tới)`), read: readOfMonth },
  { pattern: phrase(`(?:tu )?ngay (?<first>\\d{1,2})${TO}(?<date>\\d{1,2})${BY_HOUR}`), read: readDates },
  {
    pattern: phrase(`${DATE_WORD} (?<date>\\d{1,2})${BY_HOUR}(?! (?:buoi|lan|tieng|nguoi|ca|cong)(?!\\p{L}))${AFTER}`),
    read: readDate,
  },
];

/** A date as said. A date without month or year is the next such date that has not passed. */
function readDate(groups: Groups, from: string): DayReading {
  const date = Number(groups.date);
  // A day called `mùng` is often one of the lunar calendar, so it is shown before it is taken.
  const mark = groups.named === 'mung' || groups.named === 'mong' ? { vague: true as const } : {};
  const found =
    groups.month === undefined
      ? nextOfAnyMonth(date, from)
      : groups.year === undefined
        ? nextOfYears(date, numberOf(groups.month), from)
        : exactly(date, numberOf(groups.month), fullYear(groups.year), from);
  return found.kind === 'day' ? { ...found, ...mark } : found;
}

function readDates(groups: Groups, from: string): DayReading {
  const { month, year } = groups;
  const ofMonth = { month: groups.firstMonth ?? month, year: groups.firstYear ?? year };
  const first = readDate({ date: groups.first, ...ofMonth }, from);
  if (first.kind === 'trouble') return first;
  const last = readDate({ date: groups.date, month, year }, first.day);
  if (last.kind === 'trouble') return last;
  if (daysBetween(first.day, last.day) > MOST_AHEAD / 2 || last.day < first.day) {
    return trouble('Ngày kết thúc phải sau ngày bắt đầu. Bạn ghi lại cả hai ngày giúp tôi, ví dụ **20-22/12**.');
  }
  return last.day === first.day ? first : { ...first, last: last.day };
}

function readOfMonth(groups: Groups, from: string): DayReading {
  const [year, month] = partsOf(addMonths(`${from.slice(0, 7)}-01`, groups.which === 'nay' ? 0 : 1));
  const found = exactly(Number(groups.date), month, year, from);
  // `tháng sau` looks like `tháng sáu` where accents are missing, so it is shown before it is taken.
  return found.kind === 'day' && groups.which === 'sau' ? { ...found, vague: true } : found;
}

function exactly(date: number, month: number, year: number, from: string): DayReading {
  const day = calendarDay(year, month, date);
  if (!day) return impossible(date, month);
  if (year > LAST_YEAR)
    return trouble('Năm này xa quá. Bạn xem lại năm, rồi ghi đủ ngày giúp tôi, ví dụ **20/12/2026**.');
  if (day < from) {
    return softTrouble(`Ngày ${showDate(day)} đã qua rồi. Bạn ghi một ngày sắp tới, ví dụ **8h sáng thứ 5 tuần sau**.`);
  }
  return { kind: 'day', day, ...(daysBetween(from, day) > SURE_AHEAD && { vague: true }) };
}

function nextOfYears(date: number, month: number, from: string): DayReading {
  const [year] = partsOf(from);
  // Eight years hold a 29 February even around a year such as 2100.
  const days = Array.from({ length: 9 }, (_, ahead) => calendarDay(year + ahead, month, date));
  const day = days.find((one) => one !== null && one >= from);
  if (!day) return impossible(date, month);
  if (daysBetween(from, day) <= MOST_AHEAD) return { kind: 'day', day };
  const full = showDate(day);
  if (date === 29 && month === 2) {
    return trouble(
      `Ngày 29/02 gần nhất là ${full}. Nếu đúng, bạn ghi đủ năm: **${full}**; nếu không, bạn ghi ngày khác.`,
      [day],
    );
  }
  const short = full.slice(0, 5);
  return softTrouble(
    `Ngày ${short} vừa qua rồi, lần tới là ${full}. Nếu đúng, bạn ghi đủ năm: **${full}**; nếu không, bạn ghi ngày khác.`,
    [day],
  );
}

function nextOfAnyMonth(date: number, from: string): DayReading {
  const [year, month] = partsOf(from);
  const days = Array.from({ length: 4 }, (_, ahead) => {
    const [ofYear, ofMonth] = partsOf(addMonths(calendarDay(year, month, 1) ?? from, ahead));
    return calendarDay(ofYear, ofMonth, date);
  });
  const day = days.find((one) => one !== null && one >= from);
  return day ? { kind: 'day', day } : impossible(date, null);
}

function impossible(date: number, month: number | null): DayReading {
  const said = month === null ? `ngày ${date}` : `ngày ${date}/${month}`;
  return trouble(`Lịch không có ${said}. Bạn xem lại rồi ghi ngày trước, tháng sau, ví dụ **20/12/2026**.`);
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}
