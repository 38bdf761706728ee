import { localDay } from '../../programme/days.ts';
import { findMentions } from './mentions.ts';
import { plainOf } from './plain.ts';
import { restOf } from './rest.ts';

/** A line without the days and times that it states, however many; vague ones (`cuối năm`) and past ones stay. */
export function withoutTimes(line: string, now: Date): string {
  const plain = plainOf(line);
  const today = localDay(now);
  const stated = findMentions(plain, today, today).filter(
    ({ said }) => said.is !== 'trouble' && !(said.is === 'day' && said.found.vague),
  );
  return stated.length > 0 ? restOf(plain, stated) : line;
}
