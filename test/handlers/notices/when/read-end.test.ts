import { describe, expect, it } from 'vitest';
import { readEnd } from '../../../../handlers/notices/when/read-end.ts';

const at = (wall: string): Date => new Date(`${wall}:00+07:00`);
const now = at('2026-11-24T10:00');
const start = at('2026-12-20T08:00'); // Chủ nhật

describe('the end of what begins at 08:00 on 20/12', () => {
  it.each([
    ['11h30', '2026-12-20T11:30'],
    ['11h30 sáng', '2026-12-20T11:30'],
    ['đến 11 giờ', '2026-12-20T11:00'],
    ['3h', '2026-12-20T15:00'],
    ['5h chiều', '2026-12-20T17:00'],
    ['5h chieu', '2026-12-20T17:00'],
    ['trong 2 tiếng', '2026-12-20T10:00'],
    ['2 tiếng rưỡi', '2026-12-20T10:30'],
    ['11 rưỡi', '2026-12-20T11:30'],
    ['90 phút', '2026-12-20T09:30'],
    ['cả ngày', '2026-12-20T23:59'],
    ['hết ngày', '2026-12-20T23:59'],
    ['22/12', '2026-12-22T23:59'],
    ['17h 22/12', '2026-12-22T17:00'],
    ['2/1', '2027-01-02T23:59'],
    ['2 ngày', '2026-12-21T23:59'],
    ['ba ngày', '2026-12-22T23:59'],
    ['1 tuần', '2026-12-26T23:59'],
    ['thứ 3', '2026-12-22T23:59'],
    ['8h-11h', '2026-12-20T11:00'],
  ])('"%s" is %s', (written, end) => {
    expect(readEnd(written, start, now)).toEqual({ kind: 'end', end: at(end), vague: false });
  });

  it.each([
    ['1 buổi', '2026-12-20T11:30'],
    ['nửa ngày', '2026-12-20T11:30'],
    ['cuối ngày', '2026-12-20T17:00'],
    ['7h', '2026-12-20T19:00'],
  ])('"%s" is proposed as %s', (written, end) => {
    expect(readEnd(written, start, now)).toEqual({ kind: 'end', end: at(end), vague: true });
  });

  it.each(['7h sáng', '19/12', '19/12/2026', '25h', '31/2', '8h'.concat(' sáng')])('"%s" cannot be', (written) => {
    expect(readEnd(written, start, now).kind).toBe('question');
  });

  it('asks whether 2 giờ is a time or a length', () => {
    expect(readEnd('2 giờ', start, now)).toMatchObject({
      kind: 'question',
      options: [{ at: at('2026-12-20T10:00') }, { at: at('2026-12-20T14:00') }],
    });
  });

  it('finds none where there is none', () => {
    expect(readEnd('chưa rõ', start, now)).toEqual({ kind: 'none' });
  });
});
