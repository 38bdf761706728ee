/** The hours in which nobody is disturbed unasked: `21:00-06:30`, in Việt Nam's time. */

const dayMs = 24 * 60 * 60_000;
const minuteMs = 60_000;
/** Việt Nam has one time all year. */
const zoneMs = 7 * 60 * minuteMs;

/** Minutes after midnight; null: there are none. */
export type QuietHours = { from: number; until: number } | null;

/** `off`, or two times of day with a hyphen between them; undefined when it is neither. */
export function parseQuietHours(text: string): QuietHours | undefined {
  if (text === 'off') return null;
  const [, begin = '', end = ''] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  const [from, until] = [minutesOf(begin), minutesOf(end)];
  return from === undefined || until === undefined || from === until ? undefined : { from, until };
}

function minutesOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return Number(hours) < 24 && Number(minutes) < 60 ? Number(hours) * 60 + Number(minutes) : undefined;
}

export function isQuiet(hours: QuietHours, at: Date): boolean {
  return leftMs(hours, at) > 0;
}

/** The moment itself when it is not quiet, else the end of the quiet hours that it lies in. */
export function nextLoud(hours: QuietHours, at: Date): Date {
  return new Date(at.getTime() + leftMs(hours, at));
}

/** When the next quiet hours begin after a moment that is loud; null: there are none. */
export function nextQuiet(hours: QuietHours, at: Date): Date | null {
  if (hours === null) return null;
  const ofDay = (at.getTime() + zoneMs) % dayMs;
  return new Date(at.getTime() + ((hours.from * minuteMs - ofDay + dayMs) % dayMs));
}

/** `21:00–06:30` */
export function showQuietHours({ from, until }: NonNullable<QuietHours>): string {
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${time(from)}–${time(until)}`;
}

function leftMs(hours: QuietHours, at: Date): number {
  if (hours === null) return 0;
  const ofDay = (at.getTime() + zoneMs) % dayMs;
  const since = (ofDay - hours.from * minuteMs + dayMs) % dayMs;
  const lasts = ((hours.until - hours.from) * minuteMs + dayMs) % dayMs;
  return since < lasts ? lasts - since : 0;
}
