import { afterEach, beforeEach, expect, test } from 'vitest';
import { labelsOf, type Talk, textOf } from '../officers/desk.ts';
import { type NoticeDesk, openNoticeDesk } from './office.ts';

let desk: NoticeDesk;
let lan: Talk;
beforeEach(async () => {
  desk = await openNoticeDesk();
  lan = await desk.someone();
});
afterEach(() => desk.end());

const subscription = () => desk.database.client.subscription.findUnique({ where: { personId: lan.personId } });
const consents = () => desk.database.client.consent.findMany({ orderBy: { id: 'asc' } });

test('topics are offered, all at once or one by one, and choosing is the consent', async () => {
  const replies = await lan.says('/thongbao');
  expect(textOf(replies)).toContain('Tin về đăng ký, hồ sơ của chính bạn thì luôn gửi');
  expect(labelsOf(replies)).toEqual([
    'Nhận tất cả',
    '⬜ Lớp tập huấn',
    '⬜ Sự kiện, hội chợ, xúc tiến thương mại',
    '⬜ Hạn nộp hồ sơ',
    '⬜ Họp',
    '⬜ Thông báo chung',
  ]);
  expect(await subscription()).toBeNull();
  expect(await consents()).toEqual([]);
  await lan.presses('⬜ Lớp tập huấn');
  expect(await subscription()).toMatchObject({ topics: ['class'], communeCode: null, chosenAt: desk.clock.now() });
  expect(await consents()).toMatchObject([{ purpose: 'notices', version: 1, channel: 'telegram', withdrawnAt: null }]);
  const all = await lan.presses('Nhận tất cả');
  expect((await subscription())?.topics).toEqual(['class', 'event', 'deadline', 'meeting', 'general']);
  expect(labelsOf(all)).toContain('✅ Họp');
  expect(labelsOf(all)).not.toContain('Nhận tất cả');
  expect(await consents()).toHaveLength(1);
});

test('a topic is turned off; an older button pressed again does no more', async () => {
  await lan.says('thông báo');
  await lan.presses('Nhận tất cả');
  await lan.presses('✅ Họp');
  expect((await subscription())?.topics).toEqual(['class', 'event', 'deadline', 'general']);
  await lan.presses('✅ Họp');
  expect((await subscription())?.topics).toEqual(['class', 'event', 'deadline', 'general']);
});

test('it works typed, without accents and by numbers', async () => {
  await lan.says('thong bao');
  await lan.says('lop tap huan');
  await lan.says('/thongbao');
  await lan.says('4');
  expect((await subscription())?.topics).toEqual(['class', 'deadline']);
  await lan.says('nhan tat ca');
  expect((await subscription())?.topics).toHaveLength(5);
  expect(textOf(await lan.says('khong nhan nua'))).toContain('không gửi thông báo cho bạn nữa');
  expect(await subscription()).toBeNull();
  expect(await consents()).toMatchObject([{ withdrawnAt: desk.clock.now() }]);
});

test('the last topic turned off ends it as well, and whoever comes back agrees anew', async () => {
  await lan.says('/thongbao');
  await lan.presses('⬜ Họp');
  await lan.presses('✅ Họp');
  expect(await subscription()).toBeNull();
  await lan.presses('Nhận tất cả');
  expect((await consents()).map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([false, true]);
});

test('the commune is found by its old name, asked back where there are several, and taken out again', async () => {
  await lan.says('/thongbao');
  await lan.presses('Nhận tất cả');
  expect(textOf(await lan.presses('Xã của tôi: chưa ghi'))).toContain('Ví dụ: **xã Vĩnh Hải**');
  const replies = await lan.says('xa nhon hai');
  expect(textOf(replies)).toContain('Đã ghi xã của bạn');
  expect((await subscription())?.communeCode).toBe('2025:22846');
  expect(labelsOf(replies)).toContain('Xã của tôi: Xã Vĩnh Hải');
  await lan.presses('Xã của tôi: Xã Vĩnh Hải');
  expect(textOf(await lan.says('phan rang'))).toContain('Bạn chọn xã, phường của mình');
  await lan.presses('Không ghi xã');
  expect((await subscription())?.communeCode).toBeNull();
  expect((await subscription())?.topics).toHaveLength(5);
});
