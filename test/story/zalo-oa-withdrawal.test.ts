/** Zalo brings a person's wish to be forgotten: `user_withdraw`. */
import { afterEach, expect, test } from 'vitest';
import { until } from '../platform.ts';
import { givenRegistration } from '../registration.ts';
import { beginStory, type Story, token } from './app.ts';
import { expectClean, saidIn, talkOf } from './talk.ts';

let story: Story;
afterEach(async () => {
  expectClean(story, token, /bí mật|905123456/);
  await story.end();
});

test('whoever is known through Zalo alone is deleted, and may come back as somebody new', {
  timeout: 60_000,
}, async () => {
  story = await beginStory({}, undefined, 'zalo-oa');
  const { client } = story.database;
  const lan = talkOf(story, 1);
  for (const text of ['câu hỏi bí mật', '/thongbao', 'nhan tat ca', '/dangky', 'dong y']) await lan.says(text);
  const { personId } = await client.conversation.findFirstOrThrow();
  await givenRegistration(story.database, { personId });
  expect(await client.consent.count()).toBeGreaterThan(0);

  await lan.does(() => story.zaloOa.person(1).withdraws());
  expect(await client.registration.count()).toBe(0);
  expect(await client.consent.count()).toBe(0);
  expect(await client.draft.count()).toBe(0);
  expect(await client.subscription.count()).toBe(0);
  expect(await client.outbox.count()).toBe(0);
  expect(JSON.stringify(await client.inbox.findMany({ select: { content: true } }))).not.toContain('bí mật');
  expect(await client.conversation.findFirstOrThrow()).toMatchObject({
    memory: { offered: [], slots: {} },
    unreachable: expect.stringContaining('rời'),
  });
  expect(saidIn(await lan.says('/hoso'))).toContain('Bạn chưa có đăng ký nào');
});

test('of whoever writes elsewhere too the talk on Zalo goes, and they are asked there about the rest', {
  timeout: 60_000,
}, async () => {
  story = await beginStory({}, undefined, 'zalo-oa');
  const { client } = story.database;
  const lan = talkOf(story, 1);
  await lan.says('câu hỏi bí mật');
  const { personId, id } = await client.conversation.findFirstOrThrow();
  await givenRegistration(story.database, { personId });
  await client.conversation.create({ data: { personId, channel: 'web', chat: 'w', sender: 'w' } });
  await lan.does(() => story.zaloOa.person(1).withdraws());
  expect(await client.registration.count({ where: { personId } })).toBe(1);
  expect(await client.outbox.count({ where: { conversationId: id } })).toBe(0);
  await until(
    async () => (await client.outbox.count({ where: { channel: 'web', chat: 'w' } })) === 1,
    () => 'the news on the page',
  );
  const [news] = await client.outbox.findMany({ where: { channel: 'web' } });
  expect(JSON.stringify(news?.payload)).toMatch(
    /Bạn đã yêu cầu Zalo OA xoá dữ liệu[\s\S]*Rút lại đồng ý[\s\S]*Xoá dữ liệu/,
  );
  expect(saidIn(lan.hears())).toBe('');
});
