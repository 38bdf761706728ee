import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Capability } from '../../bot/capability.ts';
import type { Consult, Consultation } from '../../bot/consult.ts';
import type { Machine } from '../../bot/machine.ts';
import { reply } from '../../bot/message.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, until } from '../platform.ts';

let database: TestDatabase;
let machine: Machine | null = null;
let clock = createTestClock();
let platform = createPlatform();

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
  platform = createPlatform();
});
afterEach(async () => {
  await machine?.stop();
  machine = null;
});

/** Asks about every text that ends in a question mark, and counts how often it began. */
const curious: Capability = {
  name: 'curious',
  async message(turn) {
    const { input } = turn;
    if (input.kind !== 'text' || !input.text.endsWith('?')) return [reply('Vâng.')];
    const visits = (turn.recall('visits', z.number()) ?? 0) + 1;
    turn.remember('visits', visits);
    await turn.tx.feedback.create({
      data: {
        conversationId: turn.conversationId,
        kind: 'unanswered',
        answerKey: `${turn.messageId}`,
        question: '',
        citations: [],
        createdAt: turn.now,
      },
    });
    const consulted = turn.consult('answer', { question: input.text }, { withinMs: 7_000 });
    if (consulted === 'pending') return [];
    return [reply(`${consulted.advice ?? 'Không ai biết'}, lần ${visits}`)];
  },
};

/** Advice that comes when the test says so. */
function slowAdvice() {
  const asked: (Consultation & { give(advice: string): void; signal: AbortSignal })[] = [];
  const consult: Consult = (consultation, signal) =>
    new Promise((resolve) => asked.push({ ...consultation, give: resolve, signal }));
  const isAsked = (count: number) =>
    until(
      () => asked.length >= count,
      () => `${count} consultations`,
    );
  return { asked, consult, isAsked };
}

const start = async (consult?: Consult) => {
  machine = await startTestMachine({
    database,
    clock,
    channels: [platform],
    capabilities: [curious],
    ...(consult && { consult }),
  });
};
const texts = async (chat: string, count: number) => (await platform.replies(chat, count)).map((one) => one.text);
const row = () => database.client.inbox.findFirstOrThrow({ orderBy: { id: 'asc' } });

test('the turn begins anew with the advice, as if it had not been, and nothing of it is kept', async () => {
  await start(async ({ request }) => `Đã hỏi ${JSON.stringify(request)}`);
  await platform.says('an', 'Có không?');
  expect(await texts('an', 1)).toEqual(['Đã hỏi {"question":"Có không?"}, lần 1']);
  expect(await database.client.feedback.count()).toBe(1);
  expect(await row()).toMatchObject({ advice: null, consultRequest: null, consultDueAt: null, consultTries: 1 });
});

test('nobody is asked where nobody gives advice', async () => {
  await start();
  await platform.says('an', 'Có không?');
  expect(await texts('an', 1)).toEqual(['Không ai biết, lần 1']);
  expect((await row()).consultTries).toBe(0);
});

test('later messages of the person wait for the advice, other people’s do not', async () => {
  const { asked, consult, isAsked } = slowAdvice();
  await start(consult);
  await platform.says('an', 'Có không?');
  await isAsked(1);
  await platform.says('an', 'Chào');
  await platform.says('bình', 'Chào');
  expect(await texts('bình', 1)).toEqual(['Vâng.']);
  expect(await texts('an', 0)).toEqual([]);
  asked[0]?.give('Có');
  expect(await texts('an', 2)).toEqual(['Có, lần 1', 'Vâng.']);
});

test('several people’s advice is asked for at the same time', async () => {
  const { asked, consult, isAsked } = slowAdvice();
  await start(consult);
  for (const chat of ['an', 'bình', 'chi']) await platform.says(chat, 'Có không?');
  await isAsked(3);
  for (const one of asked) one.give('Có');
  for (const chat of ['an', 'bình', 'chi']) expect(await texts(chat, 1)).toEqual(['Có, lần 1']);
});

test('advice that comes too late is not waited for, even if whoever gives it does not heed the signal', async () => {
  const { asked, consult, isAsked } = slowAdvice();
  await start(consult);
  await platform.says('an', 'Có không?');
  await isAsked(1);
  clock.advance(6_900);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked[0]?.signal.aborted).toBe(false);
  clock.advance(100);
  expect(await texts('an', 1)).toEqual(['Không ai biết, lần 1']);
  expect(asked[0]?.signal.aborted).toBe(true);
});

test('a message that waited as long as an answer may take is answered without advice', async () => {
  const { asked, consult } = slowAdvice();
  await start(consult);
  await machine?.stop();
  machine = null;
  await database.client.$executeRaw`INSERT INTO person DEFAULT VALUES`;
  const person = await database.client.person.findFirstOrThrow();
  const conversation = await database.client.conversation.create({
    data: { personId: person.id, channel: 'telegram', chat: 'an', sender: 'an' },
  });
  await database.client.inbox.create({
    data: {
      channel: 'telegram',
      externalId: '1',
      conversationId: conversation.id,
      content: { kind: 'text', text: 'Có không?' },
      receivedAt: new Date(clock.now().getTime() - 7_000),
    },
  });
  await start(consult);
  expect(await texts('an', 1)).toEqual(['Không ai biết, lần 1']);
  expect(asked).toEqual([]);
});

test('advice that cannot be had is no advice', async () => {
  await start(async () => {
    throw new Error('out of reach');
  });
  await platform.says('an', 'Có không?');
  expect(await texts('an', 1)).toEqual(['Không ai biết, lần 1']);
});

test('a machine that is stopped in the middle asks again at its next start', async () => {
  const { consult, isAsked } = slowAdvice();
  await start(consult);
  await platform.says('an', 'Có không?');
  await isAsked(1);
  await machine?.stop();
  expect(await row()).toMatchObject({ doneAt: null, consultTries: 1 });
  await start(async () => 'Có');
  expect(await texts('an', 1)).toEqual(['Có, lần 1']);
});

test('what a dead machine was asking for is answered without, once the time is over', async () => {
  const { consult, isAsked } = slowAdvice();
  await start(consult);
  await platform.says('an', 'Có không?');
  await isAsked(1);
  await machine?.stop();
  // As a kill leaves it: claimed.
  const { receivedAt } = await row();
  const consultDueAt = new Date(receivedAt.getTime() + 7_300);
  await database.client.inbox.updateMany({ data: { consultDueAt } });
  const second = slowAdvice();
  await start(second.consult);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await texts('an', 0)).toEqual([]);
  clock.advance(7_300);
  expect(await texts('an', 1)).toEqual(['Không ai biết, lần 1']);
  expect(second.asked).toEqual([]);
});

test('what waits for advice is answered without it at a start where nobody gives any', async () => {
  const { consult, isAsked } = slowAdvice();
  await start(consult);
  await platform.says('an', 'Có không?');
  await isAsked(1);
  await machine?.stop();
  await start();
  expect(await texts('an', 1)).toEqual(['Không ai biết, lần 1']);
});

test('typing shows while advice is asked for', async () => {
  const { asked, consult, isAsked } = slowAdvice();
  await start(consult);
  await platform.says('an', 'Có không?');
  await isAsked(1);
  await until(
    () => platform.typed.includes('an'),
    () => 'typing',
  );
  asked[0]?.give('Có');
  await platform.replies('an', 1);
});
