import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMeter, monthOf, readQuotaUse } from '../../bot/quota.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock } from '../machine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.reset());

const quota = { messagesPerMonth: 100, people: 50, warnsAt: 0.8, stopsBroadcastsAt: 0.95 };

function counting(iso?: string) {
  const clock = createTestClock(iso);
  const log = pino({ level: 'silent' });
  const meter = createMeter({ client: database.client, clock, channel: 'zalo-bot', quota, log });
  const use = () => readQuotaUse(database.client, clock.now(), 'zalo-bot', quota);
  return { clock, meter, use };
}

test('what goes out and comes in adds up, from several processes, and stays over a restart', async () => {
  const [one, two] = [counting(), counting()];
  for (let n = 0; n < 20; n++) {
    one.meter.count(1);
    two.meter.count(2);
  }
  await Promise.all([one.meter.settled(), two.meter.settled()]);
  expect(await counting().use()).toMatchObject({ month: '2026-11', messages: 60, people: 0, standing: 'plenty' });
});

test.each([
  [79, 'plenty'],
  [80, 'low'],
  [94, 'low'],
  [95, 'for-answers'],
  [300, 'for-answers'],
])('%i of 100 messages used is %s', async (messages, standing) => {
  const { meter, use } = counting();
  meter.count(messages);
  await meter.settled();
  expect((await use()).standing).toBe(standing);
  expect(await meter.isKeptForAnswers()).toBe(standing === 'for-answers');
});

test('a month begins at midnight in Việt Nam, with nothing used', async () => {
  expect(monthOf(new Date('2026-11-30T23:59:59+07:00'))).toBe('2026-11');
  const { clock, meter, use } = counting('2026-11-30T23:59:59+07:00');
  meter.count(99);
  expect(await meter.isKeptForAnswers()).toBe(true);
  clock.moveTo('2026-12-01T00:00:00+07:00');
  expect(await meter.isKeptForAnswers()).toBe(false);
  expect(await use()).toMatchObject({ month: '2026-12', messages: 0 });
});

test('what cannot be written is written with the next', async () => {
  const { meter, use } = counting();
  await database.client.$executeRaw`ALTER TABLE counter RENAME TO gone`;
  meter.count(5);
  await meter.settled();
  await database.client.$executeRaw`ALTER TABLE gone RENAME TO counter`;
  meter.count(1);
  await meter.settled();
  expect((await use()).messages).toBe(6);
});

test('people are counted once, however many groups they write in', async () => {
  const { use } = counting();
  for (const [chat, sender] of [
    ['a', 'a'],
    ['group', 'a'],
    ['b', 'b'],
  ] as const) {
    await database.client.person.create({ data: { conversations: { create: { channel: 'zalo-bot', chat, sender } } } });
  }
  await database.client.person.create({
    data: { conversations: { create: { channel: 'web', chat: 'c', sender: 'c' } } },
  });
  expect((await use()).people).toBe(2);
});
