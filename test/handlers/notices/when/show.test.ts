import { expect, it } from 'vitest';
import { showDay, showMoment, showRange } from '../../../../handlers/notices/when/show.ts';

const at = (wall: string): Date => new Date(`${wall}:00+07:00`);

it('shows moments and days in full', () => {
  expect(showMoment(at('2026-12-03T14:30'))).toBe('14:30 thứ Năm, ngày 03/12/2026');
  expect(showMoment(at('2026-12-06T00:00'))).toBe('00:00 Chủ nhật, ngày 06/12/2026');
  expect(showDay(at('2026-12-03T23:59'))).toBe('thứ Năm, ngày 03/12/2026');
});

it.each([
  ['2026-12-03T08:00', '2026-12-03T11:30', '08:00–11:30 thứ Năm, ngày 03/12/2026'],
  ['2026-12-03T00:00', '2026-12-03T23:59', 'cả ngày thứ Năm, ngày 03/12/2026'],
  ['2026-12-03T00:00', '2026-12-04T23:59', 'thứ Năm, ngày 03/12/2026 đến hết thứ Sáu, ngày 04/12/2026'],
  ['2026-12-03T08:00', '2026-12-04T23:59', '08:00 thứ Năm, ngày 03/12/2026 đến hết thứ Sáu, ngày 04/12/2026'],
  ['2026-12-03T08:00', '2026-12-04T17:00', '08:00 thứ Năm, ngày 03/12/2026 đến 17:00 thứ Sáu, ngày 04/12/2026'],
])('shows %s to %s', (start, end, shown) => {
  expect(showRange(at(start), at(end))).toBe(shown);
});
