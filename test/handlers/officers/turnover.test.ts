/** Registrations that the end of a profile finds on their way. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk, textOf } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(null, '2025-06-30T09:00:00+07:00');
});
beforeEach(async () => {
  await desk.database.reset();
  desk.clock.moveTo('2025-06-30T09:00:00+07:00');
});
afterAll(() => desk.end());

const old = { profile: 'ninh-thuan-2024', communeCode: '2024:22846' };
const find = (code: string) => desk.database.client.registration.findUniqueOrThrow({ where: { code } });

test('what waited for a district goes on to the province, in the commune of today, and both hear of it once', async () => {
  const [lan, province] = [await desk.someone(), await desk.officer('province', { level: 'province' })];
  const one = await desk.registers(lan, { ...old, waitsFor: 'district', confirmedAt: desk.clock.now() });
  await desk.sweep();
  expect(await find(one.code)).toMatchObject({ profile: 'ninh-thuan-2024', waitsFor: 'district', version: 1 });

  desk.clock.moveTo('2025-07-01T03:00:00+07:00');
  await desk.sweep();
  expect(await find(one.code)).toMatchObject({ version: 1 });
  desk.clock.moveTo('2025-07-01T08:00:00+07:00');
  await desk.sweep();
  await desk.sweep();
  expect(await find(one.code)).toMatchObject({
    profile: 'khanh-hoa-2026',
    communeCode: '2025:22846',
    status: 'submitted',
    waitsFor: 'province',
    version: 2,
  });
  const told = lan.hears();
  expect(told).toHaveLength(1);
  expect(textOf(told)).toContain('UBND xã Vĩnh Hải, rồi UBND tỉnh Khánh Hòa');
  expect(textOf(province.hears())).toContain(one.code);
  expect(textOf(await province.says(`/canbo ${one.code}`))).toContain('đang chờ cấp tỉnh');
});

test('what waited for the commune stays there, and its officers are not told again', async () => {
  const commune = await desk.officer('commune', { level: 'commune', code: '2024:22846' });
  const one = await desk.registers(await desk.someone(), old);
  desk.clock.moveTo('2025-07-01T08:00:00+07:00');
  await desk.sweep();
  expect(await find(one.code)).toMatchObject({ profile: 'khanh-hoa-2026', waitsFor: 'commune' });
  expect(commune.hears()).toEqual([]);
  expect(textOf(await commune.says(`/canbo ${one.code}`))).toContain('đang chờ cấp xã');
});

test('what is over stays as it ended', async () => {
  const one = await desk.registers(await desk.someone(), { ...old, status: 'declined', waitsFor: null });
  desk.clock.moveTo('2025-07-01T08:00:00+07:00');
  await desk.sweep();
  expect(await find(one.code)).toMatchObject({ profile: 'ninh-thuan-2024', version: 1 });
});
