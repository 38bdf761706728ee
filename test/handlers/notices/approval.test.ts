import { afterEach, beforeEach, expect, test } from 'vitest';
import { labelsOf, type Talk, textOf } from '../officers/desk.ts';
import { compose, fieldOf, type NoticeDesk, openNoticeDesk, province, vinhHaiArea } from './office.ts';

let desk: NoticeDesk;
let author: Talk & { officerId: bigint };
let lan: Talk;
beforeEach(async () => {
  desk = await openNoticeDesk();
  author = await desk.officer('province', province);
  lan = await desk.subscriber({ commune: '2025:22846' });
});
afterEach(() => desk.end());

const notice = () => desk.database.client.notice.findFirstOrThrow();

async function askFor(answers: Parameters<typeof compose>[1] = {}) {
  const review = await compose(author, answers);
  expect(labelsOf(review)).toEqual(['Gửi duyệt', 'Sửa', 'Huỷ']);
  return author.presses('Gửi duyệt');
}

test('a notice to the whole province waits for a second officer, who sees it as it would go out', async () => {
  const second = await desk.officer('admin', province);
  const commune = await desk.officer('commune', vinhHaiArea);
  const replies = await askFor();
  expect(textOf(replies)).toContain('đang chờ cán bộ thứ hai duyệt');
  expect(labelsOf(replies).slice(0, 2)).toEqual(['Sửa', 'Rút lại']);
  expect(await notice()).toMatchObject({ state: 'awaiting', approvedBy: null });
  expect(lan.hears()).toEqual([]);
  expect(commune.hears()).toEqual([]);
  const [message, asks] = second.hears();
  expect(message?.text).toContain('📢 **Tập huấn thiết kế bao bì**');
  expect(asks?.text).toContain('Telegram: **1** người');
  expect(asks?.text).toMatch(/do cán bộ số \d+ \(Cán bộ cấp tỉnh, [^)]+\) soạn\. Mức khẩn: bình thường\./);
  expect(labelsOf(asks ? [asks] : [])).toEqual(['Duyệt gửi', 'Không duyệt']);
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('bắt đầu gửi tới **1** người');
  expect(lan.hears()).toHaveLength(1);
  expect(await notice()).toMatchObject({ state: 'sent', approvedBy: second.officerId });
  expect(textOf(author.hears())).toContain(`Cán bộ số ${second.officerId} đã duyệt`);
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('đã được duyệt');
  expect(await desk.database.client.broadcast.count()).toBe(1);
});

test('approved for a later time it waits for that', async () => {
  const second = await desk.officer('province', province);
  await askFor({ 'Thời điểm gửi': '7h sáng mai' });
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('gửi lúc 07:00 thứ Ba, ngày 24/11/2026');
  expect(lan.hears()).toEqual([]);
  desk.clock.moveTo('2026-11-24T07:00:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toHaveLength(1);
});

test('not approved, the author reads why and mends it; the second officer is asked anew', async () => {
  const second = await desk.officer('province', province);
  await askFor();
  expect(textOf(await second.presses('Không duyệt'))).toContain('Vì sao không duyệt');
  expect(textOf(await second.says('Sai ngày, lớp mở thứ Sáu'))).toContain('Đã báo tác giả');
  expect(await notice()).toMatchObject({ state: 'withdrawn' });
  expect(textOf(author.hears())).toContain('Lý do: Sai ngày, lớp mở thứ Sáu');
  expect(fieldOf(await author.presses('Sửa rồi gửi lại'))).toBe('Xem lại');
  await author.presses('Gửi duyệt');
  expect(await notice()).toMatchObject({ state: 'awaiting' });
  expect(labelsOf(second.hears())).toEqual(['Duyệt gửi', 'Không duyệt']);
  expect(lan.hears()).toEqual([]);
});

test('not approved, it stands there as declined, with whose word that was, until it is sent again', async () => {
  const second = await desk.officer('province', province);
  const third = await desk.officer('admin', province);
  await askFor({ 'Mức khẩn': 'Khẩn' });
  expect(textOf(second.hears())).toContain('Mức khẩn: **khẩn**');
  await second.presses('Không duyệt');
  await second.says('Sai ngày, lớp mở thứ Sáu');
  const declined = `không được duyệt (cán bộ số ${second.officerId})`;
  expect(textOf(author.hears())).toContain(`${declined} nên không gửi`);
  expect(textOf(await third.presses('Duyệt gửi'))).toContain(`${declined}. Bạn không phải làm gì nữa`);
  expect(await notice()).toMatchObject({ state: 'withdrawn', refusedBy: second.officerId });
  await author.presses('Sửa rồi gửi lại');
  await author.presses('Gửi duyệt');
  expect(await notice()).toMatchObject({ state: 'awaiting', refusedBy: null });
  await author.presses('Rút lại');
  expect(textOf(await third.presses('Duyệt gửi'))).toContain('đã được rút lại. Bạn không phải làm gì nữa');
});

test('what was edited after it was shown cannot be approved by the older button', async () => {
  const second = await desk.officer('province', province);
  await askFor();
  const shown = desk.platform.delivered.findLast(({ reply }) =>
    reply.choices.some(({ label }) => label === 'Duyệt gửi'),
  );
  await author.presses('Sửa');
  await author.presses('Sửa');
  await author.presses('Nội dung');
  await author.says('Nội dung khác hẳn');
  await author.presses('Gửi duyệt');
  second.hears();
  await desk.platform.presses(shown, 'Duyệt gửi');
  await desk.machine.drain(15_000);
  expect(textOf(second.hears())).toContain('vừa được sửa');
  expect(lan.hears()).toEqual([]);
});

test('nobody approves their own, nor what they have edited', async () => {
  const second = await desk.officer('province', province);
  await askFor();
  const { id, version } = await notice();
  const { client } = desk.database;
  // The same person with a second role.
  await client.officer.create({ data: { personId: author.personId, role: 'admin', since: desk.clock.now() } });
  await client.outbox.updateMany({
    where: { chat: author.chat },
    data: { payload: { text: 'x', choices: [{ label: 'Duyệt', value: `notice:approve:${id}:${version}` }] } },
  });
  const last = desk.platform.delivered.findLast(({ chat }) => chat === author.chat);
  if (!last) throw new Error('The author heard nothing.');
  author.hears();
  await desk.platform.arrives(author.chat, { kind: 'choice', message: last.key, index: 0 });
  await desk.machine.drain(15_000);
  expect(textOf(author.hears())).toContain('cán bộ khác duyệt');
  expect(await notice()).toMatchObject({ state: 'awaiting', officer: author.officerId });
  expect(second.hears()).toHaveLength(2);
});

test('with a condition on the place, and from a commune, nobody is asked', async () => {
  await desk.officer('province', province);
  await desk.subscriber({ registrations: [{}] });
  const review = await compose(author, {
    'Người nhận': 'Chọn người nhận',
    'Điều kiện': ['xã Vĩnh Hải', 'Xong'],
    'Trừ ra': 'Bỏ qua',
  });
  expect(labelsOf(review)[0]).toBe('Gửi ngay');
  const commune = await desk.officer('commune', vinhHaiArea);
  expect(labelsOf(await compose(commune, {}))[0]).toBe('Gửi ngay');
});

test('with only one officer who could, it is skipped, and said so', async () => {
  const review = await compose(author, {});
  expect(textOf(review)).toContain('hiện chưa có ai khác duyệt được, nên bước này được bỏ qua');
  expect(textOf(await author.presses('Gửi ngay'))).toContain('tôi bỏ qua bước duyệt');
  expect(lan.hears()).toHaveLength(1);
});

const aClass = { 'Loại thông báo': 'Lớp tập huấn', 'Bắt đầu': '8h sáng 25/11' };

test('whoever could approve is reminded, once, of what begins within a day, and not in the quiet hours', async () => {
  const second = await desk.officer('province', province);
  await askFor({ ...aClass, 'Bắt đầu': '8h sáng 26/11' });
  second.hears();
  for (const moment of ['2026-11-23T22:00:00+07:00', '2026-11-24T05:00:00+07:00']) {
    desk.clock.moveTo(moment);
    await desk.sweep();
    expect(second.hears(), moment).toEqual([]);
  }
  desk.clock.moveTo('2026-11-25T08:00:00+07:00');
  await desk.sweep();
  await desk.sweep();
  const urged = second.hears();
  expect(urged).toHaveLength(1);
  expect(textOf(urged)).toMatch(
    /⏳ Thông báo \*\*Tập huấn thiết kế bao bì\*\*.*vẫn chờ duyệt.*Bắt đầu lúc 08:00 thứ Năm/,
  );
  expect(textOf(author.hears())).not.toContain('⏳');
  expect(labelsOf(urged)).toContain('Xem để duyệt: Tập huấn thiết kế bao bì');
  await second.presses('Duyệt gửi');
  expect(await notice()).toMatchObject({ state: 'sent' });
});

test('changed and sent to be approved again, it is reminded of again', async () => {
  const second = await desk.officer('province', province);
  await askFor({ ...aClass, 'Bắt đầu': '8h sáng 28/11' });
  desk.clock.moveTo('2026-11-24T09:00:00+07:00');
  await desk.sweep();
  expect(textOf(second.hears())).toContain('⏳');
  await author.presses('Sửa');
  await author.presses('Gửi duyệt');
  second.hears();
  desk.clock.moveTo('2026-11-25T08:00:00+07:00');
  await desk.sweep();
  expect(second.hears()).toEqual([]);
  desk.clock.moveTo('2026-11-25T09:30:00+07:00');
  await desk.sweep();
  expect(textOf(second.hears())).toContain('⏳');
});

test('what has begun without an approval goes out no more, and its author is told and may send it for another time', async () => {
  const second = await desk.officer('province', province);
  await askFor(aClass);
  author.hears();
  desk.clock.moveTo('2026-11-25T08:00:00+07:00');
  await desk.sweep();
  await desk.sweep();
  const told = author.hears();
  expect(told).toHaveLength(1);
  expect(textOf(told)).toContain('Chưa cán bộ nào duyệt **Tập huấn thiết kế bao bì** mà nay đã đến giờ bắt đầu.');
  expect(labelsOf(told)).toContain('Sửa rồi gửi lại');
  expect(await notice()).toMatchObject({ state: 'withdrawn' });
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('đã được rút lại');
  expect(lan.hears()).toEqual([]);
  expect(await desk.database.client.broadcast.count()).toBe(0);
});
