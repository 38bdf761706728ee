import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openProducers, type Producers, texts } from './producer.ts';

let producers: Producers;
beforeAll(async () => {
  producers = await openProducers();
});
beforeEach(() => producers.reset());
afterAll(() => producers.end());

const wishes = [
  'rut dang ky',
  'Rút đăng ký!',
  'tai mau',
  'tai mau da dien',
  'xem ho so',
  'ho so cua toi',
  'Hồ sơ của tôi tới đâu rồi?',
  'danh sach giay to',
];

test('typed wishes open the only registration', async () => {
  const { code } = await producers.registers('lan');
  for (const wish of wishes.filter((one) => one !== 'ho so cua toi')) {
    expect(texts(await producers.says('lan', wish)), wish).toMatch(new RegExp(`^\\*\\*${code}\\*\\*`));
    // Else some of these words mean the buttons of that page.
    await producers.says('lan', 'cảm ơn');
  }
});

test('of several registrations they open the list, and another product is registered', async () => {
  await producers.registers('lan');
  await producers.registers('lan', { productName: 'Nho sấy' });
  for (const wish of wishes) {
    expect(texts(await producers.says('lan', wish)), wish).toContain('Bạn có 2 đăng ký');
  }
  await producers.says('lan', 'cảm ơn');
  expect(texts(await producers.says('lan', 'dang ky san pham khac'))).toContain('Bước 1/');
});

test('without a registration, or in a dialog, the same words are left to others', async () => {
  await producers.says('hoa', 'chào');
  expect(texts(await producers.says('hoa', 'rut dang ky'))).toBe('Tôi nghe');
  expect(texts(await producers.says('hoa', 'dang ky san pham khac'))).toBe('Tôi nghe');
  await producers.registers('lan');
  await producers.says('lan', '/dangky');
  expect(texts(await producers.says('lan', 'xem ho so'))).not.toContain('OCOP-');
});
