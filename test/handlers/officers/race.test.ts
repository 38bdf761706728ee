/** Two officers whose decisions overlap to the millisecond, on a server: the row lock makes one of them wait. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../../../handlers/officers/decide.ts';
import { testServer } from '../../database-server.ts';
import { turnOf } from '../../turn.ts';
import { type Desk, openDesk, textOf } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.end());

test.runIf(testServer)('the one that waited writes nothing and is told what happened', async () => {
  const [lan, first, second] = [
    await desk.someone(),
    await desk.officer('province', { level: 'province' }),
    await desk.officer('province', { level: 'province' }),
  ];
  const one = await desk.registers(lan, { waitsFor: 'province', confirmedAt: desk.clock.now() });
  const { client } = desk.database;
  const name = (item: string) => item;
  let late: Promise<string> = Promise.resolve('');
  await client.$transaction(async (tx) => {
    await decide(turnOf(tx, first.personId, desk.clock.now()), one, { decision: 'accept' }, name);
    late = client.$transaction(async (other) =>
      textOf(
        await decide(
          turnOf(other, second.personId, desk.clock.now()),
          one,
          { decision: 'decline', remark: 'Thiếu giấy tờ' },
          name,
        ),
      ),
    );
    // It reads the registration as it was, then stands before the lock that we hold.
    await expect
      .poll(async () => {
        const [row] = await tx.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return row?.waiting;
      })
      .toBe(1);
  });
  expect(await late).toMatch(/chưa được ghi[\s\S]*cán bộ số 1 · OCOP-\d+-0001 · Chấp nhận/);
  expect(await client.registration.findUniqueOrThrow({ where: { id: one.id } })).toMatchObject({
    status: 'accepted',
    remark: null,
    version: 2,
  });
  expect(await client.audit.count({ where: { action: 'decline' } })).toBe(0);
});
