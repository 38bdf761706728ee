/** Days as ISO dates (`2027-04-30`), as they are counted in Việt Nam. */

const DAY_MS = 86_400_000;
/** +07:00 without summer time since 1975; the platform's own calendar takes ten times as long. */
const AHEAD_MS = 7 * 3_600_000;

/** The day that it is in Việt Nam at this moment. */
export function localDay(now: Date): string {
  return new Date(now.getTime() + AHEAD_MS).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(timeOf(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of a later month, or that month's last day where it has no such day. */
export function addMonths(day: string, count: number): string {
  const start = new Date(timeOf(day));
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(start.getUTCDate(), last))).toISOString().slice(0, 10);
}

/**
 * The working day so many working days later (earlier when negative); the day itself does not count. Saturdays and Sundays
 * are left out. Public holidays are not known here (Tết and Giỗ Tổ move, days off are swapped by decree), so a span over
 * one of them truly ends later: say so where a person plans by it.
 */
export function addWorkingDays(day: string, count: number): string {
  const step = Math.sign(count);
  let found = day;
  for (let left = Math.abs(count); left > 0; ) {
    found = addDays(found, step);
    if (isWorkingDay(found)) left -= 1;
  }
  return found;
}

/** Monday to Friday. */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(timeOf(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

function timeOf(day: string): number {
  const time = /^\d{4}-\d\d-\d\d$/u.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new RangeError(`"${day}" is no day such as 2027-04-30`);
  return time;
}
