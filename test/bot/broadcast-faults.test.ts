/** What a broadcast comes to where the platform says "too many" or a sender dies or sleeps in the middle. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readLedger } from '../../bot/broadcast.ts';
import { createDelivery, type Delivery } from '../../bot/delivery.ts';
import { claimBroadcasts, leaseName } from '../../bot/outbox.ts';
import { addPeopleOf, planFor, planMessage } from '../audience.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, type Platform } from '../platform.ts';

let database: TestDatabase;
const clock = createTestClock();
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await client().lease.deleteMany();
});

const client = () => database.client;
const holder = 'the sender';
const takeLease = () =>
  client().$executeRaw`
    INSERT INTO lease (name, holder, expires_at) VALUES (${leaseName('telegram')}, ${holder}, clock_timestamp() + interval '1 hour')`;
const deliveryOf = (platform: Platform): Delivery =>
  createDelivery({
    client: client(),
    channel: platform,
    holder,
    clock,
    log: pino({ level: 'silent' }),
    random: () => 0.5,
    quietHours: null,
    onOutcome: () => {},
  });
/** Two looks at the outbox. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 600));

test('told to wait, the sender writes to nobody until the time that the platform named', async () => {
  await addPeopleOf(
    client(),
    clock.now(),
    Array.from({ length: 40 }, (_, n) => `người ${n}`),
  );
  const id = await planFor(client(), clock.now(), 'Mời họp');
  const platform = createPlatform();
  const sentAt: number[] = [];
  let toldAt = 0;
  platform.send = async (message) => {
    platform.tried.push(message);
    if (platform.tried.length === 1) {
      toldAt = performance.now();
      return { kind: 'retry', afterMs: 1_500, why: 'too many' };
    }
    sentAt.push(performance.now());
    return { kind: 'sent', platformId: message.key };
  };
  const machine = await startTestMachine({ database, clock, channels: [platform] });
  // The first one's own wait is by the clock that the test moves.
  await expect.poll(() => platform.tried.length).toBeGreaterThan(30);
  clock.advance(2_000);
  await expect.poll(() => readLedger(client(), id)).toMatchObject({ sent: 40, planned: 0 });
  await machine.stop();
  // Those that were under way together with it had begun.
  const later = sentAt.filter((at) => at > toldAt + 100);
  expect(later.length).toBeGreaterThanOrEqual(8);
  expect(Math.min(...later) - toldAt).toBeGreaterThanOrEqual(1_450);
});

test('too much for one chat holds up that chat alone', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình']);
  const platform = createPlatform('telegram', { textLength: 3500, perSecond: 28 });
  platform.send = async (message) => {
    platform.tried.push(message);
    // The second message to a chat within its second.
    const isFirst = platform.tried.filter(({ chat }) => chat === message.chat).length === 1;
    return isFirst ? { kind: 'sent', platformId: message.key } : { kind: 'retry', afterMs: 60_000, why: 'too many' };
  };
  const machine = await startTestMachine({ database, clock, channels: [platform] });
  await planMessage(client(), clock.now(), { chat: 'an', text: 'một', kind: 'reply' });
  await planMessage(client(), clock.now(), { chat: 'an', text: 'hai', kind: 'reply' });
  await expect.poll(() => platform.tried.length).toBe(2);
  await planMessage(client(), clock.now(), { chat: 'bình', text: 'ba', kind: 'reply' });
  await expect.poll(() => platform.tried.map(({ reply }) => reply.text)).toEqual(['một', 'hai', 'ba']);
  await machine.stop();
});

test('what a dead sender left under way is unknown when it is a broadcast or a reminder, and sent again when it is an answer', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình', 'chi']);
  await planMessage(client(), clock.now(), { chat: 'an', text: 'trả lời', kind: 'reply' });
  await planMessage(client(), clock.now(), { chat: 'bình', text: 'nhắc', kind: 'reminder' });
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await client().outbox.updateMany({ data: { state: 'sending', attempts: 1 } });
  const platform = createPlatform();
  const machine = await startTestMachine({ database, clock, channels: [platform] });
  await expect.poll(() => platform.delivered.map(({ reply }) => reply.text)).toEqual(['trả lời']);
  await machine.stop();
  expect(platform.tried).toHaveLength(1);
  expect(await readLedger(client(), id)).toMatchObject({ audience: 3, unknown: 3, sending: 0, planned: 0 });
  expect(await client().outbox.findFirst({ where: { priority: 1 } })).toMatchObject({ state: 'unknown' });
});

test('a sender that slept past its lease writes to nobody, and leaves the row to its successor', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await takeLease();
  const platform = createPlatform();
  const delivery = deliveryOf(platform);
  await delivery.start(() => false);
  await expect.poll(() => readLedger(client(), id)).toMatchObject({ sending: 1 });
  await aWhile();
  await delivery.stop();
  expect(platform.tried).toEqual([]);
  expect(await readLedger(client(), id)).toMatchObject({ sending: 1 });
});

test('asked to end just after it took messages, the sender leaves none of them undecided', async () => {
  const chats = Array.from({ length: 60 }, (_, n) => `người ${n}`);
  await addPeopleOf(client(), clock.now(), chats);
  for (const chat of chats.slice(0, 30)) {
    await planMessage(client(), clock.now(), { chat, text: 'trả lời', kind: 'reply' });
  }
  const id = await planFor(client(), clock.now(), 'Mời họp');
  const platform = createPlatform();
  for (let starts = 0; starts < 6; starts++) {
    const machine = await startTestMachine({ database, clock, channels: [platform] });
    await expect.poll(() => platform.tried.length, { interval: 1 }).toBeGreaterThan(starts * 5);
    await machine.stop();
    expect(await client().outbox.count({ where: { state: 'sending' } })).toBe(0);
  }
  const { unknown, sent, planned } = await readLedger(client(), id);
  expect({ unknown, all: sent + planned }).toEqual({ unknown: 0, all: 60 });
  const copies = new Set(platform.tried.map(({ key }) => key)).size;
  expect(copies).toBe(platform.tried.length);
});

test('without the lease nothing of a broadcast is taken', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  const wanted = { limit: 10, isQuiet: false, resting: [] };
  const take = (who: string) =>
    claimBroadcasts({ client: client(), channel: 'telegram', holder: who }, clock.now(), wanted);
  expect(await take(holder)).toEqual([]);
  await takeLease();
  expect(await take('somebody else')).toEqual([]);
  expect(await readLedger(client(), id)).toMatchObject({ planned: 1 });
  await client().$executeRaw`UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'`;
  expect(await take(holder)).toEqual([]);
  await client().$executeRaw`UPDATE lease SET expires_at = clock_timestamp() + interval '1 hour'`;
  expect(await take(holder)).toHaveLength(1);
});
