/** `/hoso`: the list and the detail of a registration, under both profiles. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { labels, openProducers, type Producers, texts } from './producer.ts';

let producers: Producers;
beforeAll(async () => {
  producers = await openProducers();
});
afterAll(() => producers.end());
beforeEach(async () => {
  await producers.reset();
  producers.clock.moveTo('2026-11-24T08:00:00+07:00');
});

test('who has none is told how to begin', async () => {
  const [none] = await producers.says('lan', '/hoso');
  expect(none?.text).toContain('chưa có đăng ký nào');
  expect(labels(none ? [none] : [])).toEqual(['Đăng ký sản phẩm']);
  expect(texts(await producers.presses('lan', 'Đăng ký sản phẩm'))).toContain('Bước 1/');
});

test('the list shows code, product, status and a bar, five a page', async () => {
  for (const number of [1, 2, 3, 4, 5, 6]) await producers.registers('lan', { productName: `Mật nho ${number}` });
  await producers.decides('OCOP-2026-0006', 'confirm-shares');
  const first = await producers.says('lan', 'ho so');
  expect(first).toHaveLength(0 + 1);
  const list = await producers.says('lan', '/hoso');
  expect(texts(list)).toContain('Bạn có 6 đăng ký (trang 1/2)');
  expect(texts(list)).toContain(
    '**OCOP-2026-0006** · Mật nho 6\n▰▰▱▱▱ 2/5 · đã gửi đăng ký, chờ UBND tỉnh Khánh Hòa xem',
  );
  expect(texts(list)).toContain('▰▱▱▱▱ 1/5 · đã gửi đăng ký, chờ UBND xã Vĩnh Hải xem');
  expect(labels(list).slice(-2)).toEqual(['Trang sau', 'Đăng ký sản phẩm khác']);
  const second = await producers.presses('lan', 'Trang sau');
  expect(texts(second)).toContain('OCOP-2026-0001');
  expect(texts(second)).not.toContain('OCOP-2026-0002');
  expect(labels(second)).toContain('Trang trước');
});

test('a code typed alone, in small letters too, opens its registration', async () => {
  await producers.registers('lan');
  expect(texts(await producers.says('lan', 'ocop-2026-0001'))).toContain('Mật nho An Hòa');
  expect(texts(await producers.says('lan', '/hoso OCOP-2026-0001'))).toContain('Mật nho An Hòa');
});

test('November 2026: each step says who has it, what comes next, by when, and which acts are open', async () => {
  const { code } = await producers.registers('lan');
  const idea = await producers.says('lan', code);
  expect(texts(idea)).toContain('▰▱▱▱▱ 1/5 · Đã gửi đăng ký, chờ UBND xã Vĩnh Hải xem');
  expect(texts(idea)).toContain('Chờ từ 24/11/2026');
  expect(texts(idea)).toContain('sau đó UBND tỉnh Khánh Hòa quyết định nhận');
  expect(texts(idea)).toContain('📖 Quyết định 26/2026/QĐ-TTg, Điều 7, khoản 2');
  expect(labels(idea)).toEqual([
    'Danh sách giấy tờ',
    'Sửa thông tin',
    'Tải mẫu đã điền',
    'Đổi số sao mong muốn',
    'Rút đăng ký',
    'Về danh sách',
  ]);

  await producers.accepts(code);
  const accepted = await producers.says('lan', code);
  expect(texts(accepted)).toContain('▰▰▰▱▱ 3/5 · Đã được nhận, đến lượt bạn làm hồ sơ');
  expect(texts(accepted)).toMatch(/Giấy tờ cần cho 3 sao: ▱▱▱▱▱ 0\/\d/);
  expect(texts(accepted)).toContain('trước 30/04/2027');
  expect(labels(accepted)).toContain('Gửi hồ sơ');
  expect(labels(accepted)).not.toContain('Sửa thông tin');

  const sent = { status: 'dossier_sent', waitsFor: 'commune', waitsSince: producers.clock.now() } as const;
  await producers.database.client.registration.update({ where: { code }, data: sent });
  const atCommune = await producers.says('lan', code);
  expect(texts(atCommune)).toContain('Thời hạn: 15 ngày làm việc, đến 15/12/2026');
  expect(texts(atCommune)).toContain('trước 30/04/2027 thì có kết quả trước 30/06/2027');
  expect(labels(atCommune)).toEqual(['Danh sách giấy tờ', 'Tải mẫu đã điền', 'Rút đăng ký', 'Về danh sách']);
  await producers.decides(code, 'pass-on');
  expect(texts(await producers.says('lan', code))).toContain('Quy định không nêu số ngày cho bước này');

  await producers.decides(code, 'score', {
    stars: 4,
    scoreHundredths: 7450,
    certifiedOn: new Date('2026-12-20'),
    certificateEnds: new Date('2029-12-20'),
  });
  const rated = await producers.says('lan', code);
  expect(texts(rated)).toContain('▰▰▰▰▰ 5/5 · Kết quả: 4 sao');
  expect(texts(rated)).toContain('4 sao, 74,5 điểm');
  expect(texts(rated)).toContain('từ 20/12/2026 đến 20/12/2029');
  expect(texts(rated)).toContain('nộp hồ sơ từ 23/06/2029 đến 22/08/2029');
  expect(labels(rated)).toEqual(['Danh sách giấy tờ', 'Về danh sách']);
});

test('February 2024: the district decides, and no day is made up', async () => {
  producers.clock.moveTo('2024-02-20T08:00:00+07:00');
  const { code } = await producers.registers('lan', { profile: 'ninh-thuan-2024' });
  const idea = await producers.says('lan', code);
  expect(code).toBe('OCOP-2024-0001');
  expect(texts(idea)).toContain('UBND xã Vĩnh Hải');
  expect(texts(idea)).toContain('sau đó UBND huyện Ninh Hải quyết định nhận');
  expect(texts(idea)).toContain('📖 Kế hoạch OCOP 2024, mục V.17');
  await producers.accepts(code);
  const accepted = texts(await producers.says('lan', code));
  expect(accepted).toContain('không nêu hạn nộp');
  expect(accepted).not.toMatch(/trước \d\d\/\d\d/);
});

test('an officer’s words stand where changes were asked or the idea declined', async () => {
  const { code } = await producers.registers('lan');
  await producers.decides(code, 'ask-changes', { remark: 'Ghi rõ vùng trồng nho' });
  const changes = await producers.says('lan', code);
  expect(texts(changes)).toContain('Cán bộ nhắn: “Ghi rõ vùng trồng nho”');
  expect(texts(changes)).toContain('**Đến lượt bạn:**');
  expect(labels(changes)).toEqual(expect.arrayContaining(['Gửi lại', 'Sửa thông tin']));
  const other = await producers.registers('lan', { productName: 'Rượu nho' });
  await producers.decides(other.code, 'confirm-shares');
  await producers.decides(other.code, 'decline', { remark: 'Không phải đặc sản' });
  const declined = await producers.says('lan', other.code);
  expect(texts(declined)).toContain('Không được nhận');
  expect(texts(declined)).toContain('“Không phải đặc sản”');
  expect(labels(declined)).toEqual(['Về danh sách']);
});

test('a request for help has no dossier', async () => {
  const { code } = await producers.registers('lan', {
    isHelpRequest: true,
    producerKind: 'unregistered',
    productGroup: null,
    criteriaSet: null,
  });
  const help = await producers.says('lan', code);
  expect(texts(help)).toContain('▰▰▱▱▱ 1/2 · Đã nhờ xã giúp');
  expect(labels(help)).toEqual(['Sửa thông tin', 'Rút đăng ký', 'Về danh sách']);
});

test('another person’s code is refused everywhere, and so is a button whose registration is gone', async () => {
  const { code, id } = await producers.registers('lan');
  await producers.accepts(code);
  expect(texts(await producers.says('minh', `/hoso ${code}`))).toContain('không thấy mã này trong các đăng ký của bạn');
  expect(texts(await producers.says('minh', code))).toBe('Tôi nghe');
  await producers.says('lan', code);
  const minh = await producers.personOf('minh');
  await producers.database.client.registration.update({ where: { id }, data: { personId: minh } });
  for (const label of ['Danh sách giấy tờ', 'Gửi hồ sơ', 'Tải mẫu đã điền', 'Đổi số sao mong muốn', 'Rút đăng ký']) {
    expect(texts(await producers.presses('lan', label)), label).toContain('không thấy mã này');
  }
  expect(await producers.find(code)).toMatchObject({ status: 'accepted', wishedStars: 3 });
});
