/** What an officer does about the people who were not told, or perhaps not. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeBroadcasts, countUnknownAsSent, type Ledger, readLedger, sendAgain } from '../../bot/broadcast.ts';
import type { Machine } from '../../bot/machine.ts';
import { addPeopleOf, addPerson, planFor } from '../audience.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { testServer } from '../database-server.ts';
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
const ledgerBecomes = async (id: bigint, numbers: Partial<Ledger>) => {
  await expect.poll(() => readLedger(client(), id)).toMatchObject({ planned: 0, sending: 0, erased: 0, ...numbers });
};
const countsOf = (platform: Platform) => {
  const counts: Record<string, number> = {};
  for (const { chat } of platform.delivered) counts[chat] = (counts[chat] ?? 0) + 1;
  return counts;
};

/** A broadcast to five people: two got it, one each was refused, unreachable and unknown. */
async function mixed(platform: Platform): Promise<bigint> {
  await addPeopleOf(client(), clock.now(), ['an', 'bình', 'chi', 'dung', 'em']);
  platform.outcomes.push(
    { kind: 'sent', platformId: 'p1' },
    { kind: 'refused', why: 'too long' },
    { kind: 'unreachable', why: 'blocked' },
    { kind: 'unknown', why: 'time-out' },
  );
  await start(platform);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await ledgerBecomes(id, { audience: 5, sent: 2, refused: 1, unreachable: 1, unknown: 1 });
  return id;
}

test('sent again to those who failed, nobody who has it gets a second copy, and the unknown one is left alone', async () => {
  const platform = createPlatform();
  const id = await mixed(platform);
  const unsure = await client().outbox.findFirstOrThrow({ where: { state: 'unknown' } });
  expect(await sendAgain(client(), clock.now(), id, ['refused', 'unreachable'])).toBe(2);
  await ledgerBecomes(id, { sent: 4, unknown: 1 });
  expect(Object.values(countsOf(platform))).toEqual([1, 1, 1, 1]);
  expect(countsOf(platform)[unsure.chat]).toBeUndefined();
  expect(await sendAgain(client(), clock.now(), id, ['refused', 'unreachable'])).toBe(0);
});

test('the unknown one is sent again when the officer says so, and only then', async () => {
  const platform = createPlatform();
  const id = await mixed(platform);
  expect(await sendAgain(client(), clock.now(), id, ['unknown'])).toBe(1);
  await ledgerBecomes(id, { sent: 3, refused: 1, unreachable: 1, unknown: 0 });
  expect(Object.values(countsOf(platform))).toEqual([1, 1, 1]);
  expect(await countUnknownAsSent(client(), clock.now(), id)).toBe(0);
});

test('the unknown one taken as sent is counted so, with a reason, and is not written to again', async () => {
  const platform = createPlatform();
  const id = await mixed(platform);
  expect(await countUnknownAsSent(client(), clock.now(), id)).toBe(1);
  expect(await sendAgain(client(), clock.now(), id, ['unknown'])).toBe(0);
  await ledgerBecomes(id, { sent: 3, refused: 1, unreachable: 1, unknown: 0 });
  expect(platform.delivered).toHaveLength(2);
  const taken = await client().outbox.findFirstOrThrow({ where: { reason: { not: null }, state: 'sent' } });
  expect(taken).toMatchObject({ reason: 'taken as sent by an officer', platformId: null, settledAt: clock.now() });
});

test('sent again, a broadcast that was done runs, and is done again', async () => {
  const platform = createPlatform();
  const id = await mixed(platform);
  const state = async () => (await client().broadcast.findUniqueOrThrow({ where: { id } })).state;
  await expect.poll(state).toBe('done');
  await sendAgain(client(), clock.now(), id, ['refused']);
  expect(await client().broadcast.findUnique({ where: { id } })).toMatchObject({ state: 'running', endedAt: null });
  await expect.poll(state).toBe('done');
});

test('who writes in a group alone is never told there, and is reached once they write in private', async () => {
  await addPerson(client(), clock.now(), { chat: '-100', sender: 'an' });
  const platform = createPlatform();
  await start(platform);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await ledgerBecomes(id, { audience: 1, unreachable: 1 });
  expect(await client().outbox.findFirst()).toMatchObject({ reason: 'no private chat' });
  expect(await sendAgain(client(), clock.now(), id, ['unreachable'])).toBe(0);
  await ledgerBecomes(id, { audience: 1, unreachable: 1 });
  const { personId } = await client().conversation.findFirstOrThrow();
  const at = clock.now();
  const own = { personId, channel: 'telegram', chat: 'an', sender: 'an', createdAt: at, lastInboundAt: at };
  await client().conversation.create({ data: own });
  expect(await sendAgain(client(), clock.now(), id, ['unreachable'])).toBe(1);
  await ledgerBecomes(id, { audience: 1, sent: 1 });
  expect(platform.tried.map(({ chat }) => chat)).toEqual(['an']);
});

test('sent again, a person who moved to another chat meanwhile is told there', async () => {
  await addPerson(client(), clock.now(), { chat: 'an-old' });
  const platform = createPlatform();
  platform.outcomes.push({ kind: 'unreachable', why: 'blocked' });
  await start(platform);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await ledgerBecomes(id, { audience: 1, unreachable: 1 });
  const { personId } = await client().conversation.findFirstOrThrow();
  const at = clock.now();
  const fresh = { personId, channel: 'telegram', chat: 'an-new', sender: 'an-new', createdAt: at, lastInboundAt: at };
  await client().conversation.create({ data: fresh });
  expect(await sendAgain(client(), clock.now(), id, ['unreachable'])).toBe(1);
  await ledgerBecomes(id, { audience: 1, sent: 1 });
  expect(countsOf(platform)).toEqual({ 'an-new': 1 });
});

test.skipIf(!testServer)('sent again in the very moment in which it is closed, a broadcast runs on', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await client().outbox.updateMany({ data: { state: 'refused' } });
  let closing: Promise<void> = Promise.resolve();
  await client().$transaction(async (tx) => {
    await sendAgain(tx, clock.now(), id, ['refused']);
    closing = client().$transaction((other) => closeBroadcasts(other, clock.now()));
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  await closing;
  expect(await client().broadcast.findUnique({ where: { id } })).toMatchObject({ state: 'running' });
});
