/** The whole server with a language model on a server of its own, over real HTTP. */
import { afterEach, expect, test } from 'vitest';
import { type FakeOpenAi, type FakeOpenAiOptions, fakeKey, startFakeOpenAi } from '../fakes/openai.ts';
import { spoken } from '../handlers/model/spoken.ts';
import { until } from '../platform.ts';
import { beginStory, type Story } from './app.ts';

let fake: FakeOpenAi;
let story: Story;
afterEach(async () => {
  await story.end();
  await fake.stop();
  expect(fake.violations).toEqual([]);
});

async function begin(options: FakeOpenAiOptions, environment: Record<string, string> = {}) {
  fake = await startFakeOpenAi(options);
  story = await beginStory({
    OPENAI_API_KEY: fakeKey,
    OPENAI_BASE_URL: fake.root,
    OPENAI_MODEL: 'fake-1',
    ...environment,
  });
  return story.telegram.person(1);
}
const calls = () => story.database.client.modelCall.findMany({ orderBy: { id: 'asc' } });

/** The index is unsure of it; one sentence of the passages that are found answers it. */
const answerable = 'xóa khi đã xong mục đích, hết thời như thế nào';
/** Nothing answers it. */
const unsure = 'tông dư toán ngân sach cho kế hoạch nây la bao nhieu tỹ';
const plainWords = 'không ghi số tiền';

test('an answer of the model is shown with its source, and stored with what it was shown and what it cost', async () => {
  const lan = await begin({});
  lan.says(answerable);
  const [answer] = await lan.waitsFor(1);
  expect(answer?.text).toMatch(/^Dữ liệu phải xóa khi đã xong mục đích/);
  expect(answer?.text).toContain('📖 Luật Bảo vệ dữ liệu cá nhân');
  const [call] = await calls();
  expect(call).toMatchObject({ kind: 'answer', model: 'fake-1', verdict: 'accepted', question: answerable });
  expect(call?.passages.length).toBeGreaterThan(0);
  expect(call?.inputTokens).toBeGreaterThan(100);
  const metrics = await (await fetch(`${story.address}/metrics`)).text();
  expect(metrics).toContain(`ocop_model_tokens_today ${(call?.inputTokens ?? 0) + (call?.outputTokens ?? 0)}`);
  expect(story.logged()).not.toContain(fakeKey);
});

test.each(['hanging', 'broken', 'busy', 'html', 'empty'] as const)(
  'a server that is %s costs nobody their answer',
  async (mode) => {
    const lan = await begin({ mode });
    lan.says(unsure);
    await until(
      async () => fake.chats.length > 0 || mode !== 'empty',
      () => 'a call',
    );
    await until(
      async () => (await story.database.client.inbox.count({ where: { consultTries: 1 } })) === 1,
      () => 'the asking',
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    story.clock.advance(7_000);
    const [answer] = await lan.waitsFor(1);
    expect(answer?.text).toContain(plainWords);
    await until(
      async () => (await calls()).length === 1,
      () => 'the record of it',
    );
    expect((await calls())[0]?.verdict).not.toBe('accepted');
  },
);

test('a telephone number never leaves, neither in a question nor in what a registration is told', async () => {
  const lan = await begin({});
  lan.says(`${unsure}, gọi tôi 0905 123 456`);
  await lan.waitsFor(1);
  lan.says('/dangky');
  await lan.waitsFor(1);
  lan.presses('Đồng ý');
  await lan.waitsFor(1);
  lan.says('tui ở vĩnh hải, htx nho an hòa, số 0905 123 456, muốn làm mật nho');
  await lan.waitsFor(1);
  expect(fake.chats.length).toBeGreaterThan(1);
  expect(JSON.stringify(fake.chats)).not.toMatch(/0905[\s.]?123/);
  expect((await calls()).map(({ question, written }) => question + written).join('\n')).not.toMatch(/0905[\s.]?123/);
});

test('one free message fills the fields that it states', async () => {
  const stated = [
    { field: 'producerName', value: 'HTX nho An Hòa' },
    { field: 'commune', value: 'Vĩnh Hải' },
    { field: 'productName', value: 'Mật nho' },
    { field: 'representative', value: 'Lê Văn Tám' },
  ];
  const lan = await begin({ writes: { fields: () => JSON.stringify({ values: stated }) } });
  lan.says('/dangky');
  await lan.waitsFor(1);
  lan.presses('Đồng ý');
  await lan.waitsFor(1);
  lan.says('tui ở vĩnh hải, htx nho an hòa, muốn làm mật nho');
  const [shown] = await lan.waitsFor(1);
  expect(shown?.text).toContain('Tôi hiểu:');
  expect(shown?.text).toContain('nho An Hòa');
  expect(shown?.text).toContain('Tên sản phẩm');
  // Nobody said it.
  expect(shown?.text).not.toContain('Lê Văn Tám');
});

test('a voice message is heard by the same server, and one without ears is no reason to fail', async () => {
  const lan = await begin({ hears: 'chủ thể OCOP gồm những ai' });
  lan.speaks(spoken);
  const [heard, answer] = await lan.waitsFor(2);
  expect(heard?.text.split('\n')[0]).toBe('🎤 Tôi nghe được: “chủ thể OCOP gồm những ai”');
  expect(answer?.text).toContain('📖');
  fake.change({ hasTranscriptions: false });
  lan.speaks(spoken);
  const [sorry] = await lan.waitsFor(1);
  expect(sorry?.text).toContain('gõ bằng chữ');
});

test('where all calls are forbidden none is made', async () => {
  const lan = await begin({}, { MODEL_CALLS: 'off' });
  lan.says(unsure);
  const [answer] = await lan.waitsFor(1);
  expect(answer?.text).toContain(plainWords);
  expect(fake.chats).toEqual([]);
  expect(await calls()).toEqual([]);
});

test('once the day’s tokens are spent, nothing is asked before the next', async () => {
  const lan = await begin({}, { MODEL_DAILY_TOKENS: '1' });
  lan.says(unsure);
  const [answer] = await lan.waitsFor(1);
  expect(answer?.text).toContain(plainWords);
  expect(fake.chats).toEqual([]);
  expect(await calls()).toMatchObject([{ verdict: 'not-asked' }]);
});
