/** Finds every phrase of a text that says a day, a time or a length of time, each with its place. */
import type { Clock } from './clock.ts';
import { clockRules, partOf, partRule } from './clock.ts';
import { dateRules } from './dates.ts';
import type { DayFound, DayTrouble, Groups } from './day-found.ts';
import { numberOf, type Plain, phrase } from './plain.ts';
import { saidDayRules } from './said-days.ts';
import type { DayPart } from './time-words.ts';

export type Said =
  | { is: 'day'; found: DayFound }
  | { is: 'clock'; clock: Clock }
  | { is: 'part'; part: DayPart }
  /** so many minutes from now */
  | { is: 'ahead'; minutes: number }
  /** how long it takes */
  | { is: 'minutes'; minutes: number }
  | { is: 'days'; days: number }
  | { is: 'trouble'; trouble: DayTrouble };

export interface Mention {
  start: number;
  end: number;
  said: Said;
}

interface Rule {
  pattern: RegExp;
  read: (groups: Groups) => Said;
  accept?: ((typed: string, start: number, end: number) => boolean) | undefined;
}

const BLANK = '\u0001';
const ACCENT = /[^\0-\x7f]/u;
const HOURS =
  '(?<count>\\d{1,3}(?:[.,]5)?|#|nua)_(?<unit>tieng|gio|phut|h)(?: dong ho)?(?: (?<ruoi>ruoi))?(?:_(?<more>\\d{1,2})_(?:phut|p))?';
/** What may stand between a part of the day and the day or time that it belongs to. */
const BESIDE = /^[\s,(]*(?:(?:ngay|vao|luc|khoang|hom|cua|hoi)[\s:]*)*$/u;
const ALONE = /^[\s\p{P}]*(?:(?:vao|khoang|hoi|luc)\s*)*$/u;

const aheadRules: readonly Rule[] = [
  {
    pattern: phrase(`(?:sau |trong |khoang |con )?${HOURS} nua`),
    read: (groups) => ({ is: 'ahead', minutes: minutes(groups) }),
  },
  {
    pattern: phrase(`sau ${HOURS.replace('|h)', ')')}`),
    read: (groups) => ({ is: 'ahead', minutes: minutes(groups) }),
  },
];

const lengthRules: readonly Rule[] = [
  { pattern: phrase('(?:trong )?ca ngay|nguyen ngay'), read: () => ({ is: 'days', days: 1 }) },
  {
    pattern: phrase(`(?:trong(?: vong)?|keo dai|thoi luong)[:]?_(?:khoang )?${HOURS}`),
    read: (groups) => ({ is: 'minutes', minutes: minutes(groups) }),
  },
  {
    pattern: phrase(`(?:khoang )?${HOURS.replace('|gio|phut|h)', ')')}`),
    read: (groups) => ({ is: 'minutes', minutes: minutes(groups) }),
  },
  {
    pattern: phrase('(?:trong(?: vong)?|keo dai|dien ra) (?<count>#) ngay'),
    read: ({ count = '1' }) => ({ is: 'days', days: numberOf(count) }),
  },
];

/**
 * The mentions in the order of the text. `from`: the day that days without a year come after; `today`: the day that
 * `mai` and `3 ngày nữa` count from.
 */
export function findMentions({ typed, plain }: Plain, from: string, today: string): Mention[] {
  const days = [...dateRules, ...saidDayRules].map(({ pattern, accept, read }): Rule => {
    const readDay = (groups: Groups): Said => {
      const found = read(groups, from, today);
      return found.kind === 'day' ? { is: 'day', found } : { is: 'trouble', trouble: found };
    };
    return { pattern, accept, read: readDay };
  });
  const clocks = clockRules.map(({ pattern, accept, read }): Rule => {
    const readTime = (groups: Groups): Said => {
      const found = read(groups);
      return 'kind' in found ? { is: 'trouble', trouble: found } : { is: 'clock', clock: found };
    };
    return { pattern, accept, read: readTime };
  });
  const parts: Rule[] = [{ pattern: partRule, read: ({ part = '' }) => ({ is: 'part', part: partOf(part) }) }];
  const found: Mention[] = [];
  let left = plain;
  for (const { pattern, accept, read } of [...aheadRules, ...days, ...lengthRules, ...clocks, ...parts]) {
    for (const match of left.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (accept && !accept(typed, start, end)) continue;
      found.push({ start, end, said: read(match.groups ?? {}) });
      left = left.slice(0, start) + BLANK.repeat(end - start) + left.slice(end);
    }
  }
  found.sort((one, other) => one.start - other.start);
  return found.filter(
    (one, index) => one.said.is !== 'part' || isTime(one, found[index - 1], found[index + 1], typed, plain),
  );
}

/** `sang`, `chiều`, `tới` are also other words: a part of the day counts only beside a day or time, or as the whole text. */
function isTime(
  { start, end }: Mention,
  before: Mention | undefined,
  after: Mention | undefined,
  typed: string,
  plain: string,
): boolean {
  if (ACCENT.test(typed) && !ACCENT.test(typed.slice(start, end))) return false;
  const isAfter = before !== undefined && BESIDE.test(plain.slice(before.end, start));
  const isBefore = after !== undefined && BESIDE.test(plain.slice(end, after.start));
  // "8h toi 11h", "thu 2 toi thu 4": between two of a kind it is `tới` without its accent.
  if (isAfter && isBefore && before.said.is === after.said.is && plain.slice(start, end) === 'toi') return false;
  if (isAfter || isBefore) return true;
  return ALONE.test(plain.slice(0, start)) && /^[\s\p{P}]*$/u.test(plain.slice(end));
}

function minutes({ count = '1', unit, ruoi, more }: Groups): number {
  const number = count === 'nua' ? 0.5 : /[.,]/u.test(count) ? Number(count.replace(',', '.')) : numberOf(count);
  const whole = number + (ruoi === undefined ? 0 : 0.5);
  return Math.round(unit === 'phut' ? whole : whole * 60) + Number(more ?? 0);
}
