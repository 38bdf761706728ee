import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimit } from '../../bot/rate.ts';

test('in no second does more go out than the rate and a small burst', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
      (perSecond, waits) => {
        let now = 0;
        const rate = createRateLimit(perSecond, () => now);
        const sent: number[] = [];
        for (const wait of waits) {
          now += wait;
          const count = rate.available();
          rate.take(count);
          for (let n = 0; n < count; n++) sent.push(now);
        }
        const burst = Math.max(1, perSecond / 14);
        for (const at of sent) {
          expect(sent.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(
            perSecond + burst + 1,
          );
        }
      },
    ),
  );
});

test('waiting as long as told always frees a send', () => {
  let now = 0;
  const rate = createRateLimit(28, () => now);
  for (let sends = 0; sends < 200; sends++) {
    now += rate.waitMs();
    expect(rate.available()).toBeGreaterThanOrEqual(1);
    rate.take(1);
  }
  expect(now).toBeGreaterThan(6_500);
  expect(now).toBeLessThan(7_400);
});

test('the wait that a platform asks for is obeyed, and sending goes on after it', () => {
  let now = 0;
  const rate = createRateLimit(null, () => now);
  rate.hold(3_000);
  expect(rate.available()).toBe(0);
  expect(rate.waitMs()).toBe(3_000);
  now = 3_000;
  expect(rate.available()).toBe(Number.POSITIVE_INFINITY);
});

test('a platform that says "too many" is written to more slowly, and then as fast as before', () => {
  let now = 0;
  const rate = createRateLimit(20, () => now);
  const sentIn = (ms: number) => {
    let sent = 0;
    for (const end = now + ms; now < end; now += 10) {
      const count = rate.available();
      rate.take(count);
      sent += count;
    }
    return sent;
  };
  expect(sentIn(10_000)).toBeGreaterThan(195);
  rate.hold(1_000);
  expect(sentIn(1_000)).toBe(0);
  expect(sentIn(2_000), 'once may be an accident').toBeGreaterThan(36);
  rate.hold(1_000);
  expect(sentIn(1_000)).toBe(0);
  const slowed = sentIn(2_000);
  expect(slowed).toBeGreaterThan(20);
  expect(slowed).toBeLessThan(36);
  sentIn(10_000);
  expect(sentIn(10_000)).toBeGreaterThan(195);
});

test('however often a platform says "too many", sending never stops for good', () => {
  let now = 0;
  const rate = createRateLimit(20, () => now);
  for (let time = 0; time < 1_000; time++) {
    rate.hold(100);
    now += 100;
  }
  now += rate.waitMs();
  expect(rate.available()).toBeGreaterThanOrEqual(1);
});
