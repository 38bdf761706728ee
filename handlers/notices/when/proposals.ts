/**
 * The day that is proposed for words that name none: `cuối tháng`, `đầu tuần sau`, `tháng 12`. Always a working day, but
 * for a weekend, and never one of the holidays with a fixed date; a proposal is shown before it is taken.
 */
import { addDays, addMonths, isWorkingDay } from '../../programme/days.ts';
import { fixedHolidays } from './time-words.ts';
import { weekdayOf } from './wall.ts';

export type Stretch = 'dau' | 'giua' | 'cuoi';

/** Monday of the week of a day; weeks run from Monday to Sunday. */
export function mondayOf(day: string): string {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** Of the week that begins with this Monday: Monday, Wednesday, or Saturday for its end. */
export function inWeek(monday: string, stretch: Stretch): string {
  return addDays(monday, { dau: 0, giua: 2, cuoi: 5 }[stretch]);
}

/** `cuối tuần` without a week: the coming Saturday; on a Saturday it is Sunday. */
export function comingWeekend(today: string): string {
  const weekday = weekdayOf(today);
  return addDays(today, weekday === 6 ? 1 : 6 - weekday);
}

/** Of the month of a day: its first working day, the first from the 15th, or its last. */
export function inMonth(month: string, stretch: Stretch): string {
  const first = `${month.slice(0, 7)}-01`;
  if (stretch === 'cuoi') return office(addDays(addMonths(first, 1), -1), -1);
  return office(stretch === 'dau' ? first : addDays(first, 14), 1);
}

function office(day: string, step: 1 | -1): string {
  let found = day;
  while (!isWorkingDay(found) || fixedHolidays.has(found.slice(5))) found = addDays(found, step);
  return found;
}
