/** A registration begun under the plan of 2024 and ended after 1/7/2025. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { cooperative, firstLine, labels, meetProducers, type Producers, saidIn } from './producers.ts';

let database: TestDatabase;
let people: Producers;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  people = await meetProducers(database, { now: '2025-06-30T09:00:00+07:00' });
});
afterEach(() => people.stop());

const afterwards = '2025-07-02T09:00:00+07:00';

test('the commune of then is asked again, and it is sent under the rules that hold', async () => {
  await people.tells(cooperative);
  people.clock.moveTo(afterwards);
  const asked = await people.says('gửi đăng ký');
  expect(saidIn(asked)).toContain('sắp xếp lại từ 01/07/2025');
  expect(firstLine(await people.says('xã Nhơn Hải'))).toContain('Xem lại');
  await people.says('gửi đăng ký');
  expect(await database.client.registration.findMany()).toMatchObject([
    { profile: 'khanh-hoa-2026', communeCode: '2025:22846' },
  ]);
});

test('the commune of an earlier registration is offered by its name of today', async () => {
  await people.tells([...cooperative, 'gửi đăng ký']);
  people.clock.moveTo(afterwards);
  await people.says('/dangky');
  for (const text of ['1', '1', '1']) await people.says(text);
  expect(labels(await people.says('1'))).toContain('Xã Vĩnh Hải');
});
