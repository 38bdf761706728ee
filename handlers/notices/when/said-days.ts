/** Days by name or by distance: `mai`, `thứ 5 tuần sau`, `cuối tháng`, `3 ngày nữa`. */
import { addDays, addMonths } from '../../programme/days.ts';
import { saysSix } from './dates.ts';
import { type DayReading, type DayRule, type Groups, softTrouble, trouble } from './day-found.ts';
import { numberOf, phrase } from './plain.ts';
import { comingWeekend, inMonth, inWeek, mondayOf, type Stretch } from './proposals.ts';
import { showDate } from './show.ts';
import { countedThings, orderedThings } from './time-words.ts';
import { partsOf, weekdayOf } from './wall.ts';

const PART = '(?:sang|trua|chieu|toi|tối|dem|khuya|som)';
const NEXT = '(?:sau|toi|tới)';
const WEEK = `sau nua|${NEXT}|nay`;
const MONTH = '(?<month>\\d{1,2}|#)(?!_(?:h|g|gio|:))(?:(?:_/_| nam )(?<year>\\d{4}))?';
const NUMBER_NEXT = `(?! \\d{4})(?!_(?:${countedThings}|%)(?!\\p{L}))`;
const WEEKDAY = `(?:(?:thu|th|t)_\\.?_(?<number>[2-7])${NUMBER_NEXT}|thu (?<name>hai|ba|tu|bon|nam|sau|bay)${NUMBER_NEXT}|(?<sunday>(?:chu|chua) nhat|cn|c\\.?nhat))`;
/** After a weekday `toi` may also lead to the other end of a range, of which a date is blanked out by then. */
const NOT_TO = '(?! (?:thu|t_[2-7]|chu|cn|ngay|het)(?!\\p{L}))(?!_\\u0001)';
const NOT_ORDINAL = `(?<!(?:${orderedThings})\\s)(?<!(?:cum|khu|nganh)\\s(?=cn))`;

const BEFORE_DAY = `^\\s{0,5}|(?:\\dh|\\dh\\d\\d|gio|vao|ngay|hom|${PART})\\s{1,3}`;

const noSuchWeekday =
  'Một tuần chỉ có thứ 2 đến thứ 7 và Chủ nhật. Bạn ghi lại ngày giúp tôi, ví dụ **thứ 5 tuần sau** hoặc **20/12**.';
const noSuchMonth = 'Một năm chỉ có 12 tháng. Bạn ghi lại ngày giúp tôi, ví dụ **20/12**.';
const past = 'Thời gian này đã qua rồi. Bạn ghi một ngày sắp tới, ví dụ **8h sáng thứ 5 tuần sau** hoặc **20/12**.';

/** `mai` may be a person's name or a part of a place's: then it has a capital letter beside others. */
function isNoName(typed: string, start: number, end: number): boolean {
  const word = typed.slice(start, end);
  if (!/^Mai/u.test(word)) return true;
  return !/[\p{L}\p{N}]\s+$/u.test(typed.slice(0, start)) && !/^\s+\p{Lu}\p{Ll}/u.test(typed.slice(end));
}

/** In order, and after those of dates by number. */
export const saidDayRules: readonly DayRule[] = [
  {
    pattern: phrase(
      `(?:hom|bua|ngay) (?:qua|truoc)|(?:hom|bua) kia|${PART} qua|(?:tuan|thang) (?:truoc|roi|vua roi|vua qua|qua)|nam ngoai|(?:thu|t)_[2-7] (?:tuan )?(?:truoc|roi|vua roi|vua qua)|(?:chu nhat|cn) (?:tuan )?(?:truoc|roi|vua roi|vua qua)|# (?:ngay|tuan|thang|tieng|phut) truoc`,
    ),
    read: () => softTrouble(past),
  },
  {
    pattern: phrase(
      `${NOT_ORDINAL}${WEEKDAY} (?<place>dau|cuoi)(?: tien| cung)?(?: (?:cua|trong))? thang (?:(?<which>${NEXT}|nay)(?!\\p{L})|${MONTH})`,
    ),
    read: readWeekdayOfMonth,
  },
  {
    pattern: phrase(
      `${NOT_ORDINAL}(?:tuan (?<before>${WEEK}),?_(?:vao )?)?${WEEKDAY}(?:,? (?:cua )?tuan (?<week>${WEEK})| (?<such>nay|(?:toi|tới)${NOT_TO}|sau))?`,
    ),
    read: readWeekday,
  },
  ...['(?:thu|th|t)_\\.?_@ (?:tuan|nay|toi|tới|sau)', `(?<=${BEFORE_DAY})thu @${NUMBER_NEXT}`].map((pattern) => ({
    pattern: phrase(`${NOT_ORDINAL}${pattern.replace('@', '(?:[0189]|[1-9]\\d)')}`),
    read: () => trouble(noSuchWeekday),
  })),
  {
    pattern: phrase(`(?:sau |trong |khoang )?(?<count>#|nua) (?<unit>ngay|hom|bua|tuan|thang) (?:nua|toi(?! \\d)|tới)`),
    read: readDistance,
  },
  { pattern: phrase('(?<unit>tuan|thang) nua'), read: readDistance },
  { pattern: phrase('sau (?<count>\\d{1,3}) (?<unit>ngay|hom|tuan|thang)'), read: readDistance },
  { pattern: phrase(`(?:(?<stretch>dau|giua|cuoi) )?tuan (?<which>${WEEK})`), read: readWeek },
  { pattern: phrase('(?<stretch>dau|giua|cuoi) tuan'), read: readWeek },
  {
    pattern: phrase('(?:(?<stretch>dau|giua|cuoi|het) )?thang sau(?:(?:_/_| nam )(?<year>\\d{4}))?'),
    read: (groups, from) => readMonth({ ...groups, month: 'sau' }, from),
    accept: saysSix,
  },
  { pattern: phrase(`(?:(?<stretch>dau|giua|cuoi|het) )?thang (?<which>${NEXT}|nay)`), read: readMonth },
  { pattern: phrase(`(?:(?<stretch>dau|giua|cuoi|het) )?thang ${MONTH}`), read: readMonth },
  { pattern: phrase('het thang'), read: (_, from) => readMonth({ stretch: 'het', which: 'nay' }, from) },
  { pattern: phrase('(?:(?<stretch>dau|giua|cuoi) )?(?<month>\\d{1,2})/(?<year>\\d{4})'), read: readMonth },
  { pattern: phrase('(?<stretch>dau|giua|cuoi) thang'), read: readMonth },
  {
    pattern: phrase('het nam(?: nay| (?<year>\\d{4}))?'),
    read: ({ year }, from) => readEndOfMonth({ month: '12', year }, from),
  },
  {
    pattern: phrase(`(?<!thang\\s)(?<stretch>dau|giua|cuoi) nam(?: (?:(?<year>\\d{4})|(?<which>${NEXT}|nay)))?`),
    read: readYear,
  },
  { pattern: phrase('(?:ngay )?(?:hom|bua) nay|hnay|h\\.nay'), read: (_, __, today) => ({ kind: 'day', day: today }) },
  {
    pattern: phrase(`(?<=${PART}\\s)nay|(?<=^\\s{0,5})nay(?= (?:luc )?\\d)`),
    read: (_, __, today) => ({ kind: 'day', day: today }),
  },
  {
    pattern: phrase(
      '(?:ngay |bua )?(?<!(?:thuong|khuyen|chi|cay|bach|hoang|ruou|thi)\\s)mai(?! (?:mot|mốt|sau|nay)(?!\\p{L}))',
    ),
    read: (_, __, today) => ({ kind: 'day', day: addDays(today, 1) }),
    accept: isNoName,
  },
  {
    pattern: phrase(
      `(?<!mai\\s)mốt|(?:ngay|bua) mot|(?<=^\\s{0,5})mot(?=\\s*$| (?:luc )?\\d{1,2}_(?:h|g|:))|(?<=${PART}\\s)mot(?! (?:so|vai|ngay|buoi|nguoi))|ngay kia|(?<=${PART}\\s)kia`,
    ),
    read: (_, __, today) => ({ kind: 'day', day: addDays(today, 2) }),
  },
  { pattern: phrase('(?:hom|ngay) sau'), read: (_, from) => ({ kind: 'day', day: addDays(from, 1), vague: true }) },
];

/** `thứ hai đầu tháng 12`: the first Monday in December. */
function readWeekdayOfMonth(groups: Groups, from: string): DayReading {
  const weekday = weekdayIn(groups);
  const [thisYear, thisMonth] = partsOf(from);
  const month = groups.month === undefined ? null : numberOf(groups.month);
  if (month !== null && (month < 1 || month > 12)) return trouble(noSuchMonth);
  const year =
    groups.year === undefined ? thisYear + (month !== null && month < thisMonth ? 1 : 0) : Number(groups.year);
  const first =
    month === null
      ? addMonths(`${from.slice(0, 7)}-01`, groups.which === 'nay' ? 0 : 1)
      : `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const day =
    groups.place === 'dau'
      ? addDays(first, (weekday - weekdayOf(first) + 7) % 7)
      : addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  return day < from ? softTrouble(past) : { kind: 'day', day };
}

function weekdayIn({ sunday, number, name }: Groups): number {
  return sunday !== undefined ? 0 : numberOf(number ?? name ?? '') - 1;
}

function readWeekday(groups: Groups, from: string): DayReading {
  const weekday = weekdayIn(groups);
  const week = groups.week ?? groups.before;
  if (week === undefined) {
    const day = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
    const said = { kind: 'day', day, later: addDays(day, 7), weekday } as const;
    // "Thứ 5 sau" is the coming one to some and next week's to others.
    if (groups.such === 'sau') return { ...said, ...readOf(addDays(mondayOf(from), 7), weekday), vague: true };
    return said;
  }
  const day = readOf(weekSaid(week, from), weekday).day;
  return day < from
    ? trouble(`Ngày đó của tuần này đã qua rồi (${showDate(day)}). Bạn ghi ngày sắp tới, ví dụ **thứ 5 tuần sau**.`, [
        addDays(day, 7),
      ])
    : { kind: 'day', day, ofWeek: weekSaid(week, from) };
}

/** A day of the week that begins with this Monday, which is the week in which a Sunday is the last. */
export function readOf(monday: string, weekday: number): { kind: 'day'; day: string } {
  return { kind: 'day', day: addDays(monday, (weekday + 6) % 7) };
}

function weekSaid(which: string | undefined, from: string): string {
  if (which === 'nay' || which === undefined) return mondayOf(from);
  return addDays(mondayOf(from), /nua/u.test(which) ? 14 : 7);
}

function readDistance(groups: Groups, _: string, today: string): DayReading {
  const { count = 'mot', unit } = groups;
  if (count === 'nua') {
    if (unit === 'thang') return { kind: 'day', day: addDays(today, 15), vague: true };
    return trouble('Bạn ghi giờ cụ thể giúp tôi, ví dụ **14h hôm nay**.');
  }
  const number = numberOf(count);
  if (unit === 'tuan') return { kind: 'day', day: addDays(today, number * 7) };
  return { kind: 'day', day: unit === 'thang' ? addMonths(today, number) : addDays(today, number) };
}

function readWeek(groups: Groups, from: string): DayReading {
  const stretch = stretchOf(groups);
  const monday = weekSaid(groups.which, from);
  if (groups.which === undefined || (groups.which === 'nay' && stretch === 'cuoi')) {
    if (stretch === 'cuoi') return { kind: 'day', day: comingWeekend(from), vague: true };
    const day = inWeek(monday, stretch ?? 'dau');
    return { kind: 'day', day: day > from ? day : addDays(day, 7), vague: true };
  }
  if (groups.which !== 'nay') {
    return { kind: 'day', day: inWeek(monday, stretch ?? 'dau'), vague: true, ...(!stretch && { week: monday }) };
  }
  const friday = addDays(monday, 4);
  const day = stretch ? inWeek(monday, stretch) : friday < from ? from : friday;
  return day < from ? softTrouble(past) : { kind: 'day', day, vague: true, ...(!stretch && { week: monday }) };
}

function readMonth(groups: Groups, from: string): DayReading {
  const { which, month, year } = groups;
  const first = `${from.slice(0, 7)}-01`;
  if (groups.stretch === 'het') return readEndOfMonth(groups, from);
  if (month !== undefined) return readNamedMonth(numberOf(month), year, stretchOf(groups), from);
  const stretch = stretchOf(groups) ?? (which === 'nay' ? 'cuoi' : 'dau');
  if (which !== undefined && which !== 'nay')
    return { kind: 'day', day: inMonth(addMonths(first, 1), stretch), vague: true };
  const day = inMonth(first, stretch);
  if (day > from) return { kind: 'day', day, vague: true };
  return which === 'nay' ? softTrouble(past) : { kind: 'day', day: inMonth(addMonths(first, 1), stretch), vague: true };
}

/** `hết tháng 12`: its last day, whatever day of the week that is. */
function readEndOfMonth({ which, month, year }: Groups, from: string): DayReading {
  const named = month === undefined ? null : readNamedMonth(numberOf(month), year, 'cuoi', from);
  if (named?.kind === 'trouble') return named;
  const within = named?.day ?? (which === 'nay' ? from : addMonths(`${from.slice(0, 7)}-01`, 1));
  return { kind: 'day', day: addDays(addMonths(`${within.slice(0, 7)}-01`, 1), -1) };
}

/** A month without its year is the coming one; of the running month the end is proposed, where nothing else is said. */
function readNamedMonth(month: number, year: string | undefined, stretch: Stretch | null, from: string): DayReading {
  if (month < 1 || month > 12) return trouble(noSuchMonth);
  const [thisYear, thisMonth] = partsOf(from);
  const ofYear = year === undefined ? thisYear + (month < thisMonth ? 1 : 0) : Number(year);
  if (ofYear > 2100) return trouble('Năm này xa quá. Bạn ghi lại ngày giúp tôi, ví dụ **20/12/2026**.');
  const isRunning = ofYear === thisYear && month === thisMonth;
  const first = `${String(ofYear).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
  const day = inMonth(first, stretch ?? (isRunning ? 'cuoi' : 'dau'));
  return day < from ? softTrouble(past) : { kind: 'day', day, vague: true };
}

function readYear(groups: Groups, from: string): DayReading {
  const stretch = stretchOf(groups) ?? 'dau';
  const [thisYear] = partsOf(from);
  const month = { dau: 1, giua: 6, cuoi: 12 }[stretch];
  const said =
    groups.year !== undefined ? Number(groups.year) : thisYear + (groups.which && groups.which !== 'nay' ? 1 : 0);
  const found = readNamedMonth(month, String(said), stretch, from);
  const isOpen = groups.year === undefined && groups.which === undefined;
  return found.kind === 'trouble' && isOpen ? readNamedMonth(month, String(said + 1), stretch, from) : found;
}

function stretchOf({ stretch }: Groups): Stretch | null {
  return stretch === 'dau' || stretch === 'giua' || stretch === 'cuoi' ? stretch : null;
}
