/** When people are reminded of what they signed up for. Pure. */
import { isQuiet, nextLoud, type QuietHours } from '../../bot/quiet-hours.ts';
import type { RemindHours } from '../programme/profile-schema.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The reminders, the earliest first, by the names of what is kept of them. */
const names = ['day', 'hours'] as const;
export type ReminderName = (typeof names)[number];

/** One that cannot wait for the morning goes so long before the evening's quiet begins. */
const beforeQuietMs = 30 * minuteMs;

/** Notices that start later than this from now have no reminder due: before a night's quiet it comes earlier. */
export function longestAheadMs([first]: RemindHours): number {
  return first * hourMs + dayMs;
}

export interface ReminderTime {
  name: ReminderName;
  at: Date;
  /** Useless from then on: the next reminder is due, or it has begun. */
  until: Date;
}

/** The reminders of something that starts then; one whose use would end before it began is left out. */
export function reminderTimes(startsAt: Date, quietHours: QuietHours, hoursBefore: RemindHours): ReminderTime[] {
  const times = names.map((name, index) => ({
    name,
    at: whenLoud(new Date(startsAt.getTime() - (hoursBefore[index] ?? 0) * hourMs), startsAt, quietHours),
  }));
  return times.flatMap(({ name, at }, index) => {
    const until = times[index + 1]?.at ?? startsAt;
    return at < until ? [{ name, at, until }] : [];
  });
}

/** The moment itself, else the end of the quiet hours that it lies in, else before they begin. */
function whenLoud(due: Date, startsAt: Date, hours: QuietHours): Date {
  if (hours === null || !isQuiet(hours, due)) return due;
  const morning = nextLoud(hours, due);
  if (morning < startsAt) return morning;
  const lastsMs = ((((hours.until - hours.from) * minuteMs) % dayMs) + dayMs) % dayMs;
  return new Date(morning.getTime() - lastsMs - beforeQuietMs);
}
