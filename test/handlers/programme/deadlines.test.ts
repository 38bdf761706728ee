import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, addWorkingDays, isWorkingDay, localDay } from '../../../handlers/programme/days.ts';
import { certificateEnd, nextRound, renewalWindow } from '../../../handlers/programme/deadlines.ts';
import { profileById } from '../../../handlers/programme/profile.ts';
import { nextRound as knownRound, renewalOf } from '../../../knowledge/rounds.ts';

const plan = profileById('ninh-thuan-2024');
const today = profileById('khanh-hoa-2026');
const anyDay = fc
  .date({ min: new Date('2026-05-22'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the next round', () => {
  it.each([
    ['2026-05-22', 2, '2026-10-30', '2026-12-30', '2026-10-08'],
    ['2026-10-29', 2, '2026-10-30', '2026-12-30', '2026-10-08'],
    ['2026-10-30', 1, '2027-04-30', '2027-06-30', '2027-04-08'],
    ['2026-11-23', 1, '2027-04-30', '2027-06-30', '2027-04-08'],
    ['2027-04-29', 1, '2027-04-30', '2027-06-30', '2027-04-08'],
    ['2027-04-30', 2, '2027-10-30', '2027-12-30', '2027-10-08'],
  ])('on %s it is round %i, before %s', (day, number, submitBefore, resultBefore, handInBy) => {
    expect(nextRound(today, day)).toMatchObject({ number, submitBefore, resultBefore, handInBy });
  });

  it('says when to hand in, and when it may be too late', () => {
    expect(nextRound(today, '2026-11-23')?.advice).toBe(
      'Đề nghị của xã phải đến tỉnh trước 30/04/2027. Xã được xem xét tối đa 15 ngày làm việc, nên bạn nộp cho xã chậm nhất 08/04/2027 (chưa trừ ngày lễ); nộp sớm hơn thì chắc hơn.',
    );
    const late = nextRound(today, '2027-04-20');
    expect(late).toMatchObject({ isInTime: false, submitBefore: '2027-04-30' });
    expect(late?.advice).toMatch(/không còn đủ số ngày đó: bạn hỏi ngay UBND xã, phường/u);
  });

  it('is none before the rules hold, and none under the plan, which sets no rounds', () => {
    expect(nextRound(today, '2026-05-21')).toBeNull();
    expect(nextRound(today, '2025-07-01')).toBeNull();
    expect(nextRound(plan, '2024-02-15')).toBeNull();
  });

  it('leaves the commune its 15 working days, and agrees with what the answers say', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const round = nextRound(today, day);
        const known = knownRound(day);
        expect(round).toMatchObject({ number: known.number, year: known.year, submitBefore: known.before });
        const due = addWorkingDays(round?.handInBy ?? '', 15);
        expect(due < known.before && addWorkingDays(due, 1) >= known.before).toBe(true);
      }),
    );
  });
});

describe('the renewal of a certificate', () => {
  it.each([
    ['2026-12-31', '2026-07-04', '2026-09-02'],
    ['2027-03-31', '2026-10-02', '2026-12-01'],
    ['2027-06-15', '2026-12-17', '2027-02-15'],
  ])('that ends on %s is handed in from %s to %s', (end, from, until) => {
    expect(renewalWindow(today, end)).toEqual({ from, until });
    expect(renewalOf(end, '2026-11-23')).toMatchObject({ from, to: until });
  });

  it('on 23/11/2026 is the turn of those that end from 23/3/2027 to 22/5/2027', () => {
    const isOpen = (end: string) => {
      const window = renewalWindow(today, end);
      return window !== null && window.from <= '2026-11-23' && '2026-11-23' <= window.until;
    };
    expect(['2027-03-22', '2027-03-23', '2027-05-22', '2027-05-23'].map(isOpen)).toEqual([false, true, true, false]);
  });

  it('has no window under the rules of 2023', () => {
    expect(renewalWindow(plan, '2026-12-31')).toBeNull();
  });

  it.each([
    ['2022-12-31', '2025-12-31'],
    ['2023-05-01', '2026-05-01'],
    ['2024-02-29', '2027-02-28'],
  ])('given on %s it ends on %s', (granted, end) => {
    expect(certificateEnd(plan, granted)).toBe(end);
    expect(certificateEnd(today, granted)).toBe(end);
  });
});

describe('days', () => {
  it('are those of Việt Nam', () => {
    expect(localDay(new Date('2025-06-30T16:59:59Z'))).toBe('2025-06-30');
    expect(localDay(new Date('2025-06-30T17:00:00Z'))).toBe('2025-07-01');
  });

  it('of work leave out Saturday and Sunday, forth and back', () => {
    expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23');
    expect(addWorkingDays('2026-11-23', -1)).toBe('2026-11-20');
    expect(addWorkingDays('2026-11-21', 5)).toBe('2026-11-27');
    expect(addWorkingDays('2026-11-21', 0)).toBe('2026-11-21');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const later = addWorkingDays(day, count);
        const between = Array.from({ length: 100 }, (_, at) => addDays(day, at + 1)).filter((one) => one <= later);
        expect(between.filter(isWorkingDay)).toHaveLength(count);
        expect(isWorkingDay(later)).toBe(true);
      }),
    );
  });

  it('add months without running into the next', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
  });

  it.each(['', '30/04/2027', '2027-4-30', '2027-13-01'])('refuse "%s" with its name', (day) => {
    expect(() => addDays(day, 1)).toThrow(`"${day}" is no day`);
  });
});
