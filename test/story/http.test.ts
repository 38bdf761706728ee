import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../platform.ts';
import { beginStory, type Story } from './app.ts';

let story: Story;
beforeAll(async () => {
  story = await beginStory();
});
afterAll(() => story.end());

const get = (path: string) => fetch(`${story.address}${path}`);

test('/healthz answers while the process lives', async () => {
  expect((await get('/healthz')).status).toBe(200);
});

test('/readyz is 200 once the database is there and the channels run, and names a platform out of reach without failing', async () => {
  await until(
    async () => (await get('/readyz')).status === 200,
    () => 'readiness',
  );
  await until(
    async () => JSON.stringify(await (await get('/readyz')).json()) === '{"ready":true,"parts":{}}',
    () => 'no trouble',
  );
  const cut = await beginStory({ TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
  await until(
    async () => (await (await fetch(`${cut.address}/readyz`)).text()).includes('"telegram":'),
    () => 'the trouble',
  );
  expect((await fetch(`${cut.address}/readyz`)).status).toBe(200);
  await cut.end();
});

test('/metrics counts arrivals, turns, answers and sends', async () => {
  const lan = story.telegram.person(700);
  lan.says('nhóm 5 là gì');
  await lan.waitsFor();
  await until(
    async () =>
      (await (await get('/metrics')).text()).includes('ocop_sends_total{channel="telegram",outcome="sent"} 1'),
    () => 'the send to be counted',
  );
  const text = await (await get('/metrics')).text();
  expect(text).toContain('ocop_arrivals_total{channel="telegram"} 1');
  expect(text).toContain('ocop_answers_total{status="answered"} 1');
  expect(text).toMatch(/ocop_turn_seconds_count\{channel="telegram",result="done"\} 1/);
});

test('what cannot be counted does not keep the other metrics from being read', async () => {
  const cut = await beginStory();
  await cut.database.client.$executeRaw`ALTER TABLE inbox RENAME TO gone`;
  const metrics = await fetch(`${cut.address}/metrics`);
  expect(metrics.status).toBe(200);
  expect(await metrics.text()).toMatch(/ocop_inbox_waiting Nan/i);
  await cut.database.client.$executeRaw`ALTER TABLE gone RENAME TO inbox`;
  await cut.end();
});

test('an unknown path says so in Vietnamese', async () => {
  const response = await get('/nothing');
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: expect.stringContaining('trang') });
});

test('the Telegram webhook is closed while the bot polls', async () => {
  expect((await fetch(`${story.address}/telegram/webhook`, { method: 'POST', body: '{}' })).status).toBe(404);
});
