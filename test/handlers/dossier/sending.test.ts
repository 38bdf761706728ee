/** Forms handed out, the dossier sent, changes made and sent again, withdrawal. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openForm } from './form-file.ts';
import { labels, openProducers, type Producers, storedPhoto, texts } from './producer.ts';

let producers: Producers;
beforeAll(async () => {
  producers = await openProducers();
});
afterAll(() => producers.end());
beforeEach(async () => {
  await producers.reset();
  producers.clock.moveTo('2026-11-24T08:00:00+07:00');
});

async function accepted(profile: 'khanh-hoa-2026' | 'ninh-thuan-2024' = 'khanh-hoa-2026'): Promise<string> {
  const { code } = await producers.registers('lan', { profile });
  await producers.accepts(code);
  await producers.says('lan', code);
  return code;
}

async function attach(code: string, name: string): Promise<void> {
  producers.clock.advance(30_000);
  await producers.says('lan', code);
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', name);
  await producers.presses('lan', 'Gửi tệp');
  await producers.sends('lan', storedPhoto(name));
  await producers.presses('lan', 'Xong');
}

test.each([
  ['khanh-hoa-2026', '2026-11-24', 'Mẫu số 01', 'Xã Vĩnh Hải'],
  ['ninh-thuan-2024', '2024-02-20', 'Phiếu đăng ký', 'Ninh Thuận'],
] as const)(
  'under %s the forms come filled in, one message each, and say print, check, sign',
  async (profile, day, name, place) => {
    producers.clock.moveTo(`${day}T08:00:00+07:00`);
    const code = await accepted(profile);
    const replies = await producers.presses('lan', 'Tải mẫu đã điền');
    expect(replies).toHaveLength(2);
    expect(replies[0]?.text).toContain(name);
    for (const { text, attachment } of replies) {
      expect(text).toMatch(/in ra.*kiểm tra.*ký/);
      if (!attachment || !('hash' in attachment)) throw new Error('There is no file.');
      expect(attachment.name).toMatch(new RegExp(`^[A-Za-z-]+-${code}\\.docx$`));
      const bytes = await producers.files.read(attachment.hash);
      expect(bytes?.length).toBe(attachment.bytes);
      const form = await openForm(bytes ?? new Uint8Array());
      for (const told of ['Hợp tác xã nho An Hòa', 'Nguyễn Thị Lan', '0905 123 456', 'Mật nho An Hòa', place])
        expect(form.text.toLowerCase()).toContain(told.toLowerCase());
    }
  },
);

test('a dossier that lacks required papers is held, names them, and goes when they come on paper', async () => {
  const code = await accepted();
  const asked = await producers.presses('lan', 'Gửi hồ sơ');
  expect(texts(asked)).toContain('cho UBND xã Vĩnh Hải');
  expect(texts(asked)).toContain('**Còn thiếu giấy bắt buộc:**\n• Mẫu số 01: Phiếu đăng ký');
  expect(texts(asked)).toContain('**Thiếu thì khó đạt 3 sao:**');
  expect(texts(asked)).toContain('Nhớ mang đến: 5 sản phẩm mẫu');
  expect(labels(asked)).toEqual(['Tôi nộp bản giấy tại xã', 'Danh sách giấy tờ', 'Để sau']);
  const sent = await producers.presses('lan', 'Tôi nộp bản giấy tại xã');
  expect(texts(sent)).toContain('Đã gửi hồ sơ **OCOP-2026-0001** cho UBND xã Vĩnh Hải');
  expect(texts(sent)).toContain('Thời hạn: 15 ngày làm việc, đến 15/12/2026');
  expect(await producers.find(code)).toMatchObject({ status: 'dossier_sent', waitsFor: 'commune' });
  expect(producers.onDesk).toEqual(['OCOP-2026-0001 dossier_sent commune']);
  const items = await producers.database.client.dossierItem.findMany();
  expect(items.length).toBeGreaterThanOrEqual(3);
  expect(items.every(({ state, remark }) => state === 'sent' && remark === 'Nộp bản giấy tại UBND xã, phường.')).toBe(
    true,
  );
  const list = await producers.presses('lan', 'Danh sách giấy tờ');
  expect(texts(list)).toContain('📤 Mẫu số 01: Phiếu đăng ký · nộp bản giấy');
});

test('what only the stars ask for is warned of, and the dossier may still go; a second press changes nothing', async () => {
  const code = await accepted();
  const required = ['Mẫu số 01: Phiếu đăng ký', 'Mẫu số 02: Báo cáo tự đánh giá', 'Giấy đăng ký kinh doanh'];
  for (const name of required) await attach(code, name);
  await producers.says('lan', code);
  const first = await producers.presses('lan', 'Gửi hồ sơ');
  const missing = /Còn thiếu giấy bắt buộc:\*\*\n((?:• .*\n)+)/.exec(texts(first))?.[1] ?? '';
  for (const line of missing.split('\n').filter(Boolean)) await attach(code, line.slice(2));
  await producers.says('lan', code);
  const asked = await producers.presses('lan', 'Gửi hồ sơ');
  expect(texts(asked)).not.toContain('bắt buộc');
  expect(labels(asked)).toEqual(['Vẫn gửi', 'Danh sách giấy tờ', 'Để sau']);
  await producers.presses('lan', 'Vẫn gửi');
  expect(await producers.find(code)).toMatchObject({ status: 'dossier_sent', waitsFor: 'commune' });
  expect(texts(await producers.presses('lan', 'Vẫn gửi'))).toContain('đã gửi rồi');
  expect(producers.onDesk).toHaveLength(1);
});

test('a dossier that is sent back can be mended and sent again', async () => {
  const code = await accepted();
  await producers.presses('lan', 'Gửi hồ sơ');
  await producers.presses('lan', 'Tôi nộp bản giấy tại xã');
  await producers.decides(code, 'ask-changes', { remark: 'Thiếu chữ ký' });
  const back = await producers.says('lan', code);
  expect(texts(back)).toContain('Hồ sơ cần bạn sửa rồi gửi lại');
  expect(texts(back)).toContain('Cán bộ nhắn: “Thiếu chữ ký”');
  await producers.presses('lan', 'Gửi hồ sơ');
  await producers.presses('lan', 'Vẫn gửi');
  expect(await producers.find(code)).toMatchObject({ status: 'dossier_sent', remark: null });
});

test('a correction opens in the review with what was told, changes one thing, and tells what it saved', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  const review = await producers.presses('lan', 'Sửa thông tin');
  expect(texts(review)).toMatch(/^Bước 13\/13 · Xem lại|^Bước 14\/14 · Xem lại/);
  expect(texts(review)).toContain('• Tên sản phẩm: **Mật nho An Hòa**');
  expect(labels(review)).toEqual(['Lưu thay đổi', 'Sửa', 'Huỷ']);
  await producers.presses('lan', 'Sửa');
  await producers.restart();
  await producers.presses('lan', 'Tên sản phẩm');
  await producers.says('lan', 'Mật nho Vĩnh Hải');
  await producers.presses('lan', 'Ghi nguyên câu vừa rồi').catch(() => []);
  const saved = await producers.presses('lan', 'Lưu thay đổi');
  expect(texts(saved)).toContain('Đã lưu: Tên sản phẩm');
  expect(texts(saved)).toContain('**OCOP-2026-0001** · Mật nho Vĩnh Hải');
  expect(await producers.find(code)).toMatchObject({
    productName: 'Mật nho Vĩnh Hải',
    sameKey: 'nho an hoa|mat nho vinh hai',
    status: 'submitted',
    waitsFor: 'commune',
    version: 2,
  });
});

test('nothing said, nothing asked: a correction is left at once', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  await producers.presses('lan', 'Sửa thông tin');
  expect(texts(await producers.presses('lan', 'Huỷ'))).toContain('đăng ký vẫn như cũ');
  await producers.says('lan', code);
  await producers.presses('lan', 'Sửa thông tin');
  expect(texts(await producers.presses('lan', 'Lưu thay đổi'))).toContain('Không có gì thay đổi');
  expect(await producers.find(code)).toMatchObject({ version: 1 });
});

test('changes asked, shares corrected, sent again: the commune confirms anew', async () => {
  producers.clock.moveTo('2024-02-20T08:00:00+07:00');
  const { code } = await producers.registers('lan', { profile: 'ninh-thuan-2024' });
  await producers.decides(code, 'confirm-shares');
  await producers.decides(code, 'ask-changes', { remark: 'Xem lại tỷ lệ nguyên liệu' });
  await producers.says('lan', code);
  await producers.presses('lan', 'Sửa thông tin');
  await producers.says('lan', 'sửa nguyên liệu địa phương');
  await producers.says('lan', '55%');
  const saved = await producers.presses('lan', 'Lưu thay đổi');
  expect(texts(saved)).toContain('Đã lưu: Nguyên liệu địa phương. Xã sẽ xác nhận lại. Xong hết thì bấm **Gửi lại**');
  expect(await producers.find(code)).toMatchObject({ localMaterial: 55, confirmedAt: null, confirmedMaterial: null });
  expect(texts(await producers.presses('lan', 'Gửi lại'))).toContain(
    'Đã gửi lại đăng ký **OCOP-2024-0001** cho UBND xã Vĩnh Hải',
  );
  expect(await producers.find(code)).toMatchObject({ status: 'submitted', waitsFor: 'commune', remark: null });
  expect(producers.onDesk).toEqual([`${code} submitted commune`]);
});

test('a correction that is not saved, or files that are not ended with Xong, are not left behind by sending on', async () => {
  const { code } = await producers.registers('lan');
  await producers.decides(code, 'confirm-shares');
  await producers.decides(code, 'ask-changes', { remark: 'Ghi rõ dung tích' });
  await producers.says('lan', code);
  await producers.presses('lan', 'Sửa thông tin');
  await producers.says('lan', 'sửa mô tả');
  await producers.says('lan', 'Nho tươi cô đặc thành mật, chai 500 ml');
  expect(texts(await producers.presses('lan', 'Gửi lại'))).toContain('đang sửa dở mà chưa lưu');
  expect(await producers.find(code)).toMatchObject({ status: 'changes' });
  await producers.presses('lan', 'Lưu thay đổi');
  expect(texts(await producers.presses('lan', 'Gửi lại'))).toContain('Đã gửi lại đăng ký');
  expect(await producers.find(code)).toMatchObject({ description: 'Nho tươi cô đặc thành mật, chai 500 ml' });

  await producers.decides(code, 'accept');
  await producers.says('lan', code);
  await producers.presses('lan', 'Gửi hồ sơ');
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', 'Mẫu số 01: Phiếu đăng ký');
  await producers.presses('lan', 'Gửi tệp');
  await producers.sends('lan', storedPhoto('trang 1'));
  expect(texts(await producers.presses('lan', 'Tôi nộp bản giấy tại xã'))).toContain('chưa bấm **Xong**');
  expect(await producers.find(code)).toMatchObject({ status: 'accepted' });
});

test('what an officer did meanwhile is not overwritten by a correction', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  await producers.presses('lan', 'Sửa thông tin');
  await producers.says('lan', 'sửa lao động địa phương');
  await producers.says('lan', '10');
  await producers.decides(code, 'confirm-shares');
  const late = await producers.presses('lan', 'Lưu thay đổi');
  expect(texts(late)).toContain('Tôi chưa lưu phần bạn vừa sửa:\n• Lao động địa phương: 10%');
  expect(texts(late)).toContain('Bạn báo UBND tỉnh Khánh Hòa những điều trên');
  expect(labels(late)).not.toContain('Sửa thông tin');
  expect(await producers.find(code)).toMatchObject({ localLabour: 60, confirmedLabour: 60 });
});

test('a correction overtaken by officers who ask for changes can be made again', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  await producers.presses('lan', 'Sửa thông tin');
  await producers.says('lan', 'sửa lao động địa phương');
  await producers.says('lan', '10');
  await producers.decides(code, 'ask-changes', { remark: 'Ghi rõ dung tích' });
  const late = await producers.presses('lan', 'Lưu thay đổi');
  expect(texts(late)).toMatch(/chưa lưu[\s\S]*• Lao động địa phương: 10%[\s\S]*bấm \*\*Sửa thông tin\*\* và ghi lại/);
  expect(labels(late)).toContain('Sửa thông tin');
});

test('a registration is withdrawn after a question, and stays to be seen', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  const asked = await producers.presses('lan', 'Rút đăng ký');
  expect(labels(asked)).toEqual(['Đồng ý rút', 'Không rút']);
  await producers.presses('lan', 'Không rút');
  expect(await producers.find(code)).toMatchObject({ status: 'submitted' });
  expect(texts(await producers.presses('lan', 'Đồng ý rút'))).toContain('Đã rút đăng ký');
  expect(await producers.find(code)).toMatchObject({ status: 'withdrawn', waitsFor: null });
  expect(texts(await producers.says('lan', '/hoso'))).toContain('bạn đã rút');
  expect(texts(await producers.presses('lan', 'Đồng ý rút'))).toContain('không còn mở');
});
