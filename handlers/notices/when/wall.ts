/** Clock and calendar in Việt Nam, which has kept +07:00 without summer time since 1975. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Minutes of a whole day. */
export const dayMinutes = 1440;
/** The last minute of a day: an end of 23:59 means that the whole day belongs to it. */
export const lastMinute = dayMinutes - 1;

/** The instant at so many minutes after midnight of a day such as 2026-12-20. */
export function instantOf(day: string, minutes: number): Date {
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + minutes * MINUTE_MS);
}

/** Minutes since midnight in Việt Nam. */
export function minuteOf(at: Date): number {
  const minutes = Math.floor(at.getTime() / MINUTE_MS) + 7 * 60;
  return ((minutes % dayMinutes) + dayMinutes) % dayMinutes;
}

/** 0 is Sunday, as everywhere in JavaScript. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The day as `2026-12-20`; null where the calendar has none, such as 31 February. */
export function calendarDay(year: number, month: number, date: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.toISOString().slice(0, 10) : null;
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / DAY_MS);
}

/** `[2026, 12, 20]` */
export function partsOf(day: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}
