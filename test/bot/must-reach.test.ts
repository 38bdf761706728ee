/** What is told to people about their own case reaches them, however late. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Machine } from '../../bot/machine.ts';
import { reply } from '../../bot/message.ts';
import { type Told, tellSurely, whyUntold } from '../../bot/must-reach.ts';
import { forgetOld } from '../../bot/retention.ts';
import { addPerson } from '../audience.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine, type TestClock } from '../machine.ts';
import { createPlatform, type Platform } from '../platform.ts';

const dayMs = 24 * 60 * 60_000;

let database: TestDatabase;
let clock: TestClock;
let zalo: Platform;
let telegram: Platform;
let machine: Machine | null = null;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await database.client.lease.deleteMany();
  clock = createTestClock();
  zalo = createPlatform('zalo-oa');
  telegram = createPlatform();
});

const client = () => database.client;
const start = async () => {
  machine = await startTestMachine({ database, clock, channels: [zalo, telegram] });
};
const stop = async () => {
  await machine?.stop();
  machine = null;
};
const tell = (person: string, text: string): Promise<Told> =>
  client().$transaction((tx) => tellSurely(tx, clock.now(), person, reply(text), 'registration:1'));
const states = async () =>
  (await client().outbox.findMany({ where: { about: { not: null } }, orderBy: { id: 'asc' } })).map(
    ({ state }) => state,
  );
const heardOf = (platform: Platform) => platform.delivered.map((one) => one.reply.text);
const tooLate = { kind: 'refused', why: 'no word from them in 7 days (-230)' } as const;

/** Somebody who writes on Zalo. */
async function lanOnZalo(): Promise<string> {
  const person = await addPerson(client(), clock.now(), { chat: 'lan' });
  await client().conversation.updateMany({ data: { channel: 'zalo-oa' } });
  return person;
}

test('refused since the window was over, it waits, and goes out once, in order, when the person writes again', async () => {
  const lan = await lanOnZalo();
  await start();
  clock.advance(8 * dayMs);
  zalo.outcomes.push(tooLate, tooLate);
  expect(await tell(lan, 'một')).toEqual({ kind: 'waits', why: 'no word from them in 7 days' });
  await expect.poll(states).toEqual(['refused']);
  expect(await tell(lan, 'hai')).toMatchObject({ kind: 'waits' });
  await expect.poll(states).toEqual(['refused', 'refused']);
  expect(await whyUntold(client(), 'registration:1')).toContain('no word from them');
  clock.advance(dayMs);
  await zalo.says('lan', 'xin chào');
  await expect.poll(() => heardOf(zalo)).toEqual(['Bạn nói: xin chào', 'một', 'hai']);
  await expect.poll(states).toEqual(['sent', 'sent']);
  expect(await whyUntold(client(), 'registration:1')).toBeNull();
  clock.advance(1_000);
  await zalo.says('lan', 'cảm ơn');
  await expect.poll(() => heardOf(zalo)).toHaveLength(4);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(heardOf(zalo).filter((text) => text === 'một')).toHaveLength(1);
  await stop();
});

test('told while they are gone, it waits for their coming back, without a word of theirs', async () => {
  const lan = await lanOnZalo();
  await start();
  await zalo.arrives('lan', { kind: 'left' });
  await expect.poll(async () => (await client().conversation.findFirstOrThrow()).unreachable).not.toBeNull();
  clock.advance(dayMs);
  expect(await tell(lan, 'một')).toEqual({ kind: 'waits', why: 'Người dùng đã chặn hoặc rời cuộc trò chuyện' });
  expect(zalo.tried).toEqual([]);
  clock.advance(dayMs);
  await zalo.arrives('lan', { kind: 'returned' });
  await expect.poll(() => heardOf(zalo)).toEqual(['một']);
  await stop();
});

test('what comes right after the return stands behind what waited', async () => {
  const lan = await lanOnZalo();
  await start();
  zalo.outcomes.push(tooLate);
  clock.advance(8 * dayMs);
  await tell(lan, 'một');
  await expect.poll(states).toEqual(['refused']);
  await stop();
  clock.advance(dayMs);
  await client().conversation.updateMany({ data: { lastInboundAt: clock.now() } });
  clock.advance(1_000);
  expect(await tell(lan, 'hai')).toEqual({ kind: 'on-its-way' });
  await start();
  await expect.poll(() => heardOf(zalo)).toEqual(['một', 'hai']);
  await stop();
});

test('whoever writes somewhere else gets it there', async () => {
  const lan = await lanOnZalo();
  await start();
  zalo.outcomes.push(tooLate);
  clock.advance(8 * dayMs);
  await tell(lan, 'một');
  await expect.poll(states).toEqual(['refused']);
  await client().conversation.create({
    data: { personId: lan, channel: 'telegram', chat: 'lan', sender: 'lan', createdAt: clock.now() },
  });
  clock.advance(1_000);
  await telegram.says('lan', 'xin chào');
  await expect.poll(() => heardOf(telegram)).toEqual(['Bạn nói: xin chào', 'một']);
  expect(zalo.delivered).toEqual([]);
  await stop();
});

test('under way when its sender died, or in doubt, it is sent again: better twice than never', async () => {
  const lan = await lanOnZalo();
  await tell(lan, 'một');
  await client().outbox.updateMany({ data: { state: 'sending', attempts: 1 } });
  zalo.outcomes.push({ kind: 'unknown', why: 'message: timed out' });
  await start();
  await expect.poll(() => zalo.tried.length).toBe(1);
  clock.advance(60_000);
  await expect.poll(() => heardOf(zalo)).toEqual(['một']);
  await stop();
});

test('whoever has no private chat is told nowhere, and nothing is left behind', async () => {
  const group = await addPerson(client(), clock.now(), { chat: 'group', sender: 'lan' });
  expect(await tell(group, 'một')).toEqual({ kind: 'nowhere' });
  expect(await client().outbox.count()).toBe(0);
});

test('it is kept for a year where other messages go after a month', async () => {
  const lan = await lanOnZalo();
  await start();
  zalo.outcomes.push(tooLate);
  clock.advance(8 * dayMs);
  await tell(lan, 'một');
  await expect.poll(states).toEqual(['refused']);
  await stop();
  clock.advance(200 * dayMs);
  await forgetOld(client(), clock.now());
  expect(await states()).toEqual(['refused']);
  clock.advance(166 * dayMs);
  await forgetOld(client(), clock.now());
  expect(await states()).toEqual([]);
});
