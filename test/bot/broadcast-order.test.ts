/** What goes out before what, and when nothing does. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readLedger } from '../../bot/broadcast.ts';
import type { Machine } from '../../bot/machine.ts';
import { addPeopleOf, planFor, planMessage } from '../audience.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, type Platform } from '../platform.ts';

let database: TestDatabase;
let machine: Machine | null = null;
let clock = createTestClock();

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
});
afterEach(async () => {
  await machine?.stop();
  machine = null;
});

const client = () => database.client;
const start = async (platform: Platform) => {
  machine = await startTestMachine({ database, clock, channels: [platform] });
};
const textsOf = (platform: Platform) => platform.delivered.map(({ reply }) => reply.text);
/** Long enough for the outbox to be looked at, and for a sweep. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 700));
/** One send at a time, so that the order is to be seen. */
const narrow = () => createPlatform('telegram', { textLength: 3500, perSecond: 8 });

test('answers overtake reminders, and reminders overtake broadcasts, to one person and among all', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình']);
  await planFor(client(), clock.now(), 'tin chung');
  for (const chat of ['an', 'bình']) {
    await planMessage(client(), clock.now(), { chat, text: 'nhắc', kind: 'reminder' });
    await planMessage(client(), clock.now(), { chat, text: 'trả lời', kind: 'reply' });
  }
  const platform = narrow();
  await start(platform);
  await expect.poll(() => platform.delivered.length).toBe(6);
  expect(textsOf(platform)).toEqual(['trả lời', 'trả lời', 'nhắc', 'nhắc', 'tin chung', 'tin chung']);
});

test('an answer that comes up in the middle of a broadcast goes out next', async () => {
  const chats = Array.from({ length: 12 }, (_, n) => `người ${n}`);
  await addPeopleOf(client(), clock.now(), chats);
  await planFor(client(), clock.now(), 'tin chung');
  const platform = narrow();
  await start(platform);
  await expect.poll(() => platform.delivered.length).toBeGreaterThan(2);
  const before = platform.delivered.length;
  await platform.says('người 3', 'tôi hỏi');
  await expect.poll(() => textsOf(platform)).toContain('Bạn nói: tôi hỏi');
  // One may be on its way when the person asks, and one begin while the answer is made.
  expect(textsOf(platform).indexOf('Bạn nói: tôi hỏi')).toBeLessThanOrEqual(before + 2);
  await expect.poll(() => platform.delivered.length).toBe(13);
});

test('two broadcasts to the same people go one after the other, the older first', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình']);
  await planFor(client(), clock.now(), 'một');
  await planFor(client(), clock.now(), 'hai');
  const platform = narrow();
  await start(platform);
  await expect.poll(() => textsOf(platform)).toEqual(['một', 'một', 'hai', 'hai']);
});

test('a broadcast that is planned for later waits for its time', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const notBefore = new Date(clock.now().getTime() + 60_000);
  await planFor(client(), clock.now(), 'mai họp', { notBefore });
  const platform = createPlatform();
  await start(platform);
  await aWhile();
  expect(platform.tried).toEqual([]);
  clock.advance(60_000);
  await expect.poll(() => textsOf(platform)).toEqual(['mai họp']);
});

test('quiet hours hold a broadcast back across midnight, and let an urgent one and answers through', async () => {
  clock.moveTo('2026-11-23T21:00:00+07:00');
  await addPeopleOf(client(), clock.now(), ['an']);
  const calm = await planFor(client(), clock.now(), 'mời họp');
  const platform = createPlatform();
  await start(platform);
  for (const moment of ['23T23:59:59', '24T00:00:00', '24T00:01:00', '24T06:29:59']) {
    clock.moveTo(`2026-11-${moment}+07:00`);
    await aWhile();
    expect(platform.tried, moment).toEqual([]);
    expect(await readLedger(client(), calm)).toMatchObject({ audience: 1, planned: 1 });
  }
  await planFor(client(), clock.now(), 'bão đến', { urgent: true });
  await expect.poll(() => textsOf(platform)).toEqual(['bão đến']);
  await platform.says('an', 'bão đâu');
  await expect.poll(() => textsOf(platform)).toEqual(['bão đến', 'Bạn nói: bão đâu']);
  clock.moveTo('2026-11-24T06:30:00+07:00');
  await expect.poll(() => textsOf(platform)).toEqual(['bão đến', 'Bạn nói: bão đâu', 'mời họp']);
});

test('a broadcast that quiet hours catch half-way goes on in the morning, and nobody gets it twice', async () => {
  clock.moveTo('2026-11-23T20:59:59+07:00');
  const chats = Array.from({ length: 12 }, (_, n) => `người ${n}`);
  await addPeopleOf(client(), clock.now(), chats);
  const id = await planFor(client(), clock.now(), 'mời họp');
  const platform = narrow();
  await start(platform);
  await expect.poll(() => platform.delivered.length).toBeGreaterThan(2);
  clock.moveTo('2026-11-23T21:00:00+07:00');
  await aWhile();
  const soFar = platform.delivered.length;
  await aWhile();
  expect(platform.delivered.length).toBe(soFar);
  expect(soFar).toBeLessThan(12);
  clock.moveTo('2026-11-24T07:00:00+07:00');
  await expect.poll(() => readLedger(client(), id)).toMatchObject({ sent: 12, planned: 0 });
  expect(platform.delivered.map(({ chat }) => chat).sort()).toEqual(chats.sort());
});

test('a reminder whose use is over after two days off is cancelled, and the next one is sent', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const day = 24 * 3_600_000;
  const inDays = (days: number) => new Date(clock.now().getTime() + days * day);
  const over = { text: 'lớp ngày mai', notBefore: inDays(0.5), notAfter: inDays(1.5) };
  const useful = { text: 'lớp ngày kia', notBefore: inDays(1.5), notAfter: inDays(2.5) };
  const late = await planMessage(client(), clock.now(), { chat: 'an', kind: 'reminder', ...over });
  await planMessage(client(), clock.now(), { chat: 'an', kind: 'reminder', ...useful });
  clock.advance(2 * day);
  const platform = createPlatform();
  await start(platform);
  await expect
    .poll(() => client().outbox.findUnique({ where: { id: late } }))
    .toMatchObject({ state: 'cancelled', reason: 'too late', attempts: 0, settledAt: clock.now() });
  await expect.poll(() => textsOf(platform)).toEqual(['lớp ngày kia']);
});

test('what is urgent overtakes what was announced before it', async () => {
  const chats = ['an', 'bình', 'chi'];
  await addPeopleOf(client(), clock.now(), chats);
  await planFor(client(), clock.now(), 'tin thường');
  await planFor(client(), clock.now(), 'tin khẩn', { urgent: true });
  const platform = narrow();
  await start(platform);
  await expect.poll(() => platform.delivered.length).toBe(6);
  expect(textsOf(platform)).toEqual([...chats.map(() => 'tin khẩn'), ...chats.map(() => 'tin thường')]);
});
