/** What has changed of time, place and seats, in words: `Thời gian cũ … → mới …`. */
import type { Notice } from '../notice.ts';
import { showMoment, showRange } from '../when/show.ts';

type Set = Pick<Notice, 'kind' | 'startsAt' | 'endsAt' | 'place' | 'seats'>;

/** Empty when all is as before. */
export function changesInWords(before: Set, after: Set): string[] {
  const timeName = before.kind === 'deadline' ? 'Hạn' : 'Thời gian';
  return [
    changed(timeName, timeOf(before), timeOf(after)),
    changed('Địa điểm', before.place ?? 'chưa rõ', after.place ?? 'chưa rõ'),
    changed('Số chỗ', seatsOf(before), seatsOf(after)),
  ].filter((line) => line !== null);
}

function changed(name: string, before: string, after: string): string | null {
  return before === after ? null : `${name} cũ: ${before} → mới: **${after}**`;
}

function timeOf({ startsAt, endsAt }: Set): string {
  if (!startsAt) return 'chưa rõ';
  return endsAt ? showRange(startsAt, endsAt) : showMoment(startsAt);
}

function seatsOf({ seats }: Set): string {
  return seats === null ? 'không giới hạn' : String(seats);
}
