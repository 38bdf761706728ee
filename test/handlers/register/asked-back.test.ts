/** What is said too vaguely, or too early. */
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

test.each([
  ['chưa có', 'Nhờ xã hỗ trợ'],
  ['đã có', 'Tên chủ thể'],
])('of a household it is asked whether it is registered: "%s" leads to %s', async (answer, field) => {
  const asked = await people.tells(['/dangky', 'đồng ý', 'hộ gia đình']);
  expect(saidIn(asked)).toContain('đã có giấy đăng ký kinh doanh chưa');
  expect(labels(asked).slice(0, 2)).toEqual(['Đã có', 'Chưa có']);
  expect(firstLine(await people.says(answer))).toContain(`· ${field}`);
});

test('a photo that comes before its step is told where it belongs, and nothing is lost', async () => {
  await people.tells(cooperative.slice(0, 8));
  const early = await people.sends(photo('c'.repeat(64)));
  expect(saidIn(early)).toContain('gửi lại ở bước **Ảnh sản phẩm**');
  expect(saidIn(early)).toContain('· Mô tả sản phẩm');
});

test('a product that nobody can place by its name is asked for its criteria set, and another group asks anew', async () => {
  await people.tells([...cooperative.slice(0, 7), 'Zxqv Phước Dinh', 'hàng nhà làm lâu nay, chưa biết gọi là gì']);
  const asked = await people.says('nhóm 4');
  expect(firstLine(asked)).toBe('Bước 10/16 · Phân nhóm');
  expect(labels(asked).slice(0, 2)).toEqual(['Thủ công mỹ nghệ gia dụng, trang trí', 'Vải, may mặc']);
  expect(firstLine(await people.says('vai'))).toContain('· Nguyên liệu địa phương');
  await people.says('sửa nhóm');
  expect(firstLine(await people.says('nhóm 5'))).toContain('· Phân nhóm');
  await people.tells(['cây cảnh', '80', '90', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'gửi']);
  const { productGroup, criteriaSet } = await database.client.registration.findFirstOrThrow();
  expect([productGroup, criteriaSet]).toEqual([5, 24]);
});
