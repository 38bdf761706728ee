/** The promise that a language model keeps nobody waiting, not even when the program is killed while it thinks. */
import { afterAll, afterEach, expect, test } from 'vitest';
import { type FakeOpenAi, fakeKey, startFakeOpenAi } from '../fakes/openai.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { token } from './in-process.ts';
import { createPlace, killAll, type Place, runProgram } from './program.ts';

let place: Place;
let telegram: FakeTelegram;
let model: FakeOpenAi;
afterEach(async () => {
  await killAll();
  await telegram.stop();
  await model.stop();
  await place.remove();
});
afterAll(() => killAll());

const unsure = 'tông dư toán ngân sach cho kế hoạch nây la bao nhieu tỹ';

async function begin() {
  place = await createPlace();
  telegram = await startFakeTelegram({ token });
  model = await startFakeOpenAi({ mode: 'hanging' });
  return {
    ...place.settings,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: telegram.root,
    OPENAI_API_KEY: fakeKey,
    OPENAI_BASE_URL: model.root,
  };
}

test('killed while the model thinks, the next start answers, and within eight seconds of the question if it is up by then', async () => {
  const settings = await begin();
  const first = runProgram(settings);
  await first.started;
  const lan = telegram.person(1);
  lan.says('/menu');
  await lan.waitsFor(1);
  const askedAt = Date.now();
  lan.says(unsure);
  // The call hangs by now.
  await until(
    () => Date.now() - askedAt > 1_500,
    () => 'the call',
  );
  await first.end('SIGKILL');
  const second = runProgram(settings);
  await second.started;
  const startedAt = Date.now();
  const [answer] = await lan.waitsFor(1, 20_000);
  expect(answer?.text).toContain('không ghi số tiền');
  expect(Date.now() - Math.max(askedAt, startedAt - 7_500)).toBeLessThan(8_500);
  expect(second.errors()).toBe('');
});

test('asked to end while the model thinks, the program ends at once', async () => {
  const settings = await begin();
  const program = runProgram(settings);
  await program.started;
  const lan = telegram.person(1);
  lan.says('/menu');
  await lan.waitsFor(1);
  lan.says(unsure);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const askedAt = Date.now();
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(Date.now() - askedAt).toBeLessThan(5_000);
});

test('a model that never answers costs nobody more than eight seconds', async () => {
  const settings = await begin();
  const program = runProgram(settings);
  await program.started;
  const lan = telegram.person(1);
  lan.says('/menu');
  await lan.waitsFor(1);
  const askedAt = Date.now();
  lan.says(unsure);
  const [answer] = await lan.waitsFor(1, 20_000);
  expect(answer?.text).toContain('không ghi số tiền');
  expect(Date.now() - askedAt).toBeLessThan(8_000);
  await program.end('SIGTERM');
  expect(program.errors()).toBe('');
});
