/** Whole notices that officers paste, and what they type of them: nothing is taken for what it is not. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { labelsOf, type Talk, textOf } from '../officers/desk.ts';
import { fieldOf, type NoticeDesk, openNoticeDesk, province, vinhHaiArea } from './office.ts';

let desk: NoticeDesk;
let officer: Talk;
beforeEach(async () => {
  desk = await openNoticeDesk();
  officer = await desk.officer('province', province);
});
afterEach(() => desk.end());

async function pastes(text: string, who = officer) {
  await who.says('soạn thông báo');
  return who.says(text);
}

test('whom a pasted notice invites becomes its audience', async () => {
  const said = textOf(
    await pastes('Tập huấn bao bì 8h 20/12 tại HT UBND xã VH, mời các hợp tác xã nhóm thực phẩm ở xã Phước Dinh'),
  );
  expect(said).toContain('**Địa điểm**: HT UBND xã VH.');
  expect(said).toContain('**Điều kiện**: nhóm 1 (Thực phẩm); và Hợp tác xã; và Xã Phước Dinh.');
});

test('an audience that is not clear, or lies outside the area, is said to be not taken, and asked', async () => {
  const office = textOf(await pastes('Họp tổ OCOP 8h 20/12 tại UBND xã VH, mời UBND xã Phước Dinh cử cán bộ'));
  expect(office).toContain('Tôi chưa ghi người nhận từ «UBND xã Phước Dinh cử cán bộ»');
  expect(office).not.toContain('Điều kiện');
  const commune = await desk.officer('commune', vinhHaiArea);
  const outside = textOf(await pastes('Họp tổ OCOP 8h 20/12 tại UBND xã VH, mời các hộ ở xã Phước Dinh', commune));
  expect(outside).toContain('Tôi chưa ghi người nhận từ «các hộ ở xã Phước Dinh»');
});

test('`20 hộ và 20 hợp tác xã` is no number of seats and no audience until it is said which', async () => {
  const said = await pastes('Tập huấn bao bì, 8h - 11h 20/12, UBND xã VH, 20 hộ và 20 hợp tác xã');
  expect(textOf(said)).toContain('**Địa điểm**: UBND xã VH.');
  expect(fieldOf(said)).toBe('Số chỗ');
  await officer.says('40');
  await officer.says('Mang theo mẫu');
  const asked = await officer.says('20 hộ và 20 hợp tác xã');
  expect(textOf(asked)).toContain(
    'Tôi chưa rõ «20 hộ và 20 hợp tác xã» là ai. Số người, số hộ thì ghi ở bước **Số chỗ**',
  );
  expect(fieldOf(asked)).toBe('Người nhận');
});

test.each(['40 người', '8h 20/12, 40 người', 'tại UBND xã VH'])('`%s` alone is no title', async (text) => {
  await officer.says('soạn thông báo');
  await officer.says('lop');
  const said = await officer.says(text);
  expect(textOf(said)).toContain('chưa có tiêu đề');
  expect(fieldOf(said)).toBe('Tiêu đề');
});

test('the place is written without the `tại` before it', async () => {
  await officer.says('soạn thông báo');
  for (const text of ['lop', 'Tập huấn bao bì', '8h 20/12', 'bỏ qua', 'tại UBND xã VH']) await officer.says(text);
  expect(textOf(await officer.says('sửa địa điểm'))).toMatch(/: \*{0,2}UBND xã VH/);
});

test('`hết tháng 12` is a deadline on its last day', async () => {
  const said = await pastes('Hạn nộp hồ sơ đánh giá đợt 2: hết tháng 12');
  expect(fieldOf(said)).toBe('Bắt đầu');
  expect(labelsOf(await officer.says('hết tháng 12')).slice(0, 2)).toEqual([
    '17:00 thứ Năm, ngày 31/12/2026',
    '23:59 thứ Năm, ngày 31/12/2026',
  ]);
});

test('`thứ 8` is questioned', async () => {
  await officer.says('soạn thông báo');
  for (const text of ['lop', 'Tập huấn bao bì']) await officer.says(text);
  const said = await officer.says('8h thứ 8 tuần sau');
  expect(textOf(said)).toContain('Một tuần chỉ có thứ 2 đến thứ 7 và Chủ nhật');
  expect(fieldOf(said)).toBe('Bắt đầu');
});

test.each(['8h sáng ngày 20/11/2026', '8h ngày 31/11/2026'])(
  '`%s` in a pasted notice is questioned, not left out in silence',
  async (when) => {
    const said = await pastes(`Tập huấn ghi nhãn, ${when} tại UBND xã Vĩnh Hải, 30 người`);
    expect(textOf(said)).toContain('Tôi chưa ghi thời gian.');
    expect(textOf(said)).toContain('**Số chỗ**: 30');
    expect(fieldOf(said)).toBe('Bắt đầu');
  },
);

test('a `không` for the content is not what everybody reads', async () => {
  await officer.says('soạn thông báo');
  for (const text of ['lop', 'Tập huấn bao bì', '8h 20/12', 'bỏ qua', 'UBND xã VH']) await officer.says(text);
  expect(fieldOf(await officer.says('40'))).toBe('Nội dung');
  const said = await officer.says('khong');
  expect(textOf(said)).toContain('Tin nào cũng cần ít nhất một câu');
  expect(fieldOf(said)).toBe('Nội dung');
});

test('days without an hour are told back and asked for, not passed over', async () => {
  const said = await pastes('Hội chợ OCOP từ ngày 10/12 đến 15/12/2026 tại Công viên Bình Sơn');
  expect(textOf(said)).toContain('Tôi đọc được ngày 10/12/2026 đến 15/12/2026 nhưng chưa thấy giờ');
  expect(fieldOf(said)).toBe('Bắt đầu');
});

test('stars, by which nobody can be chosen, are said to be not taken', async () => {
  const said = textOf(await pastes('Tập huấn cho các chủ thể 3 sao, 8h 20/12 tại UBND xã VH, 40 người'));
  expect(said).toContain('Tôi chưa ghi người nhận từ «các chủ thể 3 sao»');
});

test('`cả xã` is everybody for an officer of a commune, and unclear for one of the province', async () => {
  const letter = 'Họp bàn về OCOP\nThời gian: 14h 02/12\nĐịa điểm: Nhà văn hoá thôn\nThành phần tham dự: Cả xã';
  const commune = await desk.officer('commune', vinhHaiArea);
  expect(textOf(await pastes(letter, commune))).toContain('**Người nhận**: tất cả mọi người (Xã Vĩnh Hải)');
  expect(textOf(await pastes(letter))).toContain('Tôi chưa ghi người nhận từ «Cả xã»');
});
