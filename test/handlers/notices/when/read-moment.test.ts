import { describe, expect, it } from 'vitest';
import { readMoment } from '../../../../handlers/notices/when/read-moment.ts';
import { stripAccents } from '../../../../knowledge/text/fold.ts';
import { tuesday, writtenForms } from './written-forms.ts';

const at = (wall: string): Date => new Date(`${wall}:00+07:00`);
const wallOf = (moment: Date): string => new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);

function meaning(written: string, now: string): string {
  const read = readMoment(written, at(now));
  if (read.kind === 'none') return '-';
  if (read.kind === 'question') return '?';
  const start = read.hasTime ? wallOf(read.start) : wallOf(read.start).replace(/T00:00$/u, '');
  return `${read.vague ? '~' : ''}${start}${read.end ? ` > ${wallOf(read.end)}` : ''}`;
}

const asked = (written: string) => {
  const read = readMoment(written, at(tuesday));
  return read.kind === 'question' ? read : null;
};

describe('a time as written', () => {
  it('is tried in more than a hundred forms', () => {
    expect(writtenForms.length).toBeGreaterThan(120);
  });

  it.each(writtenForms)('at %s "%s" is %s', (now, written, means) => {
    expect(meaning(written, now)).toBe(means);
    expect(meaning(written.normalize('NFD'), now)).toBe(means);
    expect(meaning(`  ${written.toUpperCase().replace('MAI', 'mai')} `, now)).toBe(means);
  });

  // Where the accent tells two words apart, its lack leaves the text another meaning, or none.
  const needAccents = new Set(['mai hoặc mốt', 'kỳ họp thứ 5', '5 tháng sáu', 'cuối tháng sáu']);
  it.each(writtenForms.filter(([, written]) => !needAccents.has(written)))(
    'at %s without accents "%s" is %s, too',
    (now, written, means) => {
      expect(meaning(stripAccents(written), now)).toBe(means);
    },
  );
});

describe('what is asked back', () => {
  it('offers both times of a doubtful hour', () => {
    expect(asked('3h mai')).toEqual({
      kind: 'question',
      why: 'Giờ này là buổi nào? Bạn chọn, hoặc ghi rõ buổi, ví dụ **3h chiều** hoặc **15h**.',
      options: [
        { label: '03:00 thứ Tư, ngày 25/11/2026', at: at('2026-11-25T03:00') },
        { label: '15:00 thứ Tư, ngày 25/11/2026', at: at('2026-11-25T15:00') },
      ],
    });
  });

  it.each([
    ['31/2', 'Lịch không có ngày 31/2. Bạn xem lại rồi ghi ngày trước, tháng sau, ví dụ **20/12/2026**.'],
    ['25h', 'Một ngày chỉ có 24 giờ, một giờ có 60 phút. Bạn ghi lại giờ giúp tôi, ví dụ **14h30**.'],
    ['hôm qua', 'Thời gian này đã qua rồi. Bạn ghi một ngày sắp tới, ví dụ **8h sáng thứ 5 tuần sau** hoặc **20/12**.'],
    [
      '8h hôm nay',
      '08:00 thứ Ba, ngày 24/11/2026 đã qua rồi. Bạn ghi lúc sắp tới, ví dụ **8h sáng mai** hoặc **14h 20/12**.',
    ],
    [
      'thứ 5 ngày 20/12',
      'Ngày 20/12/2026 là Chủ nhật, không phải thứ Năm. Bạn xem lại rồi ghi ngày đúng, ví dụ **20/12/2026**.',
    ],
    [
      'rằm',
      'Tôi chỉ ghi được ngày dương lịch. Bạn xem lịch rồi ghi ngày dương lịch giúp tôi, ví dụ **20/12** hoặc **8h sáng 20/12**.',
    ],
  ])('of "%s" says what to do', (written, why) => {
    expect(asked(written)?.why).toBe(why);
  });

  it('offers the next year for a date that has just passed', () => {
    expect(asked('20/11')?.options).toEqual([{ label: 'thứ Bảy, ngày 20/11/2027', at: at('2027-11-20T00:00') }]);
  });
});

describe('what is left of the text', () => {
  it.each([
    ['Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại UBND xã', 'Tập huấn bao bì, tại UBND xã'],
    ['Họp tổ lúc 14h ngày 20/12', 'Họp tổ'],
    ['vào lúc 8h ngày 20/12 họp tổ', 'họp tổ'],
    ['từ 8h đến 11h sáng 20/12 họp', 'họp'],
    ['8h30, thứ Sáu (27/11/2026)', ''],
  ])('"%s" → "%s"', (written, rest) => {
    expect(readMoment(written, at(tuesday))).toMatchObject({ kind: 'moment', rest });
  });

  it('says whether a day or a time was written', () => {
    expect(readMoment('14h', at(tuesday))).toMatchObject({ hasDay: false, hasTime: true });
    expect(readMoment('20/12', at(tuesday))).toMatchObject({ hasDay: true, hasTime: false });
  });
});
