import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPasted } from '../../../../handlers/notices/read-pasted.ts';
import { readEnd } from '../../../../handlers/notices/when/read-end.ts';
import { readMoment } from '../../../../handlers/notices/when/read-moment.ts';
import { showMoment, showRange } from '../../../../handlers/notices/when/show.ts';
import { stripAccents } from '../../../../knowledge/text/fold.ts';
import { writtenForms } from './written-forms.ts';

const MINUTE = 60_000;
const DAY = 1440;
const runs = 300;
const anyNow = fc.date({ min: new Date('2026-01-01'), max: new Date('2040-12-31'), noInvalidDate: true });
/** Minutes from now; most within the months that notices are about. */
const ahead = fc.oneof(fc.integer({ min: 1, max: 200 * DAY }), fc.integer({ min: 1, max: 60 * 365 * DAY }));
const minuteAfter = (now: Date, minutes: number): Date =>
  new Date((Math.floor(now.getTime() / MINUTE) + minutes) * MINUTE);

const days = [
  ...['', 'hôm nay', 'mai', 'ngày mai', 'ngày kia', 'ngày mốt', 'thứ 2', 'thứ hai', 'thứ tư tuần sau', 't5 tuần tới'],
  ...['thứ sáu này', 'thứ bảy tới', 'chủ nhật', 'CN tuần sau', '20/12', 'ngày 5 tháng 1', 'ngày 31/12', '20-22/12'],
  ...['mùng 5 tháng 1', 'cuối tháng', 'đầu tháng sau', 'cuối tuần', 'tuần sau', '3 ngày nữa', 'một tuần nữa', '29/2'],
];
const times = [
  ...['', '8h', '8h sáng', '14h30', '3h', '3h chiều', '7 giờ rưỡi tối', '8g30', '12h trưa', '9 rưỡi sáng', '23h'],
  ...['8h-11h30', 'từ 8h đến 11h', 'từ 2h tới 4h chiều', '8 giờ kém 15', '24h', '11h đêm'],
];
const words = [
  'họp',
  'tại UBND xã',
  'Tập huấn bao bì,',
  '40 người',
  'lúc',
  'Thời gian:',
  '-',
  'đến',
  '\n',
  'sáng',
  'tối',
];
/** A time as a person may put it together. */
const written = fc
  .tuple(fc.constantFrom(...days), fc.constantFrom(...times), fc.constantFrom(' ', ', ', ' lúc '), fc.boolean())
  // After "tới" a bare time may be of the evening when accents are missing: "thu 7 toi 8h".
  .filter(([day, time]) => !(day.endsWith('tới') && /^\d/u.test(time)))
  .map(([day, time, between, isDayFirst]) => {
    const parts = (isDayFirst ? [day, time] : [time, day]).filter((part) => part !== '');
    return parts.join(isDayFirst ? between : ' ');
  });
const pieces = fc
  .array(fc.constantFrom(...days, ...times, ...words, ...writtenForms.map(([, form]) => form)), { maxLength: 12 })
  .map((some) => some.join(' '));
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.constantFrom('\ud800', '\udc00', '😀', '8h', '/', '20', ':', '-', ' ', 'đ', '́', '\u0001'))
    .map((some) => some.join('')),
  pieces,
);

it('reads back every future minute that it shows', () => {
  fc.assert(
    fc.property(anyNow, ahead, (now, minutes) => {
      const at = minuteAfter(now, minutes);
      expect(readMoment(showMoment(at), now)).toMatchObject({ kind: 'moment', start: at, end: null, rest: '' });
    }),
    { numRuns: runs },
  );
});

it('reads back every range that it shows', () => {
  fc.assert(
    fc.property(anyNow, ahead, fc.integer({ min: 1, max: 5 * DAY }), (now, minutes, length) => {
      const [start, end] = [minuteAfter(now, minutes), minuteAfter(now, minutes + length)];
      expect(readMoment(showRange(start, end), now)).toMatchObject({ kind: 'moment', start, end });
    }),
    { numRuns: runs },
  );
});

it('gives no moment that is over, and no end before its beginning', () => {
  fc.assert(
    fc.property(fc.oneof(written, pieces), anyNow, (text, now) => {
      const read = readMoment(text, now);
      if (read.kind !== 'moment') return;
      const dayStart = Math.floor((now.getTime() + 7 * 60 * MINUTE) / (DAY * MINUTE)) * DAY * MINUTE - 7 * 60 * MINUTE;
      if (read.hasTime) expect(read.start.getTime()).toBeGreaterThan(now.getTime());
      else expect(read.start.getTime()).toBeGreaterThanOrEqual(dayStart);
      if (read.end) expect(read.end.getTime()).toBeGreaterThan(read.start.getTime());
    }),
    { numRuns: runs },
  );
});

it('means the same without accents', () => {
  fc.assert(
    fc.property(written, anyNow, (text, now) => {
      const read = readMoment(text, now);
      const same = read.kind === 'moment' ? { ...read, rest: stripAccents(read.rest) } : read;
      expect(readMoment(stripAccents(text), now)).toEqual(same);
    }),
    { numRuns: runs },
  );
});

it('never fails, whatever is sent', () => {
  fc.assert(
    fc.property(anything, anyNow, ahead, (text, now, minutes) => {
      expect(['moment', 'question', 'none']).toContain(readMoment(text, now).kind);
      expect(['end', 'question', 'none']).toContain(readEnd(text, minuteAfter(now, minutes), now).kind);
      const { start, end, title, seats } = readPasted(text, now);
      if (start && end) expect(end.getTime()).toBeGreaterThan(start.getTime());
      expect(title).not.toBe('');
      expect(seats).not.toBe(0);
    }),
    { numRuns: runs },
  );
});

it.each(
  [
    '8h-',
    '20/12 ',
    ' ',
    '\ud800',
    '😀',
    'thứ 5 tuần sau ',
    'từ 8h đến ',
    '1',
    '(',
    'tại xã, ',
    '1 1',
    'Nội dung: ',
    'ngày ',
    '\n',
    'kinh moi ',
  ].map((one) => [one]),
)('is done soon with 10,000 characters of "%s"', (one) => {
  const text = one.repeat(10_000 / one.length);
  const began = performance.now();
  const now = new Date('2026-11-24T10:00:00+07:00');
  readMoment(text, now);
  readEnd(text, new Date('2026-12-20T08:00:00+07:00'), now);
  readPasted(text, now);
  // A tenth of it is the usual; a pattern that runs away takes minutes.
  expect(performance.now() - began).toBeLessThan(3000);
});
