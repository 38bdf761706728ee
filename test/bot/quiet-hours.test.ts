import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isQuiet, nextLoud, parseQuietHours, type QuietHours } from '../../bot/quiet-hours.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
const hours = fc
  .tuple(minute, minute)
  .filter(([from, until]) => from !== until)
  .map(([from, until]): QuietHours => ({ from, until }));
const moment = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const written = (of: number) => `${Math.floor(of / 60)}`.padStart(2, '0').concat(':', `${of % 60}`.padStart(2, '0'));

test('every two different times of day are read as they are written', () => {
  fc.assert(
    fc.property(hours, (some) => {
      if (some === null) return;
      expect(parseQuietHours(`${written(some.from)}-${written(some.until)}`)).toEqual(some);
    }),
  );
  expect(parseQuietHours('21:00-06:30')).toEqual({ from: 21 * 60, until: 6 * 60 + 30 });
  expect(parseQuietHours('off')).toBeNull();
});

test.each(['', 'on', '21-6', '21:00', '9:00-10:00', '24:00-06:00', '21:00-06:60', '21:00-21:00', '21:00-06:30-07:00'])(
  '«%s» is neither two times of day nor off',
  (text) => {
    expect(parseQuietHours(text)).toBeUndefined();
  },
);

test('whatever is typed, reading it never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseQuietHours(text)));
});

test('a moment is quiet just when its time of day in Việt Nam lies within', () => {
  const clockOf = (at: Date) => new Date(at.getTime() + 7 * 60 * minuteMs).toISOString().slice(11, 16);
  fc.assert(
    fc.property(hours, moment, (some, at) => {
      if (some === null) return;
      const [from, until, now] = [written(some.from), written(some.until), clockOf(at)];
      const isWithin = from < until ? from <= now && now < until : now >= from || now < until;
      expect(isQuiet(some, at)).toBe(isWithin);
    }),
  );
});

test('the next loud moment is loud, the first such, and less than a day away', () => {
  fc.assert(
    fc.property(hours, moment, (some, at) => {
      const loud = nextLoud(some, at);
      const wait = loud.getTime() - at.getTime();
      expect(isQuiet(some, loud)).toBe(false);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(dayMs);
      expect(wait === 0).toBe(!isQuiet(some, at));
      if (wait > 0) expect(isQuiet(some, new Date(loud.getTime() - 1))).toBe(true);
    }),
  );
});

test('it is as quiet tomorrow as today, and never quiet where there are no such hours', () => {
  fc.assert(
    fc.property(hours, moment, (some, at) => {
      expect(isQuiet(some, new Date(at.getTime() + dayMs))).toBe(isQuiet(some, at));
      expect(isQuiet(null, at)).toBe(false);
      expect(nextLoud(null, at)).toEqual(at);
    }),
  );
});

test('quiet hours from nine in the evening end at half past six, midnight or not', () => {
  const usual = parseQuietHours('21:00-06:30') ?? null;
  const at = (wall: string) => new Date(`${wall}+07:00`);
  expect(isQuiet(usual, at('2026-12-31T20:59:59'))).toBe(false);
  expect(nextLoud(usual, at('2026-12-31T21:00:00'))).toEqual(at('2027-01-01T06:30:00'));
  expect(nextLoud(usual, at('2027-01-01T00:00:00'))).toEqual(at('2027-01-01T06:30:00'));
  expect(isQuiet(usual, at('2027-01-01T06:30:00'))).toBe(false);
});
