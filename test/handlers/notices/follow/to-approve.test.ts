/** What waits for a second officer: found in the queue, opened, mended and taken back. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  corrects,
  labelsOf,
  type NoticeDesk,
  type OfficerPerson,
  openNewest,
  openNoticeDesk,
  type Person,
  type Published,
  province,
  textOf,
} from './notice-desk.ts';

let desk: NoticeDesk;
let author: OfficerPerson;
let second: OfficerPerson;
let an: Person;
let published: Published;
beforeAll(async () => {
  desk = await openNoticeDesk();
});
afterAll(() => desk.end());
beforeEach(async () => {
  await desk.begin();
  author = await desk.officer('province', province);
  second = await desk.officer('admin', province);
  an = await desk.person();
  published = await desk.publish(author, [an], { urgent: true });
  await desk.ended(published.broadcastId);
});

const corrections = () => desk.database.client.correction.findMany({ orderBy: { id: 'asc' } });
const about = (person: Person) => person.all().filter(({ text }) => text.includes('Tập huấn'));

async function queueOf(officer: Person) {
  await officer.says('/canbo');
  return officer.presses('Việc đang chờ');
}

test('a notice and a correction that wait are counted and listed for whoever could approve them, and opened from there', async () => {
  const commune = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const { noticeId } = await desk.publish(author, [], { title: 'Hội chợ Xuân' });
  await desk.database.client.notice.update({ where: { id: noticeId }, data: { state: 'awaiting' } });
  expect(textOf(await second.says('/canbo'))).toContain('Việc đang chờ bạn: **2**');
  const queue = await queueOf(second);
  expect(textOf(queue)).toContain(
    `1. chờ duyệt đính chính · Tập huấn bao bì · cán bộ số ${author.officerId} · khẩn · chờ từ 24/11/2026`,
  );
  expect(textOf(queue)).toContain(`2. chờ duyệt thông báo · Hội chợ Xuân · cán bộ số ${author.officerId} · chờ từ`);
  // Typed as its number.
  const shown = await second.says('1');
  expect(shown[0]?.text).toMatch(/^🎓 \*\*Đính chính: Tập huấn bao bì\*\*[\s\S]*Mang theo hai mẫu\.$/);
  expect(textOf(shown)).toContain(`do cán bộ số ${author.officerId} (Cán bộ cấp tỉnh`);
  expect(textOf(shown)).toContain('Mức khẩn: **khẩn**');
  expect(labelsOf(shown).slice(0, 2)).toEqual(['Duyệt gửi', 'Không duyệt']);
  await queueOf(second);
  expect(labelsOf(await second.says('2')).slice(0, 2)).toEqual(['Duyệt gửi', 'Không duyệt']);
  for (const other of [author, commune]) expect(textOf(await other.says('/canbo'))).toContain('chờ bạn: **0**');
  await queueOf(second);
  await second.says('1');
  await second.presses('Duyệt gửi');
  expect(textOf(await second.says('/canbo'))).toContain('Việc đang chờ bạn: **1**');
});

test('its author opens a waiting correction again from the page of the notice, and only what is changed changes', async () => {
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const page = await openNewest(desk, author);
  expect(labelsOf(page).slice(0, 3)).toEqual(['Xem bản đính chính', 'Sửa bản đính chính', 'Rút bản đính chính']);
  const review = await author.presses('Sửa bản đính chính');
  expect(textOf(review)).toContain('Mang theo hai mẫu.');
  expect(labelsOf(review)[0]).toBe('Gửi duyệt');
  expect(textOf(await author.presses('Gửi duyệt'))).toContain('vẫn như cũ và vẫn đang chờ duyệt');
  await author.presses('Sửa bản đính chính');
  await author.presses('Sửa');
  await author.presses('Nội dung');
  await author.says('Mang theo ba mẫu.');
  expect(textOf(await author.presses('Gửi duyệt'))).toContain('Đã gửi cán bộ thứ hai xem');
  expect(await corrections()).toMatchObject([
    { state: 'replaced', content: 'Mang theo hai mẫu.' },
    { state: 'awaiting', title: 'Tập huấn bao bì', content: 'Mang theo ba mẫu.' },
  ]);
  await second.presses('Duyệt gửi');
  await expect.poll(() => about(an).at(-1)?.text, { timeout: 15_000 }).toContain('Mang theo ba mẫu.');
});

test('a waiting correction that its author takes back goes to nobody, and can be mended and sent after all', async () => {
  await corrects(desk, author, 'Mang theo hai mẫu.');
  await openNewest(desk, author);
  expect(textOf(await author.presses('Rút bản đính chính'))).toContain('Đã rút bản đính chính, chưa ai nhận được');
  expect(textOf(await openNewest(desk, author))).not.toContain('⏳');
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('đã được tác giả rút lại');
  expect(textOf(await second.says('/canbo'))).toContain('chờ bạn: **0**');
  expect(await corrections()).toMatchObject([{ state: 'withdrawn', decidedBy: null }]);
  expect(await desk.database.client.audit.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { action: 'notice-correct-ask' },
    { action: 'notice-correct-withdraw', officer: author.officerId },
  ]);
  await author.presses('Sửa bản đính chính');
  await author.presses('Gửi duyệt');
  await second.presses('Duyệt gửi');
  await expect.poll(() => about(an).at(-1)?.text, { timeout: 15_000 }).toContain('Mang theo hai mẫu.');
});

test('nobody but its author mends or takes back a correction', async () => {
  const third = await desk.officer('province', province);
  await corrects(desk, author, 'Mang theo hai mẫu.');
  expect(labelsOf(await openNewest(desk, third))[0]).toBe('Xem bản đính chính');
  expect(labelsOf(await openNewest(desk, third))).not.toContain('Rút bản đính chính');
  expect(labelsOf(await third.presses('Xem bản đính chính')).slice(0, 2)).toEqual(['Duyệt gửi', 'Không duyệt']);
});

test('a change and a call-off say before they go out that a waiting correction will not', async () => {
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const warning = `⚠️ Bản đính chính **Tập huấn bao bì** của cán bộ số ${author.officerId} đang chờ duyệt: gửi tin này thì bản đó không gửi nữa.`;
  await openNewest(desk, second);
  await second.presses('Huỷ lớp');
  expect(textOf(await second.says('Bão số 9'))).toContain(warning);
  await second.presses('Huỷ');
  await second.says('có');
  await openNewest(desk, second);
  await second.presses('Đổi giờ, đổi nơi');
  await second.says('14h ngày 4/12');
  await second.presses('17:30 thứ Sáu, ngày 04/12/2026');
  expect(textOf(await second.presses('Giữ nơi cũ'))).toContain(warning);
});

test('what a second officer did not approve is listed as declined, and by whom', async () => {
  const { noticeId } = await desk.publish(author, [], { title: 'Hội chợ Xuân' });
  const { client } = desk.database;
  await client.notice.update({ where: { id: noticeId }, data: { state: 'withdrawn', refusedBy: second.officerId } });
  const { noticeId: other } = await desk.publish(author, [], { title: 'Họp tổ' });
  await client.notice.update({ where: { id: other }, data: { state: 'withdrawn' } });
  await openNewest(desk, author);
  const list = textOf(await author.presses('Thông báo đã soạn'));
  expect(list).toContain(`**Hội chợ Xuân** · không được duyệt (cán bộ số ${second.officerId})`);
  expect(list).toContain('**Họp tổ** · đã rút lại');
});

test('the page of a notice says in words whom it was for', async () => {
  expect(textOf(await openNewest(desk, author))).toContain('Người nhận: tất cả mọi người (');
  const audience = {
    conditions: [
      { by: 'commune', code: '2025:22846' },
      { by: 'notice', id: published.noticeId.toString() },
    ],
    except: [{ by: 'kind', kind: 'household' }],
  };
  await desk.publish(author, [], { title: 'Họp tổ', audience });
  expect(textOf(await openNewest(desk, author))).toContain(
    'Người nhận: Xã Vĩnh Hải; và người đăng ký dự «Tập huấn bao bì»; trừ Hộ sản xuất',
  );
});

test('below a list that is shown during a review, a number opens a line of the list and sends nothing', async () => {
  await openNewest(desk, author);
  await author.presses('Đính chính');
  await author.presses('Giữ tiêu đề cũ');
  await author.says('Mang theo hai mẫu.');
  const list = await author.presses('Thông báo đã soạn');
  expect(textOf(list)).toContain('1. Lớp tập huấn · **Tập huấn bao bì**');
  expect(labelsOf(list).at(-1)).toBe('Tiếp tục đính chính thông báo');
  expect(textOf(await author.says('1'))).toContain('Người nhận: tất cả mọi người');
  expect(await corrections()).toEqual([]);
  const review = await author.presses('Tiếp tục đính chính thông báo');
  expect(textOf(review)).toContain('Mang theo hai mẫu.');
  await author.presses('Gửi duyệt');
  expect(await corrections()).toMatchObject([{ state: 'awaiting' }]);
});
