/** The checklist of a registration: items and their states, files sent, seen again and taken back. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isRegistrationFile } from '../../../handlers/registration/files.ts';
import { labels, offeredPhoto, openProducers, type Producers, storedPhoto, texts } from './producer.ts';

let producers: Producers;
beforeAll(async () => {
  producers = await openProducers();
});
afterAll(() => producers.end());
beforeEach(async () => {
  await producers.reset();
  producers.clock.moveTo('2026-11-24T08:00:00+07:00');
});

const form01 = 'Mẫu số 01: Phiếu đăng ký';
const itemRow = (item: string) => producers.database.client.dossierItem.findFirst({ where: { item } });
const fileRows = () => producers.database.client.registrationFile.findMany({ orderBy: { id: 'asc' } });

async function accepted(): Promise<string> {
  const { code } = await producers.registers('lan');
  await producers.accepts(code);
  await producers.says('lan', code);
  return code;
}

/** All pages of the checklist, each as one message. */
async function checklist(): Promise<string[]> {
  let page = await producers.presses('lan', 'Danh sách giấy tờ');
  const pages = [texts(page)];
  while (labels(page).includes('Trang sau')) {
    page = await producers.presses('lan', 'Trang sau');
    pages.push(texts(page));
  }
  return pages;
}

test('every page fits a small screen, and items stand by need with their state', async () => {
  await accepted();
  const pages = await checklist();
  for (const page of pages) expect(page.length, page).toBeLessThanOrEqual(900);
  const all = pages.join('\n');
  expect(all.indexOf('**Bắt buộc**')).toBeLessThan(all.indexOf('**Mức tối thiểu**'));
  expect(all).toContain(`⬜ ${form01} · chưa có`);
  expect(all).toContain('⬜ Giấy đăng ký kinh doanh · chưa gửi (bạn khai đã có)');
  expect(all).toContain('📦 5 sản phẩm mẫu · mang đến cùng hồ sơ giấy');
  expect(all).toContain('🏛 Mẫu số 03: đánh giá của xã, phường · xã lập, bạn không phải gửi');
  expect(all).toContain('3 sao cần từ 50 điểm');
});

test('the wished stars change the list', async () => {
  const code = await accepted();
  const before = (await checklist()).join('\n');
  await producers.says('lan', code);
  const asked = await producers.presses('lan', 'Đổi số sao mong muốn');
  expect(labels(asked)).toEqual(['Giữ như cũ', 'Danh sách giấy tờ', '3 sao', '4 sao', '5 sao']);
  expect(texts(await producers.says('lan', '5'))).toContain('Đã ghi mong muốn **5 sao**');
  const after = (await checklist()).join('\n');
  const needed = (list: string) => Number(/Cần có: \S+ 0\/(\d+)/.exec(list)?.[1]);
  expect(needed(after)).toBeGreaterThan(needed(before));
  expect(await producers.find(code)).toMatchObject({ wishedStars: 5 });
});

test('an item says what it is, why with the rule, where, an example and whom to ask', async () => {
  await accepted();
  await producers.presses('lan', 'Danh sách giấy tờ');
  const item = await producers.presses('lan', form01);
  for (const part of [
    '**Là gì:**',
    '**Vì sao:**',
    '📖 Quyết định 26/2026/QĐ-TTg',
    '**Lấy ở đâu:**',
    '**Ví dụ:**',
    '**Hỏi ai:**',
  ])
    expect(texts(item)).toContain(part);
  expect(texts(item).length).toBeLessThanOrEqual(1000);
  expect(labels(item)).toEqual(['Gửi tệp', 'Tải mẫu đã điền', 'Về danh sách giấy tờ']);
});

test('photos are sent to an item, kept once each, seen again and taken back', async () => {
  const code = await accepted();
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', form01);
  const asked = await producers.presses('lan', 'Gửi tệp');
  expect(texts(asked)).toMatch(/^Bước 1\/1 · Tệp\n/);
  expect(texts(await producers.sends('lan', storedPhoto('trang 1')))).toContain('Đang ghi: **1 tệp**');
  await producers.restart();
  expect(texts(await producers.sends('lan', storedPhoto('trang 1')))).toContain('Đang ghi: **1 tệp**');
  await producers.sends('lan', storedPhoto('trang 2'));
  expect(await fileRows()).toEqual([]);
  const done = await producers.presses('lan', 'Xong');
  expect(texts(done)).toContain('Đã ghi 2 tệp');
  expect(await fileRows()).toMatchObject([
    { item: 'form-01', name: 'trang 1.jpg', mime: 'image/jpeg', bytes: 1000 },
    { item: 'form-01', name: 'trang 2.jpg' },
  ]);
  expect(await itemRow('form-01')).toMatchObject({ state: 'sent' });
  expect((await checklist())[0]).toContain(`📤 ${form01} · đã gửi 2 tệp`);

  const files = await producers.presses('lan', 'Xem tệp đã gửi');
  expect(texts(files)).toContain('1. trang 1.jpg · gửi 24/11/2026');
  const [seen] = await producers.presses('lan', 'Tệp 1: trang 1.jpg');
  expect(seen?.attachment).toMatchObject({ name: 'trang 1.jpg', mime: 'image/jpeg', bytes: 1000 });
  expect(texts(await producers.presses('lan', 'Xoá tệp này'))).toContain('còn 1 tệp');
  await producers.presses('lan', 'Xem tệp còn lại');
  await producers.presses('lan', 'Tệp 1: trang 2.jpg');
  expect(texts(await producers.presses('lan', 'Xoá tệp này'))).toContain('còn 0 tệp');
  expect(await itemRow('form-01')).toBeNull();
  const actions = await producers.database.client.audit.findMany({ where: { officer: null }, orderBy: { id: 'asc' } });
  expect(actions.map(({ action }) => action)).toEqual(['submit', 'attach', 'remove-file', 'remove-file']);
  expect(code).toBe('OCOP-2026-0001');
});

test('a photo is fetched, cleaned and handed back as it lies in the store', async () => {
  await accepted();
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', form01);
  await producers.presses('lan', 'Gửi tệp');
  expect(texts(await producers.sends('lan', offeredPhoto('phiếu.jpg')))).toContain('Đang ghi: **1 tệp**');
  await producers.presses('lan', 'Xong');
  await producers.presses('lan', 'Xem tệp đã gửi');
  const [seen] = await producers.presses('lan', 'Tệp 1: phiếu.jpg');
  const hash = seen?.attachment && 'hash' in seen.attachment ? seen.attachment.hash : '';
  const bytes = await producers.files.read(hash);
  expect(bytes?.length).toBe((await fileRows())[0]?.bytes);
  expect(bytes?.includes('GPS')).toBe(false);
  expect(await isRegistrationFile(producers.database.client, hash)).toBe(true);
  expect(await isRegistrationFile(producers.database.client, '0'.repeat(64))).toBe(false);
});

test('what must be mended shows the officer’s words, and is sent again', async () => {
  const { id } = await producers.find(await accepted());
  const row = { registrationId: id, item: 'form-01', updatedAt: producers.clock.now() };
  await producers.database.client.dossierItem.create({ data: { ...row, state: 'changes', remark: 'Chưa ký tên' } });
  expect((await checklist())[0]).toContain(`✏️ ${form01} · cần sửa: “Chưa ký tên”`);
  expect(texts(await producers.presses('lan', form01))).toContain('Cán bộ nhắn: “Chưa ký tên”');
  await producers.presses('lan', 'Gửi tệp');
  await producers.sends('lan', storedPhoto('đã ký'));
  await producers.presses('lan', 'Xong');
  expect(await itemRow('form-01')).toMatchObject({ state: 'sent', remark: null });
});

test('an accepted item is replaced only after a warning', async () => {
  const { id } = await producers.find(await accepted());
  const row = { registrationId: id, item: 'form-01', updatedAt: producers.clock.now() };
  await producers.database.client.dossierItem.create({ data: { ...row, state: 'accepted' } });
  expect((await checklist())[0]).toContain(`✅ ${form01} · đạt`);
  await producers.presses('lan', form01);
  const warned = await producers.presses('lan', 'Gửi tệp');
  expect(texts(warned)).toContain('đã chấm mục');
  expect(labels(warned)).toEqual(['Vẫn gửi tệp khác', 'Giữ như cũ']);
  expect(texts(await producers.presses('lan', 'Vẫn gửi tệp khác'))).toContain('Bước 1/1 · Tệp');
  const left = await producers.presses('lan', 'Huỷ');
  expect(texts(left)).toContain('Đã bỏ việc gửi giấy tờ');
  expect(await itemRow('form-01')).toMatchObject({ state: 'accepted' });
});

test('cancelling after a file asks once, and keeps nothing', async () => {
  await accepted();
  await checklist();
  await producers.presses('lan', form01);
  await producers.presses('lan', 'Gửi tệp');
  await producers.sends('lan', storedPhoto('một'));
  expect(texts(await producers.says('lan', 'huỷ'))).toContain('Các tệp vừa gửi không được ghi vào hồ sơ');
  expect(texts(await producers.presses('lan', 'Đồng ý bỏ'))).toContain('Đã bỏ việc');
  expect(await fileRows()).toEqual([]);
});

test('/hoso in the middle of sending leaves it, and the draft can be resumed', async () => {
  await accepted();
  await checklist();
  await producers.presses('lan', form01);
  await producers.presses('lan', 'Gửi tệp');
  expect(texts(await producers.says('lan', '/hoso'))).toContain('Bạn có 1 đăng ký');
  await producers.says('lan', 'OCOP-2026-0001');
  await producers.presses('lan', 'Danh sách giấy tờ');
  await producers.presses('lan', form01);
  await producers.presses('lan', 'Gửi tệp');
  await producers.sends('lan', storedPhoto('một'));
  expect(texts(await producers.says('lan', '/hoso'))).toContain('Tạm dừng');
  expect(texts(await producers.presses('lan', 'Tạm dừng'))).toContain('Bạn có 1 đăng ký');
});

test('before the idea is accepted, and during review, nothing can be sent, and it is said why', async () => {
  const { code } = await producers.registers('lan');
  await producers.says('lan', code);
  await producers.presses('lan', 'Danh sách giấy tờ');
  const item = await producers.presses('lan', form01);
  expect(texts(item)).toContain('khi đăng ký đã được nhận');
  expect(labels(item)).not.toContain('Gửi tệp');
});

test('files that come when the dossier has gone on are not written', async () => {
  const code = await accepted();
  await checklist();
  await producers.presses('lan', form01);
  await producers.presses('lan', 'Gửi tệp');
  await producers.sends('lan', storedPhoto('một'));
  await producers.database.client.registration.update({ where: { code }, data: { status: 'withdrawn' } });
  expect(texts(await producers.presses('lan', 'Xong'))).toContain('hiện không nhận thêm tệp');
  expect(await fileRows()).toEqual([]);
});

test('February 2024: the two forms have their names of then, and no mark of 2026 is applied', async () => {
  producers.clock.moveTo('2024-02-20T08:00:00+07:00');
  const { code } = await producers.registers('lan', { profile: 'ninh-thuan-2024' });
  await producers.accepts(code);
  await producers.says('lan', code);
  const all = (await checklist()).join('\n');
  expect(all).toContain('⬜ Phiếu đăng ký · chưa có');
  expect(all).not.toContain('Mức tối thiểu**');
  expect(all).toContain('chưa xác minh được');
});
