/** The calendar file, as RFC 5545 wants it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarFile, escapeText, foldLine } from '../../../handlers/classes/calendar.ts';

const notice = {
  id: 7n,
  title: 'Tập huấn bao bì; nhãn, mác',
  startsAt: new Date('2026-12-03T08:00:00+07:00'),
  endsAt: new Date('2026-12-03T11:30:00+07:00'),
  place: 'UBND xã Vĩnh Hải\\Hội trường',
  content: 'Mang theo mẫu bao bì.\nĂn trưa tại chỗ, xe đón lúc 7 giờ từ thôn Thái An.',
  state: 'sent' as const,
  version: 3,
};
const now = new Date('2026-11-23T01:00:00Z');

const textOf = (change: Partial<typeof notice> | { state: 'called_off' } | { endsAt: null; place: null } = {}) => {
  const file = calendarFile({ ...notice, ...change }, now);
  return file && 'text' in file ? file.text : '';
};

test('it says what, when in UTC, where, and which version', () => {
  expect(textOf()).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//OCOP Ninh Thuan//Tro ly OCOP//VI',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:notice-7@ocop-ninh-thuan',
      'SEQUENCE:3',
      'DTSTAMP:20261123T010000Z',
      'DTSTART:20261203T010000Z',
      'DTEND:20261203T043000Z',
      'SUMMARY:Tập huấn bao bì\\; nhãn\\, mác',
      'LOCATION:UBND xã Vĩnh Hải\\\\Hội trường',
      'DESCRIPTION:Mang theo mẫu bao bì.\\nĂn trưa tại chỗ\\, xe đón lúc',
      '  7 giờ từ thôn Thái An.',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

test('a class called off is cancelled under the same id; without a time there is no file', () => {
  expect(textOf({ state: 'called_off' })).toMatch(/UID:notice-7@[\s\S]*STATUS:CANCELLED/);
  expect(textOf({ endsAt: null, place: null })).not.toMatch(/DTEND|LOCATION/);
  expect(calendarFile({ ...notice, startsAt: null }, now)).toBeNull();
});

/** As a calendar reads it. */
const unescaped = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
const unfold = (text: string) => text.replace(/\r\n[ \t]/g, '');

test('any text comes out of the file as it went in, in lines of at most 75 octets', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 }).filter((one) => one.isWellFormed());
  fc.assert(
    fc.property(
      fc.oneof(text, fc.string({ unit: fc.constantFrom('\\', ';', ',', '\n', '\r', 'ế', '🎓', 'n', ' ') })),
      (any) => {
        const line = foldLine(`SUMMARY:${escapeText(any)}`);
        for (const piece of line.split('\r\n')) {
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
          expect(piece).not.toMatch(/[\r\n]/);
        }
        const meant = any
          .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
          .replaceAll('\t', ' ')
          .replace(/(?!\n)\p{Cc}/gu, '');
        expect(unescaped(unfold(line).slice('SUMMARY:'.length))).toBe(meant);
      },
    ),
  );
});
