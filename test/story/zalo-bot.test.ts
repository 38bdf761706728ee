/** Zalo from the front door: what people type there instead of pressing, and what its quota comes to. */
import { afterEach, expect, test } from 'vitest';
import { until } from '../platform.ts';
import { beginStory, type Story, token } from './app.ts';
import { expectClean, labelsIn, saidIn, talkOf } from './talk.ts';

const adminCode = 'ninh-thuan-7391';

let story: Story;
afterEach(async () => {
  expectClean(story, token, /bí mật|0905123456/);
  await story.end();
});

const begin = (environment: Record<string, string> = {}) => beginStory(environment, undefined, 'zalo-bot');

test('the menu, a question and a vote, by number, by words and by nearly the words', { timeout: 60_000 }, async () => {
  story = await begin();
  const lan = talkOf(story, 1);
  const greeting = await lan.says('/start');
  expect(saidIn(greeting)).toContain('Trợ lý OCOP Ninh Thuận');
  expect(labelsIn(greeting)).toEqual(expect.arrayContaining(['Đăng ký sản phẩm', 'Hồ sơ của tôi']));
  expect(saidIn(await lan.says('ho so cua toy'))).toContain('Bạn chưa có đăng ký nào');
  expect(saidIn(await lan.says('chọn số 1 nhé'))).toMatch(/^Bước 1\/15 · Đồng ý/);
  await lan.says('huỷ');
  await lan.presses('Đồng ý bỏ');
  const answer = await lan.says('ninh hai duoc may san pham 3 sao');
  expect(saidIn(answer)).toMatch(/\b6\b[\s\S]*📖 Kế hoạch OCOP 2024, Phụ lục I, dòng 4\n“UBND huyện Ninh Hải 12 6 6”/);
  expect(labelsIn(answer).slice(-2)).toEqual(['👍 Có ích', '👎 Chưa đúng']);
  expect(saidIn(await lan.says('co ich'))).toContain('Cảm ơn');
  expect((await story.database.client.feedback.findMany()).map(({ kind }) => kind)).toEqual(['helpful']);
});

test('what Zalo does not pass on gets a hint, in a group nothing, and only a mention is heard there', async () => {
  story = await begin();
  const lan = talkOf(story, 1);
  for (const kind of ['voice', 'sticker', 'unsupported'] as const) {
    await lan.does(() => story.zaloBot.person(1).sends(kind));
    expect(saidIn(lan.all().slice(-1))).toMatch(/[Bb]ạn/);
  }
  const member = story.zaloBot.group(5).member(2);
  member.sends('unsupported');
  member.says('câu hỏi bí mật 0905123456');
  member.says('@Bot nhóm 5 là gì');
  const [answer] = await member.waitsFor();
  expect(answer?.text).toContain('sinh vật cảnh');
  expect(await story.database.client.inbox.count()).toBe(4);
});

test('officers see what the month has used; a notice to many stops before answers do', {
  timeout: 60_000,
}, async () => {
  story = await begin({ ADMIN_INVITE_CODE: adminCode });
  const { client } = story.database;
  const [admin, hoa] = [talkOf(story, 901), talkOf(story, 902)];
  await admin.says(`/canbo ${adminCode}`);
  for (const text of ['/thongbao', 'nhan tat ca']) await hoa.says(text);
  expect(saidIn(await admin.says('/canbo'))).toMatch(/Zalo tháng 11: \d\/3\.000 tin, 2\/50 người\.\n/);
  await client.counter.updateMany({ where: { name: 'messages zalo-bot 2026-11' }, data: { last: 2_900 } });
  expect(saidIn(await admin.says('/canbo'))).toContain('thông báo qua Zalo đã dừng đến hết tháng');

  await admin.says('Soạn thông báo');
  await admin.says('Tập huấn bao bì, 14h thứ 5 tuần sau tại UBND xã Vĩnh Hải, 2 người');
  for (const answer of ['bo qua', 'Mang theo mẫu', 'tat ca moi nguoi', 'bo qua', 'co', 'bo qua', 'binh thuong'])
    await admin.says(answer);
  const preview = saidIn(await admin.presses('Gửi ngay'));
  expect(preview).toContain('nhưng tháng này không gửi được ai');
  await admin.presses('Gửi ngay');
  await until(
    async () => (await client.outbox.count({ where: { broadcastId: { not: null }, state: 'refused' } })) > 0,
    () => 'the refused notice',
  );
  expect(hoa.hears().filter(({ text }) => text.includes('Tập huấn bao bì'))).toEqual([]);
  expect(saidIn(await hoa.says('nhóm 5 là gì'))).toContain('sinh vật cảnh');
  await until(
    () => saidIn(admin.all()).includes('100 %'),
    () => 'the end of the sending, as a message of its own',
  );
  await admin.says('/canbo');
  await admin.presses('Thông báo đã soạn');
  expect(saidIn(await admin.says('1'))).toContain(
    'hạn mức tin tháng này gần hết, phần còn lại để dành cho câu trả lời',
  );
});

test('the same over a webhook, and a stranger is turned away there', async () => {
  story = await begin({ ZALO_BOT_MODE: 'webhook', ZALO_BOT_WEBHOOK_SECRET: 'eight-or-more' });
  await until(
    () => story.zaloBot.webhook() !== null,
    () => 'the webhook',
  );
  expect(saidIn(await talkOf(story, 1).says('nhóm 5 là gì'))).toContain('sinh vật cảnh');
  expect(story.zaloBot.webhookAnswers).toEqual([200]);
  const url = `${story.address}/zalo/bot/webhook`;
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await fetch(url, { method: 'POST' })).status).toBe(200);
});
