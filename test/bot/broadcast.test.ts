/** One message to many: whom it is meant for, and what the ledger says at every moment. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  cancelBroadcast,
  type Ledger,
  pauseBroadcast,
  previewReach,
  readLedger,
  readReasons,
  resumeBroadcast,
} from '../../bot/broadcast.ts';
import type { SendOutcome } from '../../bot/channel.ts';
import type { Machine } from '../../bot/machine.ts';
import { addPeopleOf, addPerson, everybody, planFor, planMessage } from '../audience.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, type Platform, until } from '../platform.ts';

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

const start = async (platform: Platform) => {
  machine = await startTestMachine({ database, clock, channels: [platform] });
};
const client = () => database.client;
const stateOf = async (id: bigint) => (await client().broadcast.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: bigint, state: string) =>
  until(
    async () => (await stateOf(id)) === state,
    () => `the broadcast to be ${state}`,
  );
/** Waits until the ledger shows these numbers; all the others are zero but the audience. */
const ledgerBecomes = async (id: bigint, numbers: Partial<Ledger>) => {
  const none = { planned: 0, sending: 0, sent: 0, refused: 0, unreachable: 0, cancelled: 0, unknown: 0, erased: 0 };
  await expect.poll(() => readLedger(client(), id)).toEqual({ ...none, ...numbers });
};
const chatsOf = (platform: Platform) => platform.delivered.map(({ chat }) => chat).sort();
const hoursAgo = (hours: number) => new Date(clock.now().getTime() - hours * 3_600_000);

test('a person with two chats is told once, where they wrote last, and the broadcast is done', async () => {
  await addPerson(
    client(),
    clock.now(),
    { chat: 'an-old', lastInboundAt: hoursAgo(5) },
    { chat: 'an-new', lastInboundAt: hoursAgo(1) },
  );
  await addPerson(client(), clock.now(), { chat: 'bình' });
  expect(await previewReach(client(), clock.now(), everybody)).toEqual([
    { channel: 'telegram', hindrance: null, standing: 'free', people: 2 },
  ]);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await ledgerBecomes(id, { audience: 2, planned: 2 });
  const platform = createPlatform();
  await start(platform);
  await becomes(id, 'done');
  expect(chatsOf(platform)).toEqual(['an-new', 'bình']);
  expect(platform.delivered.map((one) => one.reply.text)).toEqual(['Mời họp', 'Mời họp']);
  await ledgerBecomes(id, { audience: 2, sent: 2 });
});

test('a second row for the same person in the same broadcast is impossible', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  const { id: _, payload: __, ...row } = await client().outbox.findFirstOrThrow({ where: { broadcastId: id } });
  await expect(client().outbox.create({ data: row })).rejects.toThrow(/unique/i);
});

test('whoever blocked the bot has a row that says so, is not written to, and hears the next one after writing', async () => {
  await addPerson(client(), clock.now(), { chat: 'an', unreachable: 'blocked' });
  await addPeopleOf(client(), clock.now(), ['bình']);
  const platform = createPlatform();
  await start(platform);
  const first = await planFor(client(), clock.now(), 'một');
  await ledgerBecomes(first, { audience: 2, sent: 1, unreachable: 1 });
  expect(await readReasons(client(), first)).toEqual([{ state: 'unreachable', reason: 'blocked', people: 1 }]);
  await platform.says('an', 'chào');
  await platform.replies('an', 1);
  const second = await planFor(client(), clock.now(), 'hai');
  await ledgerBecomes(second, { audience: 2, sent: 2 });
  expect((await platform.replies('an', 2)).map((one) => one.text)).toEqual(['Bạn nói: chào', 'hai']);
});

test('whom the platform calls unreachable is left out of the next broadcast', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const platform = createPlatform();
  platform.outcomes.push({ kind: 'unreachable', why: 'blocked' });
  await start(platform);
  await ledgerBecomes(await planFor(client(), clock.now(), 'một'), { audience: 1, unreachable: 1 });
  await ledgerBecomes(await planFor(client(), clock.now(), 'hai'), { audience: 1, unreachable: 1 });
  expect(platform.tried).toHaveLength(1);
});

test('paused, nothing more goes out; resumed, the rest does', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  expect(await pauseBroadcast(client(), id)).toBe(true);
  expect(await pauseBroadcast(client(), id)).toBe(false);
  const platform = createPlatform();
  await start(platform);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(platform.tried).toEqual([]);
  expect(await stateOf(id)).toBe('paused');
  expect(await resumeBroadcast(client(), id)).toBe(true);
  expect(await resumeBroadcast(client(), id)).toBe(false);
  await becomes(id, 'done');
  expect(chatsOf(platform)).toEqual(['an', 'bình']);
});

test('cancelled, what is not sent never is, and stays cancelled', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await pauseBroadcast(client(), id);
  expect(await cancelBroadcast(client(), clock.now(), id)).toBe(2);
  expect(await resumeBroadcast(client(), id)).toBe(false);
  const platform = createPlatform();
  await start(platform);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(platform.tried).toEqual([]);
  await ledgerBecomes(id, { audience: 2, cancelled: 2 });
  expect(await stateOf(id)).toBe('cancelled');
});

test('cancelled while the platform puts a send off, that one is not sent either', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  let end = (_: SendOutcome) => {};
  const platform = createPlatform();
  platform.send = (message) => {
    platform.tried.push(message);
    return new Promise((resolve) => {
      end = resolve;
    });
  };
  await start(platform);
  await expect.poll(() => platform.tried.length).toBe(1);
  expect(await cancelBroadcast(client(), clock.now(), id)).toBe(0);
  await ledgerBecomes(id, { audience: 1, sending: 1 });
  end({ kind: 'retry', why: 'too many', afterMs: 500 });
  await ledgerBecomes(id, { audience: 1, cancelled: 1 });
  clock.advance(60_000);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(platform.tried).toHaveLength(1);
});

test('a broadcast that is done cannot be cancelled any more', async () => {
  await addPeopleOf(client(), clock.now(), ['an']);
  const platform = createPlatform();
  await start(platform);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await becomes(id, 'done');
  expect(await cancelBroadcast(client(), clock.now(), id)).toBe(0);
  expect(await stateOf(id)).toBe('done');
});

test('a send that may have arrived is repeated when it is an answer, and never when it is a broadcast', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình']);
  const platform = createPlatform();
  platform.send = async (message) => {
    platform.tried.push(message);
    return { kind: 'unknown', why: 'time-out' };
  };
  await start(platform);
  await planMessage(client(), clock.now(), { chat: 'an', text: 'trả lời', kind: 'reply' });
  const id = await planFor(client(), clock.now(), 'Mời họp');
  await ledgerBecomes(id, { audience: 2, unknown: 2 });
  for (let tries = 2; tries <= 3; tries++) {
    clock.advance(10_000);
    const answers = () => platform.tried.filter(({ reply }) => reply.text === 'trả lời').length;
    await expect.poll(answers).toBeGreaterThanOrEqual(tries);
  }
  await becomes(id, 'done');
  expect(platform.tried.filter(({ reply }) => reply.text === 'Mời họp')).toHaveLength(2);
});

test('asked to end, the process writes down at once what has ended, and waits for the slow send alone', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình', 'chậm']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  const ends: (() => void)[] = [];
  const platform = createPlatform();
  platform.send = (message) =>
    new Promise((resolve) => {
      const end = () => resolve({ kind: 'sent', platformId: message.key });
      if (message.chat === 'chậm') ends.push(end);
      else ends.unshift(end);
    });
  await start(platform);
  await expect.poll(() => ends.length).toBe(3);
  const stopped = machine?.stop();
  machine = null;
  for (const end of ends.slice(0, 2)) end();
  await ledgerBecomes(id, { audience: 3, sent: 2, sending: 1 });
  ends[2]?.();
  await stopped;
  await ledgerBecomes(id, { audience: 3, sent: 3 });
});

test('the ledger adds up to the audience in every state, people who had their data deleted included', async () => {
  await addPeopleOf(client(), clock.now(), ['an', 'bình', 'chi', 'dung', 'em', 'gấm', 'hoa', 'kim']);
  const id = await planFor(client(), clock.now(), 'Mời họp');
  const rows = await client().outbox.findMany({ where: { broadcastId: id }, orderBy: { id: 'asc' } });
  const states = ['planned', 'sending', 'sent', 'refused', 'unreachable', 'cancelled', 'unknown'] as const;
  for (const [index, state] of states.entries()) {
    await client().outbox.updateMany({ where: { id: rows[index]?.id ?? 0n }, data: { state } });
  }
  const each = { planned: 2, sending: 1, sent: 1, refused: 1, unreachable: 1, cancelled: 1, unknown: 1 };
  expect(await readLedger(client(), id)).toEqual({ ...each, audience: 8, erased: 0 });
  for (const [index, state] of states.entries()) {
    await client().conversation.delete({ where: { id: rows[index]?.conversationId ?? 0n } });
    const { audience, ...rest } = await readLedger(client(), id);
    expect(rest).toMatchObject({ erased: index + 1, [state]: state === 'planned' ? 1 : 0 });
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(audience);
  }
});
