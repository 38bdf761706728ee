/** The whole server where a language model helps, from the settings to the metrics. */
import { afterEach, expect, test } from 'vitest';
import { scriptModel } from '../handlers/model/scripted-model.ts';
import { spoken } from '../handlers/model/spoken.ts';
import { until } from '../platform.ts';
import { beginStory, type Story, storyPlatforms } from './app.ts';
import { personOf } from './talk.ts';

let story: Story | null = null;
afterEach(async () => {
  await story?.end();
  story = null;
});

const unsure = 'OCOP có bắt phải mua bảo hiểm cháy nổ không?';

test('a spoken question is fetched from Telegram, heard, answered and counted, and the recording is kept nowhere', async () => {
  const model = scriptModel();
  model.hears = unsure;
  story = await beginStory(
    { OPENAI_API_KEY: 'sk-very-secret', MODEL_DAILY_TOKENS: '5000' },
    undefined,
    'telegram',
    model,
  );
  const { telegram, address, database } = story;
  const lan = telegram.person(1);
  lan.speaks(spoken);
  const [heard, answer] = await lan.waitsFor(2);
  expect(heard?.text.split('\n')[0]).toBe(`🎤 Tôi nghe được: “${unsure}”`);
  expect(answer?.text).toContain('Chủ thể là hợp tác xã.');
  expect(answer?.text).toContain('Kế hoạch OCOP 2024, mục II.1');
  expect(model.recordings).toMatchObject([{ name: 'voice.ogg', mime: 'audio/ogg', bytes: spoken }]);
  const { content } = await database.client.inbox.findFirstOrThrow();
  expect(content).not.toHaveProperty('file');
  const metrics = await (await fetch(`${address}/metrics`)).text();
  expect(metrics).toContain('ocop_model_calls_total{kind="answer",verdict="accepted"} 1');
  expect(metrics).toContain('ocop_model_calls_total{kind="transcription",verdict="accepted"} 1');
  expect(metrics).toContain('ocop_model_call_seconds_count{kind="answer"} 1');
  expect(metrics).toContain('ocop_model_tokens_today 240');
  expect(metrics).toContain('ocop_model_tokens_daily_budget 5000');
  expect(metrics).toContain('ocop_consultations_total{name="answer",result="advised"} 1');
  expect(story.logged()).not.toContain('cháy nổ');
});

test.each(storyPlatforms)(
  'a server that is stopped while the model thinks answers after its next start: %s',
  async (platform) => {
    const model = scriptModel();
    model.says = 'hang';
    story = await beginStory({ OPENAI_API_KEY: 'sk-very-secret' }, undefined, platform, model);
    const lan = personOf(story, 1);
    lan.says(unsure);
    await model.isAsked(1);
    await story.restart();
    await model.isAsked(2);
    story.clock.advance(8_000);
    await until(
      () => lan.received().length > 0,
      () => 'the answer',
    );
    expect(lan.received()[0]?.text).toContain('không có trong Kế hoạch OCOP 2024');
  },
);

test('without a model the metrics know nothing of one, and a voice message gets a request to type', async () => {
  story = await beginStory();
  const { telegram, address, database } = story;
  const lan = telegram.person(1);
  lan.speaks(spoken);
  const [said] = await lan.waitsFor(1);
  expect(said?.text).toContain('Bạn gõ câu hỏi bằng chữ');
  expect(telegram.downloads).toEqual([]);
  const metrics = await (await fetch(`${address}/metrics`)).text();
  expect(metrics).not.toContain('ocop_model_tokens');
  await until(
    async () => (await database.client.inbox.count({ where: { doneAt: null } })) === 0,
    () => 'the end',
  );
});
