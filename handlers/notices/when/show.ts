/** Days and times as notices show them: in full, so that nobody has to count. */
import { localDay } from '../../programme/days.ts';
import { weekdayNames } from './time-words.ts';
import { lastMinute, minuteOf, weekdayOf } from './wall.ts';

/** `14:30 thứ Năm, ngày 03/12/2026` */
export function showMoment(at: Date): string {
  return `${showTime(at)} ${showDay(at)}`;
}

/** `14:30 03/12/2026` */
export function showShort(at: Date): string {
  return `${showTime(at)} ${showDate(localDay(at))}`;
}

/** `thứ Năm, ngày 03/12/2026` */
export function showDay(at: Date): string {
  const day = localDay(at);
  return `${weekdayNames[weekdayOf(day)] ?? ''}, ngày ${showDate(day)}`;
}

/** `08:00–11:30 thứ Năm, ngày 03/12/2026`; over several days both ends in full. An end at 23:59 is the whole day. */
export function showRange(start: Date, end: Date): string {
  const isOneDay = localDay(start) === localDay(end);
  const isWhole = minuteOf(end) === lastMinute;
  if (isWhole && minuteOf(start) === 0) {
    return isOneDay ? `cả ngày ${showDay(start)}` : `${showDay(start)} đến hết ${showDay(end)}`;
  }
  if (isOneDay) return `${showTime(start)}–${showTime(end)} ${showDay(start)}`;
  return `${showMoment(start)} đến ${isWhole ? `hết ${showDay(end)}` : showMoment(end)}`;
}

/** `14:30` */
export function showTime(at: Date): string {
  const minutes = minuteOf(at);
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** `03/12/2026` of `2026-12-03`. */
export function showDate(day: string): string {
  return day.split('-').reverse().join('/');
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
