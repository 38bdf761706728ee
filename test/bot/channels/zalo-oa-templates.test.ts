/** Notices to people whom Zalo takes no message for any more: they go as a template, where the account has one. */
import { expect, test } from 'vitest';
import type { Brief } from '../../../bot/message.ts';
import { reasonInWords } from '../../../handlers/notices/follow/reasons.ts';
import { onLine } from './zalo-oa-on-line.ts';

const dayMs = 24 * 60 * 60_000;
const template = { id: '234567', fields: { tieu_de: 100, thoi_gian: 20, dia_diem: 80, noi_dung: 200 } };
const brief: Brief = {
  title: 'Tập huấn **bao bì**',
  time: ['08:00–11:30 thứ Năm, ngày 03/12/2026', '08:00 thứ Năm, ngày 03/12/2026', '08:00 03/12/2026'],
  place: 'UBND xã Vĩnh Hải',
  content: 'Mang theo\nmẫu bao bì đang dùng.',
};

/** With somebody who has been silent for eight days. */
async function afterEightDays(options: Parameters<typeof onLine>[0] = {}) {
  const line = await onLine({ ...options, options: { template, ...options.options } });
  const lan = line.fake.person(1);
  lan.follows();
  await line.takesIn(1);
  line.clock.advance(8 * dayMs);
  const notice = (key: string, rest: Partial<Brief> = {}) =>
    line.sends(lan.chat, { text: 'Tập huấn bao bì', brief: { ...brief, ...rest } }, { key, bulk: true });
  const calls = () => line.fake.requests.map(({ call }) => call).filter((call) => call !== 'sign-in');
  return { ...line, lan, notice, calls };
}

test('a notice goes as the approved template, as one request that is exactly documented', async () => {
  const { notice, lan, fake, quota, calls } = await afterEightDays();
  expect(await notice('1')).toEqual({
    kind: 'sent',
    platformId: lan.received()[0]?.messageId,
    how: 'sent as a template',
  });
  expect(calls()).toEqual(['template']);
  expect(fake.requests.at(-1)?.body).toEqual({
    user_id: lan.chat,
    template_id: '234567',
    template_data: {
      tieu_de: 'Tập huấn bao bì',
      thoi_gian: '08:00 03/12/2026',
      dia_diem: 'UBND xã Vĩnh Hải',
      noi_dung: 'Mang theo mẫu bao bì đang dùng.',
    },
  });
  expect(quota).toMatchObject({ templates: 1, counted: 0 });
  expect(reasonInWords('sent as a template')).toBe('bằng tin mẫu của Zalo, vì đã quá 7 ngày chưa nhắn');
});

test('where Zalo alone knows that the window is over, the message it refuses becomes a template', async () => {
  const { notice, quota, clock, calls } = await afterEightDays();
  quota.lastHeard = clock.now();
  expect(await notice('1')).toMatchObject({ kind: 'sent', how: 'sent as a template' });
  expect(calls()).toEqual(['message', 'template']);
});

test('whoever was heard of within seven days gets the message itself', async () => {
  const { notice, lan, quota, clock } = await afterEightDays();
  lan.follows();
  quota.lastHeard = clock.now();
  expect(await notice('1')).toEqual({ kind: 'sent', platformId: lan.received()[0]?.messageId });
  expect(quota.templates).toBe(0);
});

test('an answer and a message to one person never become a template', async () => {
  const { sends, lan, calls } = await afterEightDays();
  const outcome = await sends(lan.chat, { text: 'Hồ sơ của bạn đã được duyệt', brief });
  expect(outcome).toEqual({ kind: 'refused', why: 'no word from them in 7 days (-230)' });
  expect(calls()).toEqual(['message']);
});

test('words too long are cut at a word, an empty parameter says what to do, and a template with less gets less', async () => {
  const { notice, lan, another, sends } = await afterEightDays();
  const long = Array.from({ length: 80 }, (_, n) => `chữ thứ ${n}`).join(' ');
  expect(await notice('1', { title: long.normalize('NFD'), time: [], place: null, content: long })).toMatchObject({
    kind: 'sent',
  });
  const data = lan.received()[0]?.template ?? {};
  expect(data.tieu_de).toMatch(/^chữ thứ 0 .{40,}…$/);
  expect(data).toMatchObject({ dia_diem: 'Nhắn cho chúng tôi để xem' });
  for (const value of Object.values(data)) expect(value.trim()).not.toBe('');
  const small = await another({ template: { id: '234568', fields: { tieu_de: 30 } } });
  const outcome = await small.channel.send({
    key: '2',
    chat: lan.chat,
    reply: { text: 'x', sources: [], choices: [], brief },
    bulk: true,
  });
  expect(outcome).toMatchObject({ kind: 'sent' });
  expect(lan.received()[1]?.template).toEqual({ tieu_de: 'Tập huấn bao bì' });
  // Without one, the ledger says why.
  expect(await sends(lan.chat, { text: 'x' }, { key: '3', bulk: true })).toMatchObject({ kind: 'refused' });
});

test('once the month’s are used up, none is sent and nothing is asked of Zalo', async () => {
  const { notice, quota, calls } = await afterEightDays();
  quota.isSpent = true;
  const outcome = await notice('1');
  expect(outcome).toEqual({
    kind: 'refused',
    why: 'no word from them in 7 days; templates of the month are used up',
  });
  expect(reasonInWords(outcome.kind === 'refused' ? outcome.why : '')).toContain('số tin mẫu của tháng đã hết');
  expect(calls()).toEqual([]);
});

test.each([
  [-144, 'Zalo không cho gửi thêm tin mẫu hôm nay', null],
  [-115, 'tài khoản hết tiền gửi tin mẫu', 'ZALO_OA_TEMPLATE_ID'],
  [-140, 'không nhận tin mẫu', null],
  [-249, 'báo người quản trị máy chủ', 'ZALO_OA_TEMPLATE_ID'],
  [-209, 'báo người quản trị máy chủ', 'ZALO_OA_TEMPLATE_ID'],
])('a template refused with %i fails for that person alone, and the report says why', async (code, words, trouble) => {
  const { notice, fake, channel, lan, sends, quota, clock } = await afterEightDays();
  fake.fail({ kind: { code }, method: 'template' });
  const outcome = await notice('1');
  expect(outcome.kind).toBe('refused');
  expect(reasonInWords(outcome.kind === 'refused' ? outcome.why : '')).toContain(words);
  if (trouble === null) expect(channel.trouble()).toBeNull();
  else expect(channel.trouble()).toContain(trouble);
  // Answers go on.
  lan.says('xin chào');
  quota.lastHeard = clock.now();
  expect(await sends(lan.chat, { text: 'Chào bạn' }, { key: '2' })).toMatchObject({ kind: 'sent' });
  expect(channel.trouble()).toBeNull();
});

test('a template that Zalo may have taken counts, and is not sent again by itself', async () => {
  const { notice, fake, quota } = await afterEightDays();
  fake.fail({ kind: 'cut-after', method: 'template' });
  expect(await notice('1')).toMatchObject({ kind: 'unknown' });
  expect(quota.templates).toBe(1);
  fake.fail({ kind: { code: -220, message: 'access_token is expired or removed' }, method: 'template' });
  expect(await notice('2')).toMatchObject({ kind: 'sent' });
});
