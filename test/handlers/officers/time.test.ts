/** What time brings: announcements and their digest, the renewal of certificates. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { itemName } from '../../../handlers/dossier/item-name.ts';
import { announceToDesk } from '../../../handlers/officers/announce.ts';
import { createOfficers } from '../../../handlers/officers/officers.ts';
import { usualQuietHours } from '../../machine.ts';
import { type Desk, ninhHai, openDesk, type Talk, textOf, vinhHai } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.end());
beforeEach(async () => {
  await desk.database.reset();
  desk.clock.moveTo('2026-11-24T08:00:00+07:00');
});

const commune = () => desk.officer('commune', { level: 'commune', code: vinhHai['khanh-hoa-2026'] });

async function arrives(producer: Talk): Promise<void> {
  const one = await desk.registers(producer);
  await desk.database.client.$transaction((tx) => announceToDesk(tx, desk.clock.now(), one));
  await desk.machine.drain(15_000);
}

test('five a day are announced one by one, the rest in one message the next morning at half past seven', async () => {
  const [lan, xa] = [await desk.someone(), await commune()];
  const other = await desk.officer('commune', { level: 'commune', code: '2025:22738' });
  for (let count = 1; count <= 8; count++) {
    desk.clock.advance(60_000);
    await arrives(lan);
    expect(xa.hears()).toHaveLength(count <= 5 ? 1 : 0);
  }
  desk.clock.moveTo('2026-11-25T07:29:00+07:00');
  await desk.sweep();
  expect(xa.hears()).toEqual([]);
  desk.clock.moveTo('2026-11-25T07:30:00+07:00');
  await Promise.all([desk.sweep(), desk.sweep()]);
  const digest = xa.hears();
  expect(digest).toHaveLength(1);
  expect(textOf(digest)).toMatch(/\*\*8\*\* việc đang chờ, lâu nhất từ 24\/11\/2026/);
  expect(textOf(await xa.presses('Việc đang chờ'))).toContain('trang 1/2');
  await arrives(lan);
  expect(xa.hears()).toHaveLength(1);
  expect(textOf(other.all())).not.toContain('🔔');
});

test('what comes before the morning is announced, and does not lose the digest of the day before', async () => {
  const [lan, xa] = [await desk.someone(), await commune()];
  for (let count = 1; count <= 6; count++) await arrives(lan);
  expect(xa.hears()).toHaveLength(5);
  desk.clock.moveTo('2026-11-25T06:00:00+07:00');
  await arrives(lan);
  expect(xa.hears()).toHaveLength(1);
  desk.clock.moveTo('2026-11-25T08:00:00+07:00');
  await desk.sweep();
  expect(textOf(xa.hears())).toContain('**7** việc');
});

test('nobody gets a digest of an empty queue, nor after their role was taken back', async () => {
  const [lan, xa, gone] = [await desk.someone(), await commune(), await commune()];
  for (let count = 1; count <= 6; count++) await arrives(lan);
  for (const officer of [xa, gone]) officer.hears();
  await desk.database.client.officer.update({ where: { id: gone.officerId }, data: { revokedAt: desk.clock.now() } });
  await desk.database.client.registration.updateMany({ data: { waitsFor: null } });
  desk.clock.moveTo('2026-11-25T08:00:00+07:00');
  await desk.sweep();
  expect([...xa.hears(), ...gone.hears()]).toEqual([]);
  expect(await desk.database.client.officer.count({ where: { digestAt: { not: null } } })).toBe(0);
});

async function certified(lan: Talk, ends: string) {
  return desk.registers(lan, {
    status: 'rated',
    waitsFor: null,
    waitsSince: null,
    stars: 3,
    scoreHundredths: 6000,
    certificateEnds: new Date(ends),
  });
}

test('the renewal is told once when its window opens, to the producer and the officers of the commune', async () => {
  const [lan, xa, huyen] = [await desk.someone(), await commune(), await desk.officer('district', ninhHai)];
  await certified(lan, '2027-06-15');
  desk.clock.moveTo('2026-12-16T12:00:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
  desk.clock.moveTo('2026-12-17T03:00:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
  desk.clock.moveTo('2026-12-17T06:30:00+07:00');
  await Promise.all([desk.sweep(), desk.sweep()]);
  const told = lan.hears();
  expect(told).toHaveLength(1);
  expect(textOf(told)).toMatch(/hết hạn ngày 15\/06\/2027[\s\S]*từ 17\/12\/2026 đến 15\/02\/2027/);
  expect(textOf(xa.hears())).toContain('Tôi đã nhắc chủ thể');
  expect(huyen.hears()).toEqual([]);
});

test('a certificate whose window has passed is told so, an expired one not at all', async () => {
  const lan = await desk.someone();
  await certified(lan, '2027-02-01');
  await certified(lan, '2026-11-20');
  await desk.sweep();
  expect(textOf(lan.hears())).toMatch(/hết hạn ngày 01\/02\/2027[\s\S]*nay đã qua/);
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
});

test('under rules without a renewal window nobody is told', async () => {
  const lan = await desk.someone();
  await certified(lan, '2027-03-01');
  const under2024 = createOfficers({
    itemName,
    profileId: 'ninh-thuan-2024',
    quietHours: usualQuietHours,
    randomBytes: (count) => new Uint8Array(count),
  });
  await desk.database.client.$transaction(async (tx) => under2024.sweep?.(tx, desk.clock.now()));
  await desk.machine.drain(15_000);
  expect(lan.hears()).toEqual([]);
});
