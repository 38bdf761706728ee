import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../knowledge/library.ts';
import { dayIn, nextRound, renewalOf, renewalSentence, roundSentence } from '../../knowledge/rounds.ts';

const { assistant } = openKnowledge();

function ask(question: string, day: string): string {
  return assistant.ask(question, { now: new Date(`${day}T09:00:00+07:00`), topic: null }).text;
}

describe('the round that is still open is named with its day', () => {
  it.each([
    ['2026-06-10', 2, 2026, '2026-10-30'],
    ['2026-10-29', 2, 2026, '2026-10-30'],
    ['2026-10-30', 1, 2027, '2027-04-30'],
    ['2026-11-23', 1, 2027, '2027-04-30'],
    ['2027-04-29', 1, 2027, '2027-04-30'],
    ['2027-04-30', 2, 2027, '2027-10-30'],
  ])('on %s it is round %i of %i', (today, number, year, before) => {
    expect(nextRound(today)).toEqual({ number, year, before });
  });

  it('says what has closed and when to hand in to the commune', () => {
    const said = roundSentence('2026-11-23');
    expect(said).toMatch(/Đợt 2 năm 2026 đã hết hạn\*\* .*30\/10\/2026/u);
    expect(said).toMatch(/đợt 1 năm 2027.*trước 30\/04\/2027.*đầu tháng 4\/2027 hoặc sớm hơn/u);
    expect(roundSentence('2027-02-01')).not.toMatch(/đã hết hạn/u);
  });

  it.each(['đợt này còn nhận hồ sơ không', 'năm nay còn đợt nào không', 'hạn nộp'])(
    'answers "%s" by the clock',
    (question) => {
      expect(ask(question, '2026-11-23')).toMatch(/đợt 1 năm 2027/u);
      expect(ask(question, '2026-06-10')).toMatch(/đợt 2 năm 2026.*30\/10\/2026/u);
      expect(ask(question, '2024-02-20')).toMatch(/không ghi hạn nộp hay đợt cố định/u);
    },
  );
});

describe('a certificate is renewed from 180 to 120 days before it ends', () => {
  it.each([
    ['2026-12-31', '2026-07-04', '2026-09-02', 'missed'],
    ['2027-03-31', '2026-10-02', '2026-12-01', 'open'],
    ['2027-06-15', '2026-12-17', '2027-02-15', 'early'],
    ['2026-11-01', '2026-05-05', '2026-07-04', 'expired'],
  ])('ends %s: from %s to %s, on 23/11/2026 %s', (end, from, to, state) => {
    expect(renewalOf(end, '2026-11-23')).toEqual({ from, to, state });
  });

  it('says so for the date that a person gives', () => {
    expect(ask('giấy chứng nhận hết hạn ngày 15/6/2027 thì khi nào làm lại', '2026-11-23')).toMatch(
      /từ 17\/12\/2026 đến 15\/02\/2027/u,
    );
    expect(renewalSentence('2027-03-31', '2026-11-23')).toMatch(/đang trong khoảng đó/u);
  });

  it('reads only dates that exist', () => {
    expect(dayIn('het han 15 03 2027')).toBe('2027-03-15');
    expect(dayIn('ngay 15 thang 3 nam 2027')).toBe('2027-03-15');
    expect(dayIn('31 02 2027')).toBeNull();
    expect(dayIn('3 sao nam 2027')).toBeNull();
  });
});
