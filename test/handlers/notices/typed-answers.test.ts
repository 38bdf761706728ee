/** What officers type while they compose, instead of pressing or writing it out. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { labelsOf, type Talk, textOf } from '../officers/desk.ts';
import { compose, fieldOf, type NoticeDesk, openNoticeDesk, vinhHaiArea } from './office.ts';

let desk: NoticeDesk;
let officer: Talk;
beforeEach(async () => {
  desk = await openNoticeDesk();
  officer = await desk.officer('commune', vinhHaiArea);
});
afterEach(() => desk.end());

test.each(['lop', 'hội chợ', 'tap huan'])('`%s` says the kind, and is no title yet', async (text) => {
  await officer.says('soạn thông báo');
  expect(fieldOf(await officer.says(text))).toBe('Tiêu đề');
});

test('a time alone is on the day that was asked about', async () => {
  await officer.says('soan thong bao');
  await officer.says('họp');
  await officer.says('Họp tổ OCOP xã');
  expect(labelsOf(await officer.says('thứ 5 tuần sau'))[0]).toBe('08:00 thứ Năm, ngày 03/12/2026');
  expect(fieldOf(await officer.says('9h'))).toBe('Kết thúc');
  expect(textOf(await officer.says('sửa bắt đầu'))).toContain('09:00 thứ Năm, ngày 03/12/2026');
});

test('a doubtful hour stays on the day that was asked about', async () => {
  await officer.says('soan thong bao');
  await officer.says('họp');
  await officer.says('Họp tổ OCOP xã');
  await officer.says('thứ 6 tuần này');
  expect(labelsOf(await officer.says('2h')).slice(0, 2)).toEqual([
    '02:00 thứ Sáu, ngày 27/11/2026',
    '14:00 thứ Sáu, ngày 27/11/2026',
  ]);
  await officer.says('14h');
  expect(textOf(await officer.says('sửa bắt đầu'))).toContain('14:00 thứ Sáu, ngày 27/11/2026');
});

describe('an audience that is written anew', () => {
  const review = async (author: Talk, first: string) =>
    compose(author, { 'Người nhận': first, 'Điều kiện': 'Xong', 'Trừ ra': 'Bỏ qua' });
  const rewrite = async (author: Talk, text: string) => {
    await author.says('sửa người nhận');
    return author.says(text);
  };

  test('replaces what was written before, and what that took off', async () => {
    const province = await desk.officer('admin', { level: 'province' });
    await review(province, 'xã Vĩnh Hải, trừ hộ sản xuất');
    const said = textOf(await rewrite(province, 'xã Phước Dinh'));
    expect(said).toContain('Xã Phước Dinh');
    expect(said).not.toContain('Vĩnh Hải');
    expect(said).toContain('Trừ ra: **không trừ ai**');
    const again = textOf(await rewrite(province, 'nhóm 1, trừ hộ sản xuất'));
    expect(again).toMatch(/Điều kiện: \*\*nhóm 1 [\s\S]*Trừ ra: \*\*Hộ sản xuất/u);
  });

  test('outside the area is refused at once, and nothing else takes its place', async () => {
    await officer.says('soan thong bao');
    await officer.says('thông báo chung');
    await officer.says('Nghỉ lễ');
    await officer.says('Văn phòng nghỉ ngày 1 tháng 1');
    const said = await officer.says('xã Phước Dinh');
    expect(textOf(said)).toContain('ngoài địa bàn của bạn');
    expect(fieldOf(said)).toBe('Người nhận');
  });
});

test('a whole notice pasted a second time leaves nothing of the first where it says something else', async () => {
  await officer.says('soan thong bao');
  await officer.says('Tập huấn kho lạnh 8h 12/12 tại UBND xã, 30 người');
  await officer.says('quay lại');
  const back = await officer.says('sửa tiêu đề');
  expect(fieldOf(back)).toBe('Tiêu đề');
  const said = textOf(await officer.says('Hội chợ OCOP Tết, 9h 20/12 tại Quảng trường 16/4, 200 người'));
  expect(said).toContain('**Bắt đầu**: 09:00 Chủ nhật, ngày 20/12/2026');
  expect(said).toContain('**Địa điểm**: Quảng trường 16/4');
  expect(said).toContain('**Số chỗ**: 200');
  // What the second text does not say is asked, not kept from the first.
  await officer.says('sửa tiêu đề');
  const open = await officer.says('Họp tổ OCOP tại UBND xã Vĩnh Hải, 15 người');
  expect(fieldOf(open)).toBe('Bắt đầu');
});

test('who is no officer is told whom composing is for', async () => {
  const lan = await desk.someone();
  expect(textOf(await lan.says('soạn thông báo'))).toContain('dành cho cán bộ OCOP');
});

test.each(['tắt thông báo', 'khong nhan thong bao', '/huythongbao'])('`%s` shows how to leave off', async (text) => {
  const lan = await desk.subscriber();
  expect(labelsOf(await lan.says(text))).toContain('Không nhận nữa');
});
