/** What is sent twice, or where others read along, does nothing that its sender did not mean. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Capability } from '../../bot/capability.ts';
import type { Machine } from '../../bot/machine.ts';
import { reply } from '../../bot/message.ts';
import { phrases } from '../../bot/phrases.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, echo, startTestMachine, type TestClock } from '../machine.ts';
import { createPlatform, type Platform } from '../platform.ts';

let database: TestDatabase;
let clock: TestClock;
let platform: Platform;
let machine: Machine;
let sent: string[];

/** Asks twice before it does something, with lists that are answered by a number. */
const order: Capability = {
  name: 'order',
  isPersonal: true,
  commands: [{ name: 'dat', description: 'Đặt hàng' }],
  command: async () => [reply('Mua gì?', { choices: [{ label: 'Mật nho', value: 'order:honey' }] })],
  async pick(_turn, value) {
    if (value === 'honey') return [reply('Gửi?', { choices: [{ label: 'Gửi luôn', value: 'order:send' }] })];
    sent.push(value);
    return [reply('Đã gửi')];
  },
};

const start = () => startTestMachine({ database, clock, channels: [platform], capabilities: [order, echo] });
const texts = async (chat: string, count: number) => (await platform.replies(chat, count)).map(({ text }) => text);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  sent = [];
  clock = createTestClock();
  platform = createPlatform();
  machine = await start();
});
afterEach(() => machine.stop());

test('a number sent twice before it was answered chooses once', async () => {
  await platform.says('lan', '/dat');
  await texts('lan', 1);
  // Both arrive before the first is looked at.
  const { client } = database;
  const { channel, conversationId } = await client.inbox.findFirstOrThrow();
  await machine.stop();
  const at = clock.now();
  await client.inbox.createMany({
    data: ['a', 'b'].map((externalId) => ({
      channel,
      externalId,
      conversationId,
      content: { kind: 'text', text: '1' },
      receivedAt: at,
    })),
  });
  clock.advance(1_000);
  machine = await start();
  expect((await texts('lan', 3)).slice(1)).toEqual(['Gửi?', phrases.saidTwice]);
  expect(sent).toEqual([]);
  // The list stays open for who has read it.
  clock.advance(5_000);
  await platform.says('lan', '1');
  expect((await texts('lan', 4)).at(-1)).toBe('Đã gửi');
  expect(sent).toEqual(['send']);
});

test('the same number after the answer is an answer of its own', async () => {
  for (const [index, text] of ['/dat', '1', '1'].entries()) {
    await platform.says('lan', text);
    await texts('lan', index + 1);
  }
  expect(sent).toEqual(['send']);
});

test('in a group what concerns one person is refused, and everything else is answered', async () => {
  const says = (text: string) => platform.arrives('group', { kind: 'text', text }, undefined, 'lan');
  await says('/dat');
  expect(await texts('group', 1)).toEqual([phrases.onlyPrivately]);
  await says('nhóm 3 gồm gì');
  expect((await texts('group', 2)).at(-1)).toBe('Bạn nói: nhóm 3 gồm gì');
  await platform.says('lan', '/dat');
  expect((await texts('lan', 1)).at(-1)).toBe('Mua gì?');
});
