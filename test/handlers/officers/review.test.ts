/** What officers do with registrations, from message to message, under both profiles. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Registration } from '../../../handlers/registration/store.ts';
import {
  type Desk,
  elsewhere,
  labelsOf,
  ninhHai,
  openDesk,
  type ProfileId,
  type Talk,
  textOf,
  vinhHai,
} from './desk.ts';

let desk: Desk;
const now = (one: Registration) => desk.database.client.registration.findUniqueOrThrow({ where: { id: one.id } });

/** As the producer's own dialogs will do it. */
async function sendsDossier(one: Registration, items: readonly string[], waitsFor = 'commune'): Promise<void> {
  const { client } = desk.database;
  const at = desk.clock.now();
  await client.dossierItem.createMany({
    data: items.map((item) => ({ registrationId: one.id, item, state: 'sent' as const, updatedAt: at })),
  });
  await client.registrationFile.createMany({
    data: items.map((item) => ({
      registrationId: one.id,
      item,
      hash: 'f'.repeat(64),
      name: `${item}.pdf`,
      mime: 'application/pdf',
      bytes: 9,
      createdAt: at,
    })),
  });
  await client.registration.update({
    where: { id: one.id },
    data: { status: 'dossier_sent', waitsFor, waitsSince: at, version: { increment: 1 } },
  });
}

async function opens(officer: Talk, one: Registration) {
  return officer.says(`/canbo ${one.code}`);
}

describe('under the rules in force (khanh-hoa-2026)', () => {
  const profile: ProfileId = 'khanh-hoa-2026';
  beforeAll(async () => {
    desk = await openDesk(profile);
  });
  afterAll(() => desk.end());
  beforeEach(async () => {
    await desk.database.reset();
    desk.clock.moveTo('2026-11-24T08:00:00+07:00');
  });
  const commune = () => desk.officer('commune', { level: 'commune', code: vinhHai[profile] });
  const province = () => desk.officer('province', { level: 'province' });

  test('the whole way: the commune corrects, the province accepts, dossier looked through, mended, passed on, scored', async () => {
    const [lan, xa, tinh] = [await desk.someone(), await commune(), await province()];
    const one = await desk.registers(lan);

    await xa.says('/canbo');
    const [queue] = await xa.presses('Việc đang chờ');
    expect(queue?.text).toContain(`1. ${one.code} · Nho sấy · HTX Nho Thái An · Xã Vĩnh Hải · chờ từ 24/11/2026`);
    const seen = await xa.presses(one.code);
    expect(textOf(seen)).toMatch(/0905 123 456[\s\S]*nhóm 1, thực phẩm, bộ tiêu chí số 7[\s\S]*chủ thể ghi 60%/);
    expect(labelsOf(seen)).toEqual(['Xác nhận tỷ lệ', 'Yêu cầu sửa', 'Việc đang chờ', 'Về menu cán bộ']);

    expect(textOf(await xa.presses('Xác nhận tỷ lệ'))).toMatch(/^Bước 1\/3 · Nguyên liệu địa phương/);
    expect(textOf(await xa.says('120'))).toContain('từ 0 đến 100');
    expect(textOf(await xa.says('55%'))).toMatch(/^Bước 2\/3 · Lao động địa phương/);
    await xa.presses('Bỏ qua');
    expect(textOf(await xa.presses('Xác nhận'))).toContain('Đã ghi: **Xác nhận tỷ lệ**');
    expect(await now(one)).toMatchObject({
      status: 'submitted',
      waitsFor: 'province',
      confirmedMaterial: 55,
      confirmedLabour: 80,
      version: 2,
    });
    const told = textOf(lan.hears());
    expect(told).toMatch(/UBND xã Vĩnh Hải đã xác nhận[\s\S]*55%[\s\S]*80%[\s\S]*cấp tỉnh/);
    expect(textOf(tinh.hears())).toContain('Có việc mới chờ bạn (cấp tỉnh)');

    await tinh.presses('Mở');
    await tinh.presses('Chấp nhận');
    await tinh.presses('Đồng ý');
    expect(await now(one)).toMatchObject({ status: 'accepted', waitsFor: null });
    expect(textOf(lan.hears())).toMatch(/UBND tỉnh Khánh Hòa đã chấp nhận[\s\S]*\/hoso/);

    await sendsDossier(one, ['facility-certificate', 'test-report']);
    await opens(xa, one);
    expect(textOf(await xa.presses('Xem giấy tờ'))).toContain(
      '1. Giấy chứng nhận cơ sở đủ điều kiện sản xuất · đã gửi',
    );
    expect(textOf(await xa.presses('Giấy chứng nhận cơ sở đủ điều kiện sản xuất'))).toContain('(1/1)');
    expect(textOf(await xa.presses('Đạt'))).toContain('Giấy chứng nhận cơ sở đủ điều kiện sản xuất · đạt');
    await xa.presses('Phiếu kết quả kiểm nghiệm');
    expect(textOf(await xa.presses('Cần sửa'))).toMatch(/^Bước 1\/2 · Cần sửa/);
    await xa.says('Phiếu hết hạn, làm phiếu mới được không?');
    expect(textOf(await xa.presses('Ghi ý kiến'))).toContain('2. Phiếu kết quả kiểm nghiệm · cần sửa: Phiếu hết hạn');
    expect(lan.hears()).toEqual([]);
    await opens(xa, one);
    expect(textOf(await xa.presses('Chuyển lên cấp trên'))).toContain(
      'Có 1 giấy tờ bạn ghi **cần sửa** mà chủ thể chưa',
    );
    await xa.presses('Chưa');
    expect(textOf(await xa.presses('Yêu cầu sửa'))).toContain('Đã đánh dấu cần sửa: Phiếu kết quả kiểm nghiệm');
    await xa.presses('Bỏ qua');
    await xa.presses('Gửi yêu cầu sửa');
    expect(await now(one)).toMatchObject({ status: 'accepted', waitsFor: null });
    expect(textOf(lan.hears())).toMatch(
      /đề nghị sửa hồ sơ[\s\S]*Phiếu kết quả kiểm nghiệm: Phiếu hết hạn[\s\S]*\/hoso/,
    );

    await desk.database.client.dossierItem.updateMany({ data: { state: 'accepted' } });
    await sendsDossier(one, []);
    await opens(xa, one);
    await xa.presses('Chuyển lên cấp trên');
    await xa.presses('Đồng ý');
    expect(await now(one)).toMatchObject({ status: 'dossier_sent', waitsFor: 'province' });
    expect(textOf(tinh.hears())).toContain(one.code);

    await tinh.presses('Mở');
    await tinh.presses('Ghi điểm');
    expect(textOf(await tinh.says('74,5'))).toMatch(/^Bước 2\/4 · Ngày quyết định/);
    expect(textOf(await tinh.says('25/11/2026'))).toContain('chưa tới');
    await tinh.says('20-11-2026');
    await tinh.says('123/QĐ-UBND');
    await tinh.presses('Ghi kết quả');
    const rated = await now(one);
    expect(rated).toMatchObject({ status: 'rated', scoreHundredths: 7450, stars: 4, decisionNumber: '123/QĐ-UBND' });
    expect(rated.certificateEnds?.toISOString().slice(0, 10)).toBe('2029-11-20');
    expect(textOf(lan.hears())).toMatch(/74,5 điểm, 4 sao[\s\S]*123\/QĐ-UBND, ngày 20\/11\/2026[\s\S]*20\/11\/2029/);

    const log = await desk.database.client.audit.findMany({ orderBy: { id: 'asc' } });
    expect(log.map((row) => row.action)).toEqual([
      'register',
      'confirm-shares',
      'accept',
      'item-accepted',
      'item-changes',
      'ask-changes',
      'pass-on',
      'score',
    ]);
    expect(log.slice(1).every((row) => row.officer !== null && row.before !== null && row.after !== null)).toBe(true);
    await xa.says('/canbo');
    expect(textOf(await xa.presses('Nhật ký'))).toMatch(/cán bộ số \d+ · OCOP-2026-0001 · Ghi điểm: 74,5 điểm, 4 sao/);
    const toLan = textOf(lan.all());
    for (const officer of [xa, tinh]) expect(toLan).not.toContain(`cán bộ số ${officer.officerId}`);
  });

  test('an officer asks for changes of several items, each with words; the remark reaches the producer', async () => {
    const [lan, xa] = [await desk.someone(), await commune()];
    const one = await desk.registers(lan);
    await opens(xa, one);
    await xa.presses('Yêu cầu sửa');
    await xa.presses('Tên sản phẩm');
    await xa.presses('Ảnh sản phẩm');
    expect(textOf(await xa.presses('Xong'))).toMatch(/^Bước 2\/4 · Ý kiến về tên sản phẩm/);
    await xa.says('Ghi rõ khối lượng');
    await xa.says('Ảnh mờ quá');
    await xa.presses('Gửi yêu cầu sửa');
    expect(await now(one)).toMatchObject({ status: 'changes', waitsFor: null });
    expect((await now(one)).remark).toBe('• Tên sản phẩm: Ghi rõ khối lượng\n• Ảnh sản phẩm: Ảnh mờ quá');
    expect(textOf(lan.hears())).toContain('• Ảnh sản phẩm: Ảnh mờ quá');
  });

  test('declining needs a reason, which the producer reads', async () => {
    const [lan, tinh] = [await desk.someone(), await province()];
    const one = await desk.registers(lan, { waitsFor: 'province', confirmedAt: desk.clock.now() });
    await opens(tinh, one);
    await tinh.presses('Từ chối');
    expect(textOf(await tinh.says('a'))).toContain('từ 3');
    await tinh.says('Nguyên liệu chính mua ngoài tỉnh');
    await tinh.presses('Gửi từ chối');
    expect(await now(one)).toMatchObject({ status: 'declined', remark: 'Nguyên liệu chính mua ngoài tỉnh' });
    expect(textOf(lan.hears())).toMatch(/Lý do: Nguyên liệu chính mua ngoài tỉnh[\s\S]*\/dangky/);
  });

  test('under 50 points there is no certificate', async () => {
    const [lan, tinh] = [await desk.someone(), await province()];
    const one = await desk.registers(lan);
    await sendsDossier(one, [], 'province');
    await opens(tinh, one);
    await tinh.presses('Ghi điểm');
    expect(textOf(await tinh.says('1'))).toContain('Xem lại');
    await tinh.presses('Sửa');
    await tinh.presses('Điểm');
    await tinh.says('49,99');
    await tinh.presses('Ghi kết quả');
    expect(await now(one)).toMatchObject({ status: 'rated', stars: 2, scoreHundredths: 4999, certificateEnds: null });
    expect(textOf(lan.hears())).toContain('Từ 3 sao');
  });

  test('points for a dossier with an item still to be mended are recorded after the warning that passing on has', async () => {
    const [lan, tinh] = [await desk.someone(), await province()];
    const one = await desk.registers(lan);
    await sendsDossier(one, ['test-report', 'material-origin'], 'province');
    const { client } = desk.database;
    await client.dossierItem.updateMany({ where: { item: 'test-report' }, data: { state: 'changes' } });
    await opens(tinh, one);
    await tinh.presses('Ghi điểm');
    const review = textOf(await tinh.says('45'));
    expect(review).toContain('Có 1 giấy tờ bạn ghi **cần sửa** mà chủ thể chưa được báo');
    expect(review).toContain('Xem lại');
    await tinh.presses('Ghi kết quả');
    expect(await now(one)).toMatchObject({ status: 'rated' });
  });

  test('a request for help is answered by the commune', async () => {
    const [lan, xa] = [await desk.someone(), await commune()];
    const one = await desk.registers(lan, { isHelpRequest: true, producerKind: 'unregistered', papers: [] });
    await opens(xa, one);
    expect(labelsOf(xa.all())).toEqual(['Đã hỗ trợ', 'Việc đang chờ', 'Về menu cán bộ']);
    await xa.presses('Đã hỗ trợ');
    await xa.presses('Đồng ý');
    expect(await now(one)).toMatchObject({ status: 'accepted', waitsFor: null });
    expect(textOf(lan.hears())).toContain('/dangky');
  });

  test('a registration elsewhere is neither listed nor opened, and its phone is not shown', async () => {
    const [lan, xa] = [await desk.someone(), await commune()];
    const one = await desk.registers(lan, { communeCode: elsewhere[profile] });
    await xa.says('/canbo');
    expect(textOf(await xa.presses('Việc đang chờ'))).toContain('Không còn việc');
    const said = textOf(await opens(xa, one));
    expect(said).toContain('ngoài địa bàn');
    expect(said).not.toMatch(/0905|Nguyễn Thị Lan/);
  });

  test('a district officer sees the registration with no button to decide, and an old button says why', async () => {
    const [lan, huyen] = [await desk.someone(), await desk.officer('district', ninhHai)];
    const one = await desk.registers(lan);
    const seen = await opens(huyen, one);
    expect(textOf(seen)).toContain('0905 123 456');
    expect(labelsOf(seen)).toEqual(['Việc đang chờ', 'Về menu cán bộ']);
  });

  test('two officers decide at once: one decision holds, the other officer is told what happened', async () => {
    const lan = await desk.someone();
    const officers = [await province(), await desk.officer('admin', { level: 'province' })];
    const one = await desk.registers(lan, { waitsFor: 'province', confirmedAt: desk.clock.now() });
    for (const officer of officers) {
      await opens(officer, one);
      await officer.presses('Chấp nhận');
    }
    await Promise.all(officers.map((officer) => officer.presses('Đồng ý')));
    expect(await now(one)).toMatchObject({ status: 'accepted', version: 2 });
    const said = officers.map((officer) => textOf(officer.all()));
    expect(said.filter((text) => text.includes('Đã ghi: **Chấp nhận**'))).toHaveLength(1);
    const late = said.filter((text) => text.includes('vừa thay đổi'));
    expect(late).toHaveLength(1);
    expect(late[0]).toMatch(/cán bộ số \d+ · OCOP-2026-0001 · Chấp nhận/);
    expect(await desk.database.client.audit.count({ where: { action: 'accept' } })).toBe(1);
    expect(lan.hears()).toHaveLength(1);
  });

  test('a decision confirmed twice by the same officer is recorded once, and the second press is told so', async () => {
    const [lan, tinh, other] = [await desk.someone(), await province(), await province()];
    const one = await desk.registers(lan, { waitsFor: 'province', confirmedAt: desk.clock.now() });
    for (const officer of [tinh, other]) {
      await opens(officer, one);
      await officer.presses('Chấp nhận');
    }
    await tinh.presses('Đồng ý');
    const again = textOf(await tinh.presses('Đồng ý'));
    expect(again).toContain(`Việc này bạn đã ghi rồi: **Chấp nhận** · ${one.code}`);
    expect(again).not.toContain('chưa được ghi');
    expect(textOf(await other.presses('Đồng ý'))).toContain('chưa được ghi');
    expect(await desk.database.client.audit.count({ where: { action: 'accept' } })).toBe(1);
  });

  test('a dialog sent after somebody else decided overwrites nothing', async () => {
    const [lan, first, second] = [await desk.someone(), await province(), await province()];
    const one = await desk.registers(lan, { waitsFor: 'province', confirmedAt: desk.clock.now() });
    await opens(first, one);
    await first.presses('Từ chối');
    await first.says('Không rõ nguồn gốc nguyên liệu');
    await opens(second, one);
    await second.presses('Chấp nhận');
    await second.presses('Đồng ý');
    const said = textOf(await first.presses('Gửi từ chối'));
    expect(said).toMatch(/chưa được ghi[\s\S]*Chấp nhận[\s\S]*đã chấp nhận, đang làm hồ sơ/);
    expect(await now(one)).toMatchObject({ status: 'accepted', remark: null });
  });

  test('a role taken back in the middle of a decision decides nothing any more', async () => {
    const [lan, tinh] = [await desk.someone(), await province()];
    const one = await desk.registers(lan, { waitsFor: 'province', confirmedAt: desk.clock.now() });
    await opens(tinh, one);
    await tinh.presses('Từ chối');
    await tinh.says('Không đủ điều kiện');
    await desk.database.client.officer.updateMany({ data: { revokedAt: desk.clock.now() } });
    const said = textOf(await tinh.presses('Gửi từ chối'));
    expect(said).toContain('không có quyền');
    expect(said).not.toContain('0905');
    expect(await now(one)).toMatchObject({ status: 'submitted', version: 1 });
    expect(textOf(await tinh.presses('Chấp nhận'))).toContain('dành cho cán bộ');
  });

  test('the first question of a decision can be given up, and a decision started over is about the same registration', async () => {
    const [lan, xa] = [await desk.someone(), await commune()];
    const one = await desk.registers(lan);
    await opens(xa, one);
    await xa.presses('Xác nhận tỷ lệ');
    await xa.says('huỷ');
    expect(textOf(await xa.presses('Đồng ý bỏ'))).toContain('Đã bỏ việc');
    await opens(xa, one);
    await xa.presses('Xác nhận tỷ lệ');
    await xa.presses('Đúng 60%');
    await xa.says('/canbo');
    await xa.presses('Tạm dừng');
    await xa.presses('Về menu cán bộ');
    await opens(xa, one);
    await xa.presses('Xác nhận tỷ lệ');
    await xa.presses('Bỏ qua');
    await xa.presses('Bỏ qua');
    await xa.presses('Xác nhận');
    expect(await now(one)).toMatchObject({ confirmedMaterial: 60, confirmedLabour: 80, waitsFor: 'province' });
  });

  test('the queue shows five at a time, the oldest first', async () => {
    const [lan, xa] = [await desk.someone(), await commune()];
    for (let count = 0; count < 7; count++) {
      await desk.registers(lan, { productName: `Sản phẩm ${count}` });
      desk.clock.advance(60_000);
    }
    await xa.says('/canbo');
    const first = await xa.presses('Việc đang chờ');
    expect(textOf(first)).toMatch(/\*\*7\*\* việc[\s\S]*trang 1\/2[\s\S]*1\. OCOP-2026-0001/);
    expect(labelsOf(first)).toHaveLength(7);
    expect(textOf(await xa.presses('Trang sau'))).toMatch(/1\. OCOP-2026-0006[\s\S]*2\. OCOP-2026-0007/);
  });

  test('the log shows what is in the area, eight entries at a time, the newest first', async () => {
    const [lan, xa] = [await desk.someone(), await commune()];
    await desk.registers(lan, { communeCode: elsewhere[profile] });
    for (let count = 0; count < 9; count++) await desk.registers(lan);
    await xa.says('/canbo');
    const first = textOf(await xa.presses('Nhật ký'));
    expect(first).toMatch(/24\/11\/2026 08:00 · chủ thể hoặc hệ thống · OCOP-2026-0010 · Đăng ký/);
    expect(first).not.toContain('OCOP-2026-0002');
    const rest = await xa.presses('Xem tiếp');
    expect(textOf(rest)).toContain('OCOP-2026-0002');
    expect(textOf(rest)).not.toContain('OCOP-2026-0001');
    expect(labelsOf(rest)).toEqual(['Về menu cán bộ']);
  });

  test('the audit log cannot be changed', async () => {
    await desk.registers(await desk.someone());
    const { client } = desk.database;
    await expect(client.audit.updateMany({ data: { action: 'x' } })).rejects.toThrow();
    await expect(client.audit.deleteMany()).rejects.toThrow();
    expect(await client.audit.count({ where: { action: 'register' } })).toBe(1);
  });
});

describe('under the plan of 2024 (ninh-thuan-2024)', () => {
  const profile: ProfileId = 'ninh-thuan-2024';
  beforeAll(async () => {
    desk = await openDesk(profile, '2024-06-03T08:00:00+07:00');
  });
  afterAll(() => desk.end());

  test('commune, district, province: what is above the power of the district is passed on', async () => {
    const lan = await desk.someone();
    const xa = await desk.officer('commune', { level: 'commune', code: vinhHai[profile] });
    const huyen = await desk.officer('district', ninhHai);
    const tinh = await desk.officer('province', { level: 'province' });
    const one = await desk.registers(lan);
    await opens(xa, one);
    await xa.presses('Xác nhận tỷ lệ');
    await xa.presses('Đúng 60%');
    await xa.presses('Đúng 80%');
    await xa.presses('Xác nhận');
    expect(await now(one)).toMatchObject({ waitsFor: 'district' });
    expect(textOf(huyen.hears())).toContain('cấp huyện');
    await huyen.presses('Mở');
    await huyen.presses('Chấp nhận');
    await huyen.presses('Đồng ý');
    expect(textOf(lan.hears())).toContain('UBND huyện Ninh Hải đã chấp nhận');

    await sendsDossier(one, []);
    await opens(xa, one);
    await xa.presses('Chuyển lên cấp trên');
    await xa.presses('Đồng ý');
    await opens(huyen, one);
    await huyen.presses('Ghi điểm');
    const refused = await huyen.says('82');
    expect(textOf(refused)).toMatch(/82 điểm là 4 sao[\s\S]*cấp tỉnh/);
    await huyen.presses('Chuyển lên cấp trên');
    await huyen.presses('Ghi kết quả');
    expect(await now(one)).toMatchObject({ status: 'dossier_sent', waitsFor: 'province', stars: null });
    expect(textOf(tinh.hears())).toContain('cấp tỉnh');
    await tinh.presses('Mở');
    await tinh.presses('Ghi điểm');
    await tinh.says('82');
    await tinh.says('1/6/2024');
    await tinh.presses('Bỏ qua');
    await tinh.presses('Ghi kết quả');
    const rated = await now(one);
    expect(rated).toMatchObject({ status: 'rated', stars: 4 });
    expect(rated.certificateEnds?.toISOString().slice(0, 10)).toBe('2027-06-01');
  });

  test('a district records three stars itself', async () => {
    const [lan, huyen] = [await desk.someone(), await desk.officer('district', ninhHai)];
    const one = await desk.registers(lan, { sameKey: 'other' });
    await sendsDossier(one, [], 'district');
    await opens(huyen, one);
    expect(labelsOf(huyen.all())).toEqual([
      'Chuyển lên cấp trên',
      'Yêu cầu sửa',
      'Từ chối',
      'Ghi điểm',
      'Việc đang chờ',
      'Về menu cán bộ',
    ]);
    await huyen.presses('Ghi điểm');
    await huyen.says('69,99');
    await huyen.says('3/6/2024');
    await huyen.presses('Bỏ qua');
    await huyen.presses('Ghi kết quả');
    expect(await now(one)).toMatchObject({ status: 'rated', stars: 3 });
  });
});
