import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Capability } from '../../bot/capability.ts';
import type { Machine } from '../../bot/machine.ts';
import { reply } from '../../bot/message.ts';
import { phrases } from '../../bot/phrases.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, until } from '../platform.ts';

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

const texts = (replies: { text: string }[]) => replies.map((one) => one.text);
const start = async (platform: ReturnType<typeof createPlatform>, capabilities?: Capability[]) => {
  machine = await startTestMachine({ database, clock, channels: [platform], ...(capabilities && { capabilities }) });
};

test('a message is answered once, and its rows tell the whole story', async () => {
  const platform = createPlatform();
  await start(platform);
  await platform.says('an', 'xin chào');
  expect(texts(await platform.replies('an', 1))).toEqual(['Bạn nói: xin chào']);
  await until(
    async () => (await database.client.outbox.count({ where: { state: 'sent' } })) === 1,
    () => 'the send to be settled',
  );
  const [sent] = await database.client.outbox.findMany();
  expect(sent).toMatchObject({ channel: 'telegram', chat: 'an', attempts: 1, platformId: `p${sent?.id}` });
  const [inbox] = await database.client.inbox.findMany();
  expect(inbox).toMatchObject({ failures: 0, doneAt: clock.now() });
});

test('a message that cannot be read is refused, and holds up no other', async () => {
  const platform = createPlatform();
  await start(platform);
  await platform.says('an', 'một');
  await platform.replies('an', 1);
  const { conversationId } = await database.client.outbox.findFirstOrThrow({ select: { conversationId: true } });
  const now = clock.now();
  const row = { conversationId, channel: 'telegram', chat: 'an', priority: 0, notBefore: now, createdAt: now };
  const { id } = await database.client.outbox.create({ data: { ...row, payload: { text: 7 } } });
  await platform.says('an', 'hai');
  expect(texts(await platform.replies('an', 2))).toEqual(['Bạn nói: một', 'Bạn nói: hai']);
  expect(await database.client.outbox.findUnique({ where: { id } })).toMatchObject({ state: 'refused' });
});

test('a second arrival of the same message changes nothing', async () => {
  const platform = createPlatform();
  await start(platform);
  await platform.says('an', 'một', 'u1');
  await platform.replies('an', 1);
  await platform.says('an', 'một', 'u1');
  await platform.says('an', 'hai', 'u2');
  expect(texts(await platform.replies('an', 2))).toEqual(['Bạn nói: một', 'Bạn nói: hai']);
  expect(await database.client.inbox.count()).toBe(2);
});

test('a person is answered in the order of their messages, while other people are not kept waiting', async () => {
  const platform = createPlatform();
  await start(platform);
  const numbers = Array.from({ length: 12 }, (_, index) => `${index}`);
  await Promise.all([
    (async () => {
      for (const number of numbers) await platform.says('an', number);
    })(),
    (async () => {
      for (const number of numbers) await platform.says('bình', number);
    })(),
  ]);
  const wanted = numbers.map((number) => `Bạn nói: ${number}`);
  expect(texts(await platform.replies('an', 12))).toEqual(wanted);
  expect(texts(await platform.replies('bình', 12))).toEqual(wanted);
});

test('two arrivals of a new person at the same instant make one person', async () => {
  const platform = createPlatform();
  await start(platform);
  await Promise.all(['a', 'b', 'c', 'd'].map((id) => platform.says('an', id, id)));
  await platform.replies('an', 4);
  expect(await database.client.person.count()).toBe(1);
  expect(await database.client.conversation.count()).toBe(1);
});

test('a send that the platform puts off is tried again when its time has come, and keeps its place', async () => {
  const platform = createPlatform();
  platform.outcomes.push({ kind: 'retry', why: 'too many', afterMs: 300 });
  await start(platform);
  await platform.says('an', 'một');
  await platform.says('an', 'hai');
  await until(
    () => platform.tried.length === 1,
    () => 'the first try',
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(platform.delivered).toEqual([]);
  clock.advance(300);
  expect(texts(await platform.replies('an', 2))).toEqual(['Bạn nói: một', 'Bạn nói: hai']);
});

test('a reply that may have arrived is repeated, since a missing answer is worse than a doubled one', async () => {
  const platform = createPlatform();
  platform.outcomes.push({ kind: 'unknown', why: 'time-out' });
  await start(platform);
  await platform.says('an', 'một');
  await until(
    () => platform.tried.length === 1,
    () => 'the first try',
  );
  clock.advance(2_000);
  expect(texts(await platform.replies('an', 1))).toEqual(['Bạn nói: một']);
  expect(platform.tried).toHaveLength(2);
});

test('a person who blocked the bot is marked, and is reachable again once they write', async () => {
  const platform = createPlatform();
  platform.outcomes.push({ kind: 'unreachable', why: 'blocked' });
  await start(platform);
  await platform.says('an', 'một');
  const conversation = () => database.client.conversation.findFirstOrThrow();
  await until(
    async () => (await conversation()).unreachable === 'blocked',
    () => 'the mark',
  );
  await platform.says('an', 'hai');
  expect(texts(await platform.replies('an', 1))).toEqual(['Bạn nói: hai']);
  expect((await conversation()).unreachable).toBeNull();
});

test('a platform that says the person left gets no reply, and the person is marked', async () => {
  const platform = createPlatform();
  await start(platform);
  await platform.arrives('an', { kind: 'left' });
  await until(
    async () => (await database.client.conversation.findFirst())?.unreachable != null,
    () => 'the mark',
  );
  expect(platform.tried).toEqual([]);
});

test('what was waiting when the process ended is answered by the next one', async () => {
  const first = createPlatform();
  first.outcomes.push({ kind: 'retry', why: 'too many', afterMs: 60_000 });
  await start(first);
  await first.says('an', 'một');
  await until(
    () => first.tried.length === 1,
    () => 'the first try',
  );
  await machine?.stop();
  const second = createPlatform();
  clock.advance(60_000);
  await start(second);
  expect(texts(await second.replies('an', 1))).toEqual(['Bạn nói: một']);
});

test('a send that was in flight when its process died is sent again', async () => {
  const platform = createPlatform();
  await start(platform);
  await platform.says('an', 'một');
  await platform.replies('an', 1);
  await machine?.stop();
  await database.client.outbox.updateMany({ data: { state: 'sending', settledAt: null } });
  await start(platform);
  expect(texts(await platform.replies('an', 2))).toEqual(['Bạn nói: một', 'Bạn nói: một']);
});

const menu: Capability = {
  name: 'menu',
  commands: [{ name: 'menu', description: 'Chọn' }],
  command: async () => [
    reply('Chọn đi', {
      choices: [
        { label: '🍇 Nho sấy', value: 'menu:nho' },
        { label: 'Nước mắm', value: 'menu:mắm' },
      ],
    }),
  ],
  pick: async (_turn, value) => [reply(`Đã chọn ${value}`)],
  message: async ({ input }) => [reply(`Hỏi: ${input.kind === 'text' ? input.text : input.kind}`)],
};

test.each([
  ['2', 'Đã chọn mắm'],
  ['Nước mắm', 'Đã chọn mắm'],
  ['nuoc mam', 'Đã chọn mắm'],
  ['nho say', 'Đã chọn nho'],
  ['3', phrases.pickNumber(2)],
  ['nước mắm là gì', 'Hỏi: nước mắm là gì'],
])('after a choice is offered, «%s» is understood', async (typed, answer) => {
  const platform = createPlatform();
  await start(platform, [menu]);
  await platform.says('an', '/menu');
  await platform.replies('an', 1);
  await platform.says('an', typed);
  expect(texts(await platform.replies('an', 2)).at(-1)).toBe(answer);
});

test('a button works long after other messages came, and only in its own chat', async () => {
  const platform = createPlatform();
  await start(platform, [menu]);
  await platform.says('an', '/menu');
  await platform.replies('an', 1);
  await platform.says('an', 'chuyện khác');
  await platform.replies('an', 2);
  const offered = platform.delivered[0];
  await platform.presses(offered, 'Nước mắm');
  expect(texts(await platform.replies('an', 3)).at(-1)).toBe('Đã chọn mắm');
  await platform.arrives('bình', { kind: 'choice', message: offered?.key ?? '', index: 1 });
  expect(texts(await platform.replies('bình', 1))).toEqual(['Hỏi: stale']);
});

test.each(['/menu', 'menu', 'MENU', '/MENU@OcopBot', 'Mê nu', ' /menu '])('«%s» opens the menu', async (typed) => {
  const platform = createPlatform();
  await start(platform, [menu]);
  await platform.says('an', typed);
  expect(texts(await platform.replies('an', 1))).toEqual(['Chọn đi']);
});

test('more than 30 messages in 30 seconds bring one polite notice, and every message is answered after it', async () => {
  const platform = createPlatform();
  await start(platform);
  for (let n = 1; n <= 45; n++) await platform.says('an', `${n}`);
  await until(
    async () => (await database.client.conversation.findFirstOrThrow()).pausedUntil !== null,
    () => 'the pause',
  );
  expect(texts(await platform.replies('an', 31)).at(-1)).toBe(phrases.pauseNotice);
  await platform.says('bình', 'tôi');
  expect(texts(await platform.replies('bình', 1))).toEqual(['Bạn nói: tôi']);
  clock.advance(30_000);
  const all = texts(await platform.replies('an', 46));
  expect(all.filter((text) => text === phrases.pauseNotice)).toHaveLength(1);
  expect(all.filter((text) => text !== phrases.pauseNotice)).toEqual(
    Array.from({ length: 45 }, (_, n) => `Bạn nói: ${n + 1}`),
  );
});

test('thirty messages in thirty seconds are no flood', async () => {
  const platform = createPlatform();
  await start(platform);
  for (let n = 1; n <= 30; n++) await platform.says('an', `${n}`);
  expect(texts(await platform.replies('an', 30))).not.toContain(phrases.pauseNotice);
});

test('a long answer is cut at sentence ends for the channel, its buttons under the last piece', async () => {
  const platform = createPlatform('telegram', { textLength: 60, perSecond: null });
  const long: Capability = {
    name: 'long',
    message: async () => [
      reply('Câu thứ nhất nói về nho và táo. Câu thứ hai nói về tỏi và hành. Câu thứ ba nói về muối.', {
        choices: [{ label: 'Tiếp', value: 'long:x' }],
      }),
    ],
  };
  await start(platform, [long]);
  await platform.says('an', 'kể đi');
  const replies = await platform.replies('an', 2);
  expect(texts(replies)).toEqual([
    'Câu thứ nhất nói về nho và táo.',
    'Câu thứ hai nói về tỏi và hành. Câu thứ ba nói về muối.',
  ]);
  expect(replies.map((one) => one.choices.length)).toEqual([0, 1]);
});

test('a message whose turn keeps failing is undone each time, then answered with an apology, and blocks nobody', async () => {
  const platform = createPlatform();
  const broken: Capability = {
    name: 'broken',
    async message(turn) {
      if (turn.input.kind === 'text' && turn.input.text === 'hỏng') {
        await turn.tx.feedback.create({
          data: {
            conversationId: turn.conversationId,
            kind: 'wrong',
            answerKey: 'x',
            question: 'x',
            citations: [],
            createdAt: turn.now,
          },
        });
        throw new Error('broken on purpose');
      }
      return [reply('ổn')];
    },
  };
  await start(platform, [broken]);
  await platform.says('an', 'hỏng', 'u1');
  await platform.says('bình', 'khoẻ');
  expect(texts(await platform.replies('bình', 1))).toEqual(['ổn']);
  for (let failures = 1; failures <= 4; failures++) {
    const message = () => database.client.inbox.findFirstOrThrow({ where: { externalId: 'u1' } });
    await until(
      async () => (await message()).failures === failures,
      () => `failure ${failures}`,
    );
    clock.advance(30_000);
  }
  await platform.says('an', 'tiếp');
  expect(texts(await platform.replies('an', 2))).toEqual([phrases.apology, 'ổn']);
  expect(await database.client.feedback.count()).toBe(0);
});

test('long work shows typing', async () => {
  const platform = createPlatform();
  const slow: Capability = {
    name: 'slow',
    message: () => new Promise((resolve) => setTimeout(() => resolve([reply('xong')]), 900)),
  };
  await start(platform, [slow]);
  await platform.says('an', 'làm đi');
  await platform.replies('an', 1);
  expect(platform.typed).toEqual(['an']);
});

test('what a capability remembers is there in the next turn, after a restart too', async () => {
  const platform = createPlatform();
  const { z } = await import('zod');
  const counter: Capability = {
    name: 'counter',
    async message(turn) {
      const count = (turn.recall('count', z.number()) ?? 0) + 1;
      turn.remember('count', count);
      return [reply(`lần ${count}`)];
    },
  };
  await start(platform, [counter]);
  await platform.says('an', 'x');
  await platform.replies('an', 1);
  await machine?.stop();
  await start(platform, [counter]);
  await platform.says('an', 'x');
  expect(texts(await platform.replies('an', 2))).toEqual(['lần 1', 'lần 2']);
});
