import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { cooperative, firstLine, labels, meetProducers, type Producers, photo, saidIn } from './producers.ts';

let database: TestDatabase;
let people: Producers;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  people = await meetProducers(database);
});
afterEach(() => people.stop());

const registrations = () => database.client.registration.findMany({ orderBy: { id: 'asc' }, include: { files: true } });
const counts = async () => {
  const { draft, consent, registration } = database.client;
  return [await draft.count(), await consent.count(), await registration.count()];
};

test('a product is registered by buttons, with photos, step by step', async () => {
  const heads = [firstLine(await people.says('/dangky'))];
  const press = async (label: string) => heads.push(firstLine(await people.presses(label)));
  const say = async (text: string) => heads.push(firstLine(await people.says(text)));
  await press('Đồng ý');
  await press('Hợp tác xã');
  for (const text of ['Hợp tác xã nho An Hòa', 'Nguyễn Thị Lan']) await say(text);
  await people.sends({ kind: 'media', media: 'contact', caption: '', phone: '84905123456' });
  await say('xã Vĩnh Hải');
  for (const text of ['Mật nho An Hòa', 'Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml']) await say(text);
  await press('👉 Nhóm 1: Thực phẩm');
  await say('80');
  await press('Chưa biết');
  await press('Bỏ qua');
  await press('Giấy đăng ký kinh doanh');
  await press('Giấy an toàn thực phẩm');
  await press('Xong');
  await people.sends(photo('a'.repeat(64)));
  await people.sends(photo('b'.repeat(64)));
  await press('Xong');
  expect(heads.filter((head, index) => head !== heads[index - 1])).toEqual([
    'Bước 1/15 · Đồng ý',
    'Bước 2/15 · Loại hình chủ thể',
    'Bước 3/15 · Tên chủ thể',
    'Bước 4/15 · Người đại diện',
    'Bước 5/15 · Số điện thoại',
    'Bước 7/15 · Tên sản phẩm',
    'Bước 8/15 · Mô tả sản phẩm',
    'Bước 9/15 · Nhóm sản phẩm',
    'Bước 10/15 · Nguyên liệu địa phương',
    'Bước 11/15 · Lao động địa phương',
    'Bước 12/15 · Sản lượng và giá',
    'Bước 13/15 · Giấy tờ đã có',
    'Bước 14/15 · Ảnh sản phẩm',
    'Bước 15/15 · Xem lại',
  ]);
  const sent = await people.presses('Gửi đăng ký');
  expect(labels(sent)).toEqual(['Hồ sơ của tôi', 'Nhận thông báo']);
  const receipt = saidIn(sent);
  expect(receipt).toContain('**OCOP-2026-0001**');
  expect(await registrations()).toMatchObject([
    {
      code: 'OCOP-2026-0001',
      profile: 'khanh-hoa-2026',
      isHelpRequest: false,
      producerKind: 'cooperative',
      producerName: 'Hợp tác xã nho An Hòa',
      representative: 'Nguyễn Thị Lan',
      phone: '+84905123456',
      communeCode: '2025:22846',
      productName: 'Mật nho An Hòa',
      productGroup: 1,
      localMaterial: 80,
      localLabour: null,
      outputAndPrice: null,
      papers: ['business-registration', 'food-safety'],
      status: 'submitted',
      waitsFor: 'commune',
      files: [{ hash: 'a'.repeat(64) }, { hash: 'b'.repeat(64) }],
    },
  ]);
  expect(await counts()).toEqual([0, 1, 1]);
});

test('a product is registered by typing, badly: no accents, all at once, a question in between, back and forth', async () => {
  await people.tells(['dang ky', 'ok nhe', 'toi o htx', 'htx nho an hoa, sdt 0905.123.456, o xa vinh hai']);
  expect(saidIn(await people.says('giay to gom nhung gi?'))).toMatch(/Trả lời[\s\S]*Bước 4\/15/);
  await people.tells(['quay lai', 'quay lai', 'giu nguyen', 'nguyen thi lan']);
  const group = await people.tells(['mat nho an hoa', 'nho tuoi ep lay nuoc co dac thanh mat']);
  expect(firstLine(group)).toBe('Bước 9/15 · Nhóm sản phẩm');
  await people.tells(['dung roi', '80 phan tram', 'khong biet', 'khong co', 'dkkd va attp', 'xong', 'chua co']);
  expect(saidIn(await people.says('gui'))).toContain('OCOP-2026-0001');
  expect(await registrations()).toMatchObject([
    {
      producerKind: 'cooperative',
      producerName: 'htx nho an hoa',
      representative: 'nguyen thi lan',
      phone: '+84905123456',
      communeCode: '2025:22846',
      productGroup: 1,
      localMaterial: 80,
      localLabour: null,
      papers: ['business-registration', 'food-safety'],
    },
  ]);
});

test.each([['Không đồng ý'], ['không'], ['2'], ['huỷ', 'có']])('"%s" to the consent stores nothing', async (...no) => {
  const replies = await people.tells(['/dangky', ...no]);
  expect(saidIn(replies)).toMatch(/không lưu gì|Đã bỏ/);
  expect(await counts()).toEqual([0, 0, 0]);
  expect(saidIn(await people.says('chào'))).toBe('Bạn nói: chào');
});

test('whoever agrees and then declines after all has withdrawn: the next time asks again', async () => {
  await people.tells(['/dangky', 'đồng ý', 'quay lại', 'không đồng ý']);
  expect(await database.client.consent.findMany()).toMatchObject([{ withdrawnAt: expect.any(Date) }]);
  expect(await database.client.draft.count()).toBe(0);
  expect(firstLine(await people.says('/dangky'))).toBe('Bước 1/15 · Đồng ý');
});

test('codes run on within the year of Viet Nam, and begin anew with the next', async () => {
  await people.stop();
  people = await meetProducers(database, { now: '2026-12-31T23:50:00+07:00' });
  await people.tells([...cooperative, 'gửi đăng ký'], 'an');
  await people.tells([...cooperative, 'gửi đăng ký'], 'binh');
  people.clock.moveTo('2027-01-01T00:00:01+07:00');
  await people.tells([...cooperative, 'gửi đăng ký'], 'chi');
  expect((await registrations()).map(({ code }) => code)).toEqual([
    'OCOP-2026-0001',
    'OCOP-2026-0002',
    'OCOP-2027-0001',
  ]);
});

test('known answers are offered the second time, and consent is not asked again', async () => {
  await people.tells([...cooperative, 'gửi đăng ký']);
  const kinds = await people.says('/dangky');
  expect(firstLine(kinds)).toBe('Bước 1/14 · Loại hình chủ thể');
  expect(labels(kinds)).toContain('👉 Hợp tác xã');
  const offered: (string | undefined)[] = [];
  for (const text of ['1', '1', 'ok', '1', 'đúng rồi']) offered.push(labels(await people.says(text))[0]);
  expect(offered.slice(0, 4)).toEqual(['Hợp tác xã nho An Hòa', 'Nguyễn Thị Lan', '0905 123 456', 'Xã Vĩnh Hải']);
  const last = await people.tells([
    'Nho sấy',
    'Nho tươi sấy khô, đóng gói 200 g',
    '1',
    '100',
    '100',
    'bỏ qua',
    'bỏ qua',
  ]);
  expect(firstLine(last)).toBe('Bước 13/14 · Ảnh sản phẩm');
  await people.tells(['bỏ qua', 'gửi đăng ký']);
  const [first, second] = await registrations();
  expect(second).toMatchObject({
    code: 'OCOP-2026-0002',
    producerName: first?.producerName,
    phone: first?.phone,
    communeCode: first?.communeCode,
  });
});

test('the same product is noticed as soon as it is named, and not written twice', async () => {
  await people.tells([...cooperative, 'gửi đăng ký']);
  const again = await people.tells(['/dangky', 'htx', 'HTX NHO AN HOA', '1', 'ok', '1', 'mat nho an hoa']);
  expect(saidIn(again)).toContain('Bạn đã đăng ký sản phẩm này, mã **OCOP-2026-0001**');
  const review = ['nho tươi ép lấy nước', '1', '80', '80', 'bỏ qua', 'bỏ qua', 'bỏ qua'];
  expect(saidIn(await people.tells(review))).toContain('OCOP-2026-0001');
  expect(saidIn(await people.says('gửi'))).toContain('không ghi thêm bản thứ hai');
  expect(await registrations()).toHaveLength(1);
});

test("another person's registration of the same product is told without its code", async () => {
  await people.tells([...cooperative, 'gửi đăng ký'], 'lan');
  const noticed = await people.tells(cooperative.slice(0, 8), 'minh');
  expect(saidIn(noticed)).toContain('Có người đã đăng ký sản phẩm này');
  const review = await people.tells(cooperative.slice(8), 'minh');
  expect(saidIn([...noticed, ...review])).not.toContain('OCOP-2026');
  expect(saidIn(await people.says('gửi đăng ký', 'minh'))).toContain('OCOP-2026-0002');
});

test('a producer without business registration is told the rule, and may ask the commune for help', async () => {
  const rule = await people.tells(['/dangky', 'đồng ý', 'chưa có giấy phép']);
  expect(firstLine(rule)).toBe('Bước 3/10 · Nhờ xã hỗ trợ');
  expect(saidIn(rule)).toContain('mục V.17');
  await people.tells(['có', 'hộ bà Lan', 'Nguyễn Thị Lan', '0905123456', 'xã Vĩnh Hải', 'Nem chua']);
  const review = await people.says('Thịt heo ủ chua, gói lá chuối');
  expect(firstLine(review)).toBe('Bước 10/10 · Xem lại');
  const receipt = saidIn(await people.says('gửi đăng ký'));
  expect(receipt).toContain('Đã chuyển ý tưởng của bạn cho UBND xã Vĩnh Hải');
  expect(await registrations()).toMatchObject([
    { isHelpRequest: true, producerKind: 'unregistered', productGroup: null, papers: [], waitsFor: 'commune' },
  ]);
});

test('help that is not wanted now leaves nothing to send', async () => {
  const replies = await people.tells(['/dangky', 'đồng ý', '7', 'để sau']);
  expect(saidIn(replies)).toContain('/dangky');
  expect(await counts()).toEqual([0, 1, 0]);
});

test('an association is kept to group 6, and can become another kind without telling all again', async () => {
  const upTo = ['/dangky', 'đồng ý', 'hội', 'Hội nghề nho', 'Lan', '0905123456', 'xã Vĩnh Hải', 'Rượu nho'];
  const asked = await people.tells([...upTo, 'Nho lên men, đóng chai 500 ml']);
  expect(saidIn(asked)).toContain('chỉ tham gia **nhóm 6**');
  expect(labels(asked)).toContain('👉 Nhóm 6: Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch');
  expect(saidIn(await people.says('2'))).toContain('cần chủ thể khác');
  await people.says('sửa loại hình');
  expect(firstLine(await people.says('htx'))).toBe('Bước 9/15 · Nhóm sản phẩm');
  expect(firstLine(await people.says('2'))).toBe('Bước 10/15 · Nguyên liệu địa phương');
});

test.each([
  ['khanh-hoa-2026', /UBND xã Vĩnh Hải[\s\S]*UBND tỉnh Khánh Hòa/, /UBND huyện/],
  ['ninh-thuan-2024', /UBND xã Vĩnh Hải[\s\S]*UBND huyện Ninh Hải/, /Khánh Hòa/],
])('the receipt names the offices of %s, and what to prepare', async (profile, offices, foreign) => {
  await people.stop();
  people = await meetProducers(database, { profile, now: '2024-11-20T08:00:00+07:00' });
  const receipt = saidIn(await people.tells([...cooperative, 'gửi đăng ký']));
  expect(receipt).toMatch(offices);
  expect(receipt).not.toMatch(foreign);
  expect(receipt).toContain('/hoso');
  expect(await registrations()).toMatchObject([{ profile }]);
});

test('the audit log keeps what was registered, and nothing that names or reaches a person', async () => {
  await people.tells([...cooperative, 'gửi đăng ký']);
  const [row, ...more] = await database.client.audit.findMany();
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    officer: null,
    action: 'submit',
    after: { code: 'OCOP-2026-0001', status: 'submitted' },
  });
  expect(row?.before).toBeNull();
  expect(JSON.stringify(row?.after)).not.toMatch(/Lan|0905|84905|Hợp tác xã/);
});

test('a button of a registration that is sent already changes nothing', async () => {
  await people.tells([...cooperative]);
  await people.presses('Gửi đăng ký');
  expect(saidIn(await people.presses('Gửi đăng ký'))).toContain('đã xong');
  expect(await registrations()).toHaveLength(1);
});

test('a submission with something missing says so and asks for it', async () => {
  const replies = await people.tells([...cooperative.slice(0, 5), 'gửi đăng ký']);
  expect(saidIn(replies)).toMatch(/còn mục chưa ghi[\s\S]*Bước 5\/15/);
});

test('twenty people who register at once get codes of their own, without a gap', async () => {
  const crowd = Array.from({ length: 20 }, (_, index) => `p${index}`);
  for (const text of [...cooperative, 'gửi']) {
    await people.together(crowd, (who) => (text.startsWith('Mật nho') ? `Mật nho ${who}` : text));
  }
  const codes = (await registrations()).map(({ code }) => code).sort();
  expect(codes).toEqual(crowd.map((_, index) => `OCOP-2026-${String(index + 1).padStart(4, '0')}`));
});
