/** How `/hoso` writes days, words of others and long names. */
import { shownDay } from '../../knowledge/rounds.ts';
import { localDay } from '../programme/days.ts';

/** `24/11/2026`, the day in Việt Nam. */
export function dayOf(at: Date): string {
  return shownDay(localDay(at));
}

/** The ISO day of a column that holds days only. */
export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** At most so many characters, with an ellipsis where something is left out. */
export function shortened(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest
    ? text
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** An officer's words as they were written. */
export function quoted(remark: string, longest = 300): string {
  return `“${shortened(remark.trim(), longest)}”`;
}
