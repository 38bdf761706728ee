/** Places that were joined come apart again, each with what was theirs. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { register, text } from '../privacy/chat.ts';
import { rowsOf } from '../privacy/people-tables.ts';
import { joinBoth, openPlaces, type Places } from './places.ts';

let places: Places;
beforeEach(async () => {
  places = await openPlaces();
});
afterEach(() => places.end());

test('taken apart, each has what was theirs; what came since stays with the place that keeps it', async () => {
  const [one, other] = await places.two();
  const { client } = places.database;
  const [oneId, otherId] = [await one.personId(), await other.personId()];
  await register(places, oneId);
  await register(places, otherId);
  await client.subscription.create({ data: { personId: oneId, topics: ['class'], chosenAt: places.clock.now() } });
  await client.subscription.create({
    data: { personId: otherId, topics: ['event'], chosenAt: new Date(places.clock.now().getTime() + 1) },
  });
  const owned = async (id: string) => {
    const { registration, subscription } = await rowsOf(client, id);
    return { registration, subscription };
  };
  const before = await owned(otherId);
  await joinBoth(one, other);
  expect((await client.subscription.findMany()).map(({ topics }) => topics)).toEqual([['event']]);
  const since = await register(places, oneId);
  await one.says('/riengtu');
  await one.presses('Nối tài khoản');
  await one.presses('Tách Zalo');
  expect(text(await one.presses('Đồng ý tách'))).toContain('Đã tách **Zalo**');
  expect(await other.personId()).toBe(otherId);
  expect(await owned(otherId)).toEqual(before);
  expect((await client.registration.findMany({ where: { personId: oneId } })).map(({ code }) => code)).toContain(
    since.code,
  );
  expect(other.heard().at(-1)).toContain('vừa được tách ra');
  expect(await client.joining.count()).toBe(0);
});

test('from the place that leaves, too; and what leaves answers on as itself', async () => {
  const [one, other] = await places.two();
  const otherId = await other.personId();
  await joinBoth(one, other);
  await other.presses('Tách Zalo');
  await other.presses('Đồng ý tách');
  expect(await other.personId()).toBe(otherId);
  expect(one.heard().at(-1)).toContain('không còn dùng chung');
  expect(text(await other.says('chào lại'))).toBe('Bạn nói: chào lại');
});

test('three places joined one after the other come apart in either order', async () => {
  const [one, other] = await places.two();
  const third = places.on('zalo-bot', 'third');
  await third.says('chào');
  const [oneId, otherId, thirdId] = [await one.personId(), await other.personId(), await third.personId()];
  await joinBoth(other, third);
  await joinBoth(one, other);
  expect(await third.personId()).toBe(oneId);
  await one.says('/riengtu');
  await one.presses('Nối tài khoản');
  await one.presses('Tách Zalo, Zalo 2');
  await one.presses('Đồng ý tách');
  expect([await one.personId(), await other.personId(), await third.personId()]).toEqual([oneId, otherId, otherId]);
  await other.says('/riengtu');
  await other.presses('Nối tài khoản');
  await other.presses('Tách Zalo 2');
  await other.presses('Đồng ý tách');
  expect(await third.personId()).toBe(thirdId);
});

test('whoever deletes everything leaves nothing behind to come back when the places part', async () => {
  const [one, other] = await places.two();
  await places.database.client.subscription.create({
    data: { personId: await other.personId(), topics: ['event'], chosenAt: places.clock.now() },
  });
  await register(places, await other.personId());
  await joinBoth(one, other);
  await one.says('/riengtu');
  await one.presses('Xoá dữ liệu');
  await one.presses('Đồng ý xoá');
  expect(await one.personId()).not.toBe(await other.personId());
  expect(await places.database.client.registration.count()).toBe(0);
  expect(await places.database.client.subscription.count()).toBe(0);
  expect(await places.database.client.joining.count()).toBe(0);
});
