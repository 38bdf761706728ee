import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetOld } from '../../../bot/retention.ts';
import { spentToday } from '../../../handlers/model/calls.ts';
import { type ModelChat, openModelChat } from './model-chat.ts';

let chat: ModelChat;
beforeAll(async () => {
  chat = await openModelChat();
});
afterAll(() => chat.close());
beforeEach(() => chat.begin());
afterEach(() => chat.stop());

const unsure = 'OCOP có bắt phải mua bảo hiểm cháy nổ không?';
const isUnknown = /không có trong Kế hoạch OCOP 2024/u;

test('the model answers what the index does not know, with sources and votes like any other answer', async () => {
  const [answer] = await chat.says('lan', unsure);
  expect(answer?.text).toBe('Chủ thể là hợp tác xã.');
  expect(answer?.sources).toEqual([{ label: 'Kế hoạch OCOP 2024, mục II.1', quote: 'hợp tác xã, tổ hợp tác' }]);
  expect(answer?.choices.map(({ label }) => label)).toEqual(['👍 Có ích', '👎 Chưa đúng']);
  expect(await chat.database.client.feedback.count()).toBe(0);
  const [question] = chat.model.questions;
  expect(question).toMatchObject({ question: unsure, history: [], topic: null, now: chat.clock.now() });
  expect(question?.plain.status).toBe('unknown');
});

test('what the index is sure of is never asked', async () => {
  const [answer] = await chat.says('lan', 'Chủ thể OCOP gồm những ai?');
  expect(answer?.sources.length).toBeGreaterThan(0);
  expect(chat.model.questions).toEqual([]);
  expect(await chat.database.client.inbox.findFirst()).toMatchObject({ consultTries: 0 });
});

test('what the guard rejected is answered as without a model, and stored for review', async () => {
  chat.model.says = 'rejected';
  const [answer] = await chat.says('lan', unsure);
  expect(answer?.text).toMatch(isUnknown);
  expect(await chat.database.client.feedback.count({ where: { kind: 'unanswered' } })).toBe(1);
  expect(await chat.database.client.modelCall.findMany()).toMatchObject([
    {
      kind: 'answer',
      verdict: 'rejected',
      faults: ['số 99 không có trong nguồn'],
      question: 'câu hỏi [số điện thoại]',
      passages: ['ke-hoach-2024#II.1'],
      inputTokens: 100,
      outputTokens: 20,
      latencyMs: 40,
      createdAt: chat.clock.now(),
    },
  ]);
  expect(chat.calls).toHaveLength(1);
});

test('where the model is late, the answer without it goes out within eight seconds', async () => {
  chat.model.says = 'hang';
  await chat.platform.says('lan', unsure);
  await chat.model.isAsked(1);
  chat.clock.advance(7_000);
  const [answer] = await chat.platform.replies('lan', 1);
  expect(answer?.text).toMatch(isUnknown);
  expect(await chat.database.client.modelCall.findMany()).toMatchObject([{ verdict: 'failed', faults: ['late'] }]);
});

test('others are answered meanwhile, and what the same person says next waits its turn', async () => {
  chat.model.says = 'hang';
  await chat.platform.says('lan', unsure);
  await chat.model.isAsked(1);
  await chat.platform.says('lan', '/menu');
  await chat.platform.says('minh', 'Chủ thể OCOP gồm những ai?');
  expect(await chat.platform.replies('minh', 1)).toHaveLength(1);
  expect(await chat.platform.replies('lan', 0)).toEqual([]);
  chat.clock.advance(7_000);
  const [first, second] = await chat.platform.replies('lan', 2);
  expect(first?.text).toMatch(isUnknown);
  expect(second?.text).not.toMatch(isUnknown);
});

test('a stop in the middle loses nothing: the next start asks again', async () => {
  chat.model.says = 'hang';
  await chat.platform.says('lan', unsure);
  await chat.model.isAsked(1);
  await chat.stop();
  chat.model.says = {};
  await chat.start();
  const [answer] = await chat.platform.replies('lan', 1);
  expect(answer?.text).toBe('Chủ thể là hợp tác xã.');
});

test('a start without the model answers what was waiting for it', async () => {
  chat.model.says = 'hang';
  await chat.platform.says('lan', unsure);
  await chat.model.isAsked(1);
  await chat.stop();
  await chat.start({ isModelOff: true });
  const [answer] = await chat.platform.replies('lan', 1);
  expect(answer?.text).toMatch(isUnknown);
});

test('the last turns of the talk go along, short and masked', async () => {
  await chat.says('lan', 'Chủ thể OCOP gồm những ai? Gọi tôi 0905 123 456');
  await chat.says('lan', unsure);
  const history = chat.model.questions[0]?.history ?? [];
  expect(history).toHaveLength(1);
  expect(history[0]?.question).toContain('[số điện thoại]');
  expect(history[0]?.question).not.toContain('0905');
  expect(history[0]?.answer.length).toBeLessThanOrEqual(400);
});

test('without a model nothing is remembered of the talk, and nothing asked', async () => {
  await chat.stop();
  await chat.begin({ isModelOff: true });
  const [answer] = await chat.says('lan', unsure);
  expect(answer?.text).toMatch(isUnknown);
  const { memory } = await chat.database.client.conversation.findFirstOrThrow();
  expect(JSON.stringify(memory)).not.toContain('talk');
  expect(await chat.database.client.modelCall.count()).toBe(0);
});

test('in the middle of a registration a question is answered by the model, and the prompt stands again', async () => {
  await chat.says('lan', '/dangky');
  await chat.says('lan', 'Đồng ý');
  const replies = await chat.says('lan', unsure);
  expect(replies.map(({ text }) => text.split('\n')[0])).toEqual([
    'Chủ thể là hợp tác xã.',
    expect.stringContaining('Loại hình chủ thể'),
  ]);
});

test('tokens are counted by the day in Việt Nam, and uses are forgotten after 90 days', async () => {
  const { client } = chat.database;
  await chat.says('lan', unsure);
  expect(await spentToday(client, chat.clock.now())).toBe(120);
  chat.clock.moveTo('2026-11-24T00:00:01+07:00');
  expect(await spentToday(client, chat.clock.now())).toBe(0);
  await chat.says('lan', unsure);
  expect(await spentToday(client, chat.clock.now())).toBe(120);
  chat.clock.moveTo('2027-02-22T00:00:00+07:00');
  await forgetOld(client, chat.clock.now());
  expect(await client.modelCall.count()).toBe(1);
  chat.clock.moveTo('2027-02-23T00:00:00+07:00');
  await forgetOld(client, chat.clock.now());
  expect(await client.modelCall.count()).toBe(0);
});
