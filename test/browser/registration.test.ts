/** A product registered, reviewed and rated on the page: each person has a phone of their own. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf, phonePhoto } from '../files.ts';
import { openForm } from '../handlers/dossier/form-file.ts';
import { beginStory, type Story } from '../story/app.ts';
import { hasChromium, launch } from './chromium.ts';
import { arrive, type Visitor } from './visitor.ts';

const adminCode = 'khanh-hoa-5042';
const code = 'OCOP-2026-0001';

describe.skipIf(!hasChromium)('a registration on the page', { timeout: 90_000 }, () => {
  let browser: Browser;
  let story: Story;
  beforeAll(async () => {
    [browser, story] = await Promise.all([launch(), beginStory({ ADMIN_INVITE_CODE: adminCode })]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await story?.end();
  });

  test('from the consent to the stars', async () => {
    const [admin, xa, lan]: [Visitor, Visitor, Visitor] = [
      await arrive(browser, story),
      await arrive(browser, story),
      await arrive(browser, story),
    ];
    const row = () => story.database.client.registration.findUniqueOrThrow({ where: { code } });

    await admin.says(`/canbo ${adminCode}`, 'Quản trị');
    await admin.says('/canbo', 'Bạn chọn một việc');
    await admin.presses('Mời cán bộ', /^Bước 1\/2 · Vai trò/);
    await admin.presses('Cán bộ cấp xã', 'Địa bàn');
    await admin.says('xa vinh hai', 'Xem lại');
    const handed = await admin.presses('Tạo mã mời', /^\/canbo \S+$/m);
    await admin.shows('01-invitation');
    await xa.says(/^\/canbo \S+$/m.exec(handed)?.[0] ?? '', 'Cán bộ cấp xã, Xã Vĩnh Hải');

    await lan.says('dang ky', /^Bước 1\/15 · Đồng ý/);
    await lan.shows('02-consent');
    await lan.presses('Đồng ý', 'Loại hình chủ thể');
    await lan.shows('03-kinds');
    await lan.presses('Hợp tác xã', 'Tên chủ thể');
    await lan.says('Hợp tác xã nho An Hòa', 'Người đại diện');
    await lan.says('Nguyễn Thị Lan', 'Số điện thoại');
    await lan.shows('04-phone');
    await lan.says('0905 123 456', 'Xã, phường');
    await lan.page.reload();
    await lan.page.locator('#state[data-state=open]').waitFor();
    await lan.hears(/^Bước 6\/15 · Xã, phường/);
    await lan.says('xã Vĩnh Hải', 'Tên sản phẩm');
    await lan.says('Mật nho An Hòa', 'Mô tả sản phẩm');
    await lan.says('Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml', 'Nhóm sản phẩm');
    await lan.shows('05-groups');
    await lan.presses('👉 Nhóm 1: Thực phẩm', 'Nguyên liệu địa phương');
    await lan.says('80%', 'Lao động địa phương');
    await lan.says('60%', 'Sản lượng và giá');
    await lan.presses('Bỏ qua', 'Giấy tờ đã có');
    await lan.presses('Giấy đăng ký kinh doanh', 'Đang ghi: Giấy đăng ký kinh doanh');
    await lan.shows('06-papers');
    await lan.presses('Xong', 'Ảnh sản phẩm');
    const photo = { name: 'Mật nho.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(1200, 900) };
    await lan.sends([photo], 'Đang ghi: 1 ảnh');
    await lan.sees('🖼 Mật nho.jpg');
    await lan.shows('07-photo');
    await lan.presses('Xong', /^Bước 15\/15 · Xem lại[\s\S]*1 ảnh/);
    await lan.shows('08-review');
    await lan.presses('Gửi đăng ký', `Mã của bạn: ${code}`);
    await lan.shows('09-receipt');

    await xa.hears('Có việc mới chờ bạn (cấp xã):');
    await xa.presses('Việc đang chờ', `${code} · Mật nho An Hòa`);
    await xa.shows('10-queue');
    await xa.presses(code, 'chủ thể ghi 80%');
    await xa.sees('Mật nho.jpg');
    await xa.shows('11-case');
    await xa.presses('Xác nhận tỷ lệ', 'Nguyên liệu địa phương');
    await xa.says('70', 'Lao động địa phương');
    await xa.presses('Đúng 60%', 'Xem lại');
    await xa.presses('Xác nhận', 'Đã ghi: Xác nhận tỷ lệ');
    await lan.hears(/UBND xã Vĩnh Hải đã xác nhận[\s\S]*70%/);

    await admin.hears('Có việc mới chờ bạn (cấp tỉnh)');
    await admin.presses('Mở', 'xã xác nhận 70%');
    await admin.presses('Yêu cầu sửa', 'Mục cần sửa');
    await admin.presses('Tên sản phẩm', 'Đang ghi: Tên sản phẩm');
    await admin.shows('12-changes');
    await admin.presses('Xong', 'Ý kiến về tên sản phẩm');
    await admin.says('Ghi rõ khối lượng', 'Xem lại');
    await admin.presses('Gửi yêu cầu sửa', 'Đã ghi: Yêu cầu sửa');
    await lan.hears(/đề nghị sửa đăng ký[\s\S]*Tên sản phẩm: Ghi rõ khối lượng/);
    await lan.page.reload();
    await lan.presses('Xem đăng ký', 'Cán bộ nhắn');
    await lan.shows('13-mend');
    await lan.presses('Sửa thông tin', 'Xem lại');
    await lan.presses('Sửa', 'Bạn muốn sửa mục nào?');
    await lan.presses('Tên sản phẩm', /^Bước 6\/14 · Tên sản phẩm/);
    await lan.says('Mật nho An Hòa 500 ml', 'Xem lại');
    await lan.presses('Lưu thay đổi', 'Đến lượt bạn');
    await lan.presses('Gửi lại', 'Đang xem: UBND tỉnh Khánh Hòa');
    await lan.shows('14-sent-again');

    await admin.hears('Mật nho An Hòa 500 ml');
    await admin.presses('Mở', 'đang chờ cấp tỉnh');
    await admin.presses('Chấp nhận', 'Chấp nhận đăng ký này?');
    await admin.presses('Đồng ý', 'Đã ghi: Chấp nhận');

    await lan.hears('UBND tỉnh Khánh Hòa đã chấp nhận');
    await lan.presses('Xem đăng ký', 'Đến lượt bạn');
    await lan.shows('15-accepted');
    await lan.presses('Danh sách giấy tờ', 'Bắt buộc');
    await lan.shows('16-checklist');
    await lan.presses('Mẫu số 01: Phiếu đăng ký', 'Lấy ở đâu:');
    await lan.shows('17-item');
    await lan.presses('Tải mẫu đã điền', 'Mẫu số 02: Báo cáo tự đánh giá đã điền sẵn');
    await lan.shows('18-forms');
    const downloading = lan.page.waitForEvent('download');
    await lan.page.getByRole('link', { name: `Phieu-dang-ky-${code}.docx` }).click();
    const form = await openForm(readFileSync(await (await downloading).path()));
    for (const told of ['Hợp tác xã nho An Hòa', 'Nguyễn Thị Lan', 'Mật nho An Hòa 500 ml']) {
      expect(form.text).toContain(told);
    }
    await lan.presses('Mở mục Mẫu số 01: Phiếu đăng ký', 'Lấy ở đâu:');
    await lan.presses('Gửi tệp', 'của mục Mẫu số 01: Phiếu đăng ký');
    const signed = { name: 'Phiếu đăng ký đã ký.pdf', mimeType: 'application/pdf', buffer: pdf() };
    await lan.sends([signed], 'Đang ghi: 1 tệp');
    await lan.shows('19-file');
    await lan.presses('Xong', 'Đã ghi 1 tệp');
    await lan.presses('Danh sách giấy tờ', 'đã gửi 1 tệp');
    await lan.shows('20-checklist-begun');
    await lan.presses('Về đăng ký này', 'Đến lượt bạn');
    await lan.presses('Gửi hồ sơ', 'Còn thiếu giấy bắt buộc');
    await lan.shows('21-send');
    await lan.presses('Tôi nộp bản giấy tại xã', 'Đang xem: UBND xã Vĩnh Hải');
    await lan.shows('22-dossier-sent');

    await xa.hears('Có việc mới chờ bạn (cấp xã)');
    await xa.presses('Mở', 'Hồ sơ: 3 giấy tờ chờ xem');
    await xa.presses('Xem giấy tờ', 'Mẫu số 02: Báo cáo tự đánh giá · nộp bản giấy');
    await xa.shows('23-papers');
    await xa.presses('Mẫu số 01: Phiếu đăng ký', 'Mẫu số 01: Phiếu đăng ký · đã gửi');
    expect(await xa.page.getByRole('link', { name: signed.name }).getAttribute('download')).toBe(signed.name);
    await xa.shows('24-paper');
    await xa.presses('Đạt', /Phiếu đăng ký · đạt/);
    await xa.presses('Về hồ sơ', 'Hồ sơ: 2 giấy tờ chờ xem · 1 đạt');
    await xa.presses('Chuyển lên cấp trên', 'Còn 2 giấy tờ chưa ghi là đạt');
    await xa.presses('Đồng ý', 'Đã ghi: Chuyển lên cấp trên');
    await lan.hears('chuyển lên cấp tỉnh');

    await admin.hears('Có việc mới chờ bạn (cấp tỉnh)');
    await admin.presses('Mở', 'đã nộp hồ sơ');
    await admin.presses('Ghi điểm', 'Điểm');
    await admin.says('74,5', 'Ngày quyết định');
    await admin.presses('Hôm nay, 23/11/2026', 'Số quyết định');
    await admin.presses('Bỏ qua', /Xem lại[\s\S]*74,5 điểm, 4 sao/);
    await admin.presses('Ghi kết quả', 'Đã ghi: Ghi điểm');
    await lan.hears(/74,5 điểm, 4 sao[\s\S]*23\/11\/2029/);
    await lan.page.getByRole('button', { name: 'Tin mới' }).click();
    await lan.shows('25-result');

    expect(await row()).toMatchObject({ status: 'rated', stars: 4, confirmedMaterial: 70, confirmedLabour: 60 });
    expect(await story.database.client.registration.count()).toBe(1);
    for (const { complaints, close } of [admin, xa, lan]) {
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
