/** An Official Account from the front door: what people press there, whom it may write to, and what its tokens do. */
import { afterEach, expect, test } from 'vitest';
import { until } from '../platform.ts';
import { beginStory, type Story, token } from './app.ts';
import { expectClean, labelsIn, saidIn, talkOf } from './talk.ts';

const adminCode = 'ninh-thuan-7391';
const dayMs = 24 * 60 * 60_000;

let story: Story;
afterEach(async () => {
  expectClean(story, token, /bí mật|0905123456/);
  await story.end();
});

const begin = (environment: Record<string, string> = {}) => beginStory(environment, undefined, 'zalo-oa');
const troubles = async () =>
  (await (await fetch(`${story.address}/readyz`)).json()) as { ready: boolean; parts: object };

test('the menu by number, a question and a vote by button, and words typed instead of pressed', {
  timeout: 60_000,
}, async () => {
  story = await begin();
  const lan = talkOf(story, 1);
  await lan.does(() => story.zaloOa.person(1).follows());
  expect(lan.all()).toEqual([]);
  const greeting = await lan.says('/start');
  expect(saidIn(greeting)).toContain('1. Đăng ký sản phẩm');
  expect(saidIn(await lan.says('2'))).toContain('Bạn chưa có đăng ký nào');
  const answer = await lan.says('ninh hai duoc may san pham 3 sao');
  expect(saidIn(answer)).toMatch(/\b6\b[\s\S]*📖 Kế hoạch OCOP 2024, Phụ lục I, dòng 4/);
  const labels = labelsIn(answer);
  expect(labels.slice(-2)).toEqual(['👍 Có ích', '👎 Chưa đúng']);
  expect(saidIn(await lan.presses('👍 Có ích'))).toContain('Cảm ơn');
  expect((await story.database.client.feedback.findMany()).map(({ kind }) => kind)).toEqual(['helpful']);
  await lan.says('/dangky');
  expect(saidIn(await lan.says('dong y'))).toMatch(/^Bước 2\/15/);
});

test('what is no text gets a hint; who leaves is out of reach until they come back', { timeout: 60_000 }, async () => {
  story = await begin();
  const { client } = story.database;
  const [lan, person] = [talkOf(story, 1), story.zaloOa.person(1)];
  for (const kind of ['audio', 'sticker', 'location', 'video'] as const)
    expect(saidIn(await lan.does(() => person.sends(kind)))).toMatch(/[Bb]ạn/);
  const reach = async () => (await client.conversation.findFirstOrThrow()).unreachable;
  await lan.does(() => person.unfollows());
  expect(await reach()).toContain('chặn');
  await lan.does(() => person.follows());
  expect(await reach()).toBeNull();
  await lan.does(() => person.unfollows());
  expect(saidIn(await lan.says('nhóm 5 là gì'))).toContain('sinh vật cảnh');
  expect(await reach()).toBeNull();
});

test('officers see what is paid for; a notice reaches who wrote within seven days, and the report says why not the others', {
  timeout: 120_000,
}, async () => {
  story = await begin({ ADMIN_INVITE_CODE: adminCode });
  const { client } = story.database;
  const [admin, hoa, minh] = [talkOf(story, 901), talkOf(story, 902), talkOf(story, 903)];
  await admin.says(`/canbo ${adminCode}`);
  for (const one of [hoa, minh]) for (const text of ['/thongbao', 'nhan tat ca']) await one.says(text);
  story.clock.advance(5 * dayMs);
  await minh.says('xin chào');
  story.clock.advance(3 * dayMs);
  expect(saidIn(await admin.says('/canbo'))).toMatch(/Zalo OA tháng \d+: 0\/500 tin ngoài 48 giờ, 3 người\.\n/);
  await admin.says('Soạn thông báo');
  await admin.says('Tập huấn bao bì, 14h thứ 5 tuần sau tại UBND xã Vĩnh Hải, 2 người');
  for (const answer of ['bo qua', 'Mang theo mẫu', 'tat ca moi nguoi', 'bo qua', 'co', 'bo qua', 'binh thuong'])
    await admin.says(answer);
  expect(saidIn(await admin.presses('Gửi ngay'))).toContain(
    'Zalo OA: 1 người, 1 người đã quá 48 giờ chưa nhắn: dùng 1 trong 475 tin thông báo còn lại tháng này',
  );
  expect(saidIn(admin.all())).toContain('Không gửi được: 1 người đã quá 7 ngày chưa nhắn cho Zalo OA.');
  await admin.presses('Gửi ngay');
  await until(
    async () => (await client.broadcast.count({ where: { state: 'done' } })) === 1,
    () => 'the end of the sending',
  );
  expect(saidIn(minh.hears())).toContain('Tập huấn bao bì');
  expect(saidIn(hoa.hears())).toBe('');
  await until(
    async () => saidIn(await admin.says('/canbo')).includes('1/500 tin ngoài 48 giờ'),
    () => 'the count',
  );
  await admin.presses('Thông báo đã soạn');
  expect(saidIn(await admin.says('1'))).toContain('đã quá 7 ngày chưa nhắn cho Zalo OA, nên Zalo không cho gửi');
});

test('with a template, a notice reaches who was silent longer, and officers see beforehand what that uses', {
  timeout: 120_000,
}, async () => {
  story = await begin({
    ADMIN_INVITE_CODE: adminCode,
    ZALO_OA_TEMPLATE_ID: '234567',
    ZALO_OA_TEMPLATE_PRICE: '300',
  });
  const { client } = story.database;
  const [admin, hoa] = [talkOf(story, 901), talkOf(story, 902)];
  await admin.says(`/canbo ${adminCode}`);
  for (const text of ['/thongbao', 'nhan tat ca']) await hoa.says(text);
  story.clock.advance(8 * dayMs);
  await admin.says('Soạn thông báo');
  await admin.says('Tập huấn bao bì, 14h thứ 5 tuần sau tại UBND xã Vĩnh Hải, 2 người');
  for (const answer of ['bo qua', 'Mang theo mẫu', 'tat ca moi nguoi', 'bo qua', 'co', 'bo qua', 'binh thuong'])
    await admin.says(answer);
  expect(saidIn(await admin.presses('Gửi ngay'))).toContain(
    'Zalo OA, bằng tin mẫu vì đã quá 7 ngày chưa nhắn: 1 người, dùng 1 trong 1.000 tin mẫu còn lại tháng này, khoảng 300 đồng.',
  );
  await admin.presses('Gửi ngay');
  await until(
    async () => (await client.broadcast.count({ where: { state: 'done' } })) === 1,
    () => 'the end of the sending',
  );
  expect(story.zaloOa.person(902).received().at(-1)?.template).toMatchObject({
    tieu_de: 'Tập huấn bao bì',
    dia_diem: 'UBND xã Vĩnh Hải',
    noi_dung: 'Mang theo mẫu',
  });
  await until(
    async () => saidIn(await admin.says('/canbo')).includes('Tin mẫu: 1/1.000 (khoảng 300 đồng).'),
    () => 'the count',
  );
  await admin.presses('Thông báo đã soạn');
  expect(saidIn(await admin.says('1'))).toContain('đã gửi: bằng tin mẫu của Zalo, vì đã quá 7 ngày chưa nhắn (1)');
  // Whoever answers the template signs up as with the message itself.
  expect(saidIn(await hoa.says('tham dự'))).toMatch(/đăng ký|Bao nhiêu|mấy người/i);
});

test('a token that ends every day is renewed unseen; when only a person can renew it, the page goes on and /readyz says so', {
  timeout: 60_000,
}, async () => {
  story = await begin();
  const lan = talkOf(story, 1);
  await lan.says('xin chào');
  for (let day = 0; day < 3; day++) {
    story.clock.advance(26 * 60 * 60_000);
    expect(saidIn(await lan.says('nhóm 5 là gì'))).toContain('sinh vật cảnh');
  }
  await story.restart();
  expect(saidIn(await lan.says('nhóm 5 là gì'))).toContain('sinh vật cảnh');
  expect((await troubles()).parts).toEqual({});
  story.zaloOa.signIn.consent();
  await lan.says('nhóm 1 là gì');
  expect(await troubles()).toMatchObject({
    ready: true,
    parts: { 'zalo-oa': expect.stringContaining('ZALO_OA_REFRESH_TOKEN') },
  });
  expect((await fetch(story.address)).status).toBe(200);
});
