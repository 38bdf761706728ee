/** A class announced, signed up for and seen on the page, on phones of 360 pixels. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginStory, type Story } from '../story/app.ts';
import { hasChromium, launch } from './chromium.ts';
import { arrive } from './visitor.ts';

const adminCode = 'khanh-hoa-5042';

describe.skipIf(!hasChromium)('a class on the page', { timeout: 90_000 }, () => {
  let browser: Browser;
  let story: Story;
  beforeAll(async () => {
    [browser, story] = await Promise.all([launch(), beginStory({ ADMIN_INVITE_CODE: adminCode })]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await story?.end();
  });

  test('from the pasted text to the list of who comes', async () => {
    const [officer, lan, minh] = [
      await arrive(browser, story),
      await arrive(browser, story),
      await arrive(browser, story),
    ];
    await officer.says(`/canbo ${adminCode}`, 'Quản trị');
    await lan.says('thong bao', 'Bạn muốn nhận loại nào?');
    await lan.shows('01-topics');
    await lan.presses('Nhận tất cả', 'bạn nhận tất cả thông báo');
    await lan.shows('02-topics-on');
    await minh.says('/thongbao', 'Bạn muốn nhận loại nào?');
    await minh.presses('⬜ Lớp tập huấn', 'bạn nhận Lớp tập huấn');

    await officer.says('/canbo', 'Bạn chọn một việc');
    await officer.shows('03-menu');
    await officer.presses('Soạn thông báo', /^Bước 1\/13 · Loại thông báo/);
    await officer.shows('04-kind');
    await officer.says('Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại UBND xã Vĩnh Hải, 1 người', 'Kết thúc');
    await officer.shows('05-pasted');
    await officer.says('11h30', 'Nội dung');
    await officer.says('Mời chủ thể mang theo mẫu bao bì đang dùng', 'Người nhận');
    await officer.presses('Tất cả mọi người', 'Đăng ký tham dự');
    await officer.presses('Có đăng ký', 'Ảnh hoặc tệp');
    await officer.presses('Bỏ qua', 'Mức khẩn');
    await officer.presses('Bình thường', 'Thời điểm gửi');
    await officer.shows('06-when');
    await officer.presses('Gửi ngay', 'Xem lại');
    await officer.shows('07-review');
    await officer.presses('Gửi ngay', /đã gửi xong[\s\S]*đã gửi 2 \(cộng 2 người\)/);
    expect(await officer.newest().locator('.bar').innerText()).toContain('100% · 2/2');
    await officer.shows('08-progress');

    await lan.hears('Tập huấn bao bì');
    await lan.shows('09-notice');
    await lan.presses('Tham dự', 'Đã giữ 1 chỗ');
    await lan.shows('10-going');
    const saving = lan.page.waitForEvent('download');
    await lan.page.getByRole('link', { name: '.ics' }).last().click();
    const calendar = readFileSync(await (await saving).path(), 'utf8');
    expect(calendar).toMatch(/^BEGIN:VCALENDAR[\s\S]*DTSTART:20261203T010000Z[\s\S]*SUMMARY:Tập huấn bao bì/);
    await minh.presses('Tham dự', 'vị trí 1');
    await minh.shows('11-waiting');
    await minh.says('lop', 'bạn: trong danh sách chờ, 1 người');
    await minh.shows('12-lop');

    await officer.presses('Mở thông báo', 'đã gửi 2');
    await officer.shows('13-desk');
    await officer.presses('Đổi giờ, đổi nơi', 'Bắt đầu lúc nào?');
    await officer.says('14h 3/12', 'Kết thúc');
    await officer.says('17h', 'Địa điểm');
    await officer.presses('Giữ nơi cũ', 'Số chỗ');
    await officer.says('5', 'Xem lại');
    await officer.shows('14-change');
    await officer.presses('Gửi thay đổi', 'tin thay đổi');
    await lan.hears(/Thay đổi: Tập huấn bao bì[\s\S]*14:00–17:00/);
    await lan.shows('15-changed');
    await minh.page.getByText('Đã có chỗ cho bạn').waitFor();
    await minh.shows('16-moved-up');

    await officer.presses('Danh sách', 'Tham dự: 2/5 người');
    await officer.shows('17-roster');
    await officer.presses('Mã điểm danh', 'Bạn viết mã lên bảng');
    await officer.shows('18-door');
    const code = /^\d{4}$/m.exec(await officer.newest().innerText())?.[0] ?? '';
    story.clock.moveTo('2026-12-03T13:45:00+07:00');
    // The reminder comes by itself, and would else come behind the answer.
    await lan.hears('Nhắc bạn: Tập huấn bao bì');
    await lan.says(`diem danh ${code}`, 'Đã điểm danh Tập huấn bao bì');
    story.clock.moveTo('2026-12-03T17:00:30+07:00');
    await lan.hears('Bạn chọn từ 1');
    await lan.shows('19-rating');
    await lan.presses('5', 'Đã ghi 5/5');

    for (const { complaints, close } of [officer, lan, minh]) {
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
