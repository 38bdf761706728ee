import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Capability } from '../../bot/capability.ts';
import { storeArrivals } from '../../bot/inbox.ts';
import { reply, replySchema } from '../../bot/message.ts';
import { createRouter } from '../../bot/router.ts';
import { takeTurns } from '../../bot/turn.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock } from '../machine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.reset());

const clock = createTestClock();
/** Counts, in the conversation and in the person's draft, and breaks where it is told to. */
const counting: Capability = {
  name: 'counting',
  async message(turn) {
    if (turn.input.kind === 'text' && turn.input.text === 'khó?') {
      turn.saveDraft('sum', 99);
      if (turn.consult('answer', null, { withinMs: 7_000 }) === 'pending') return [];
    }
    if (turn.input.kind === 'text' && turn.input.text === 'hỏng') throw new Error('broken on purpose');
    const count = (turn.recall('count', z.number()) ?? 0) + 1;
    turn.remember('count', count);
    turn.saveDraft('sum', z.number().catch(0).parse(turn.draft('sum')) + 1);
    return [reply(`lần ${count}`)];
  },
};
const take = (most: number) =>
  takeTurns(
    {
      database,
      clock,
      router: createRouter([counting]),
      channels: new Map(),
      isAdvised: true,
      onTaken: () => () => {},
    },
    most,
    60_000,
  );
let arrivals = 0;
const say = (chat: string, text: string) =>
  storeArrivals(database.client, clock, [
    { channel: 'telegram', id: `${++arrivals}`, chat, sender: chat, content: { kind: 'text', text } },
  ]);
const said = async () =>
  (await database.client.outbox.findMany({ orderBy: { id: 'asc' } })).map(
    ({ chat, payload }) => `${chat}: ${replySchema.parse(payload).text}`,
  );

test('several people are answered in one transaction, one message of each, the oldest first', async () => {
  for (const [chat, text] of [
    ['an', 'a'],
    ['an', 'b'],
    ['bình', 'c'],
    ['chi', 'd'],
  ] as const)
    await say(chat, text);
  expect(await take(12)).toHaveLength(3);
  expect(await said()).toEqual(['an: lần 1', 'bình: lần 1', 'chi: lần 1']);
  expect(await take(12)).toHaveLength(1);
  expect((await said()).at(-1)).toBe('an: lần 2');
  expect(await take(12)).toEqual([]);
});

test('no more are taken than asked for', async () => {
  for (const chat of ['an', 'bình', 'chi']) await say(chat, 'x');
  expect(await take(2)).toHaveLength(2);
  expect(await said()).toHaveLength(2);
});

test('when one fails, all are undone and each must be taken alone; only the failing one is put off', async () => {
  await say('an', 'x');
  await say('bình', 'hỏng');
  await say('chi', 'x');
  expect(await take(12)).toEqual(['apart', 'apart', 'apart']);
  expect(await said()).toEqual([]);
  expect(await database.client.draft.count()).toBe(0);
  const alone = [await take(1), await take(1), await take(1), await take(1)].flat();
  expect(alone.map((one) => (one === 'apart' ? one : one.kind))).toEqual(['done', 'failed', 'done']);
  expect(await said()).toEqual(['an: lần 1', 'chi: lần 1']);
  expect(await database.client.inbox.findMany({ where: { doneAt: null } })).toMatchObject([{ failures: 1 }]);
});

test('when one must wait for advice, the others are taken again together, without it', async () => {
  await say('an', 'x');
  await say('bình', 'khó?');
  await say('chi', 'x');
  expect(await take(12)).toEqual([{ kind: 'wants-advice', channel: 'telegram' }]);
  expect(await said()).toEqual([]);
  expect(await take(12)).toHaveLength(2);
  expect(await said()).toEqual(['an: lần 1', 'chi: lần 1']);
  expect(await take(12)).toEqual([]);
  expect(await database.client.draft.count()).toBe(2);
});

test('two conversations of one person are answered one after the other, so that the draft sees both', async () => {
  await say('an', 'x');
  await say('an trên web', 'x');
  const [first] = await database.client.conversation.findMany({ orderBy: { id: 'asc' } });
  await database.client.conversation.updateMany({ data: { personId: first?.personId ?? '' } });
  expect(await take(12)).toHaveLength(1);
  expect(await take(12)).toHaveLength(1);
  expect(await database.client.draft.findMany()).toMatchObject([{ dialog: 'sum', draft: 2 }]);
});
