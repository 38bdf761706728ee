/** One person on several channels, joined with a code: everything is common, and a notice comes once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planBroadcast } from '../../../bot/broadcast.ts';
import { reply } from '../../../bot/message.ts';
import { tellPerson } from '../../../bot/tell.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { register, text } from '../privacy/chat.ts';
import { joinBoth, openPlaces, type Places, type Talker, takeCode } from './places.ts';

let places: Places;
beforeEach(async () => {
  places = await openPlaces();
});
afterEach(() => places.end());

test('a code from one place, typed in the other, makes registrations, roles and choices common', async () => {
  const [one, other] = await places.two();
  const mine = await register(places, await one.personId());
  const theirs = await register(places, await other.personId());
  await places.database.client.officer.create({
    data: { personId: await other.personId(), role: 'commune', area: '22846', since: places.clock.now() },
  });
  const asked = await other.says(await takeCode(one));
  expect(text(asked)).toContain('Ở đây: 1 đăng ký');
  expect(text(asked)).not.toContain(mine.code);
  expect(text(await other.presses('Đồng ý nối'))).toContain('Đã nối xong');
  expect(await one.personId()).toBe(await other.personId());
  expect(one.heard().at(-1)).toContain('vừa được nối vào tài khoản này');
  for (const talker of [one, other]) {
    await talker.says('/riengtu');
    const seen = text(await talker.presses('Xem dữ liệu'));
    expect(seen).toContain(mine.code);
    expect(seen).toContain(theirs.code);
    expect(seen).toContain('Vai trò');
  }
});

test.each([
  ['without its slash', (line: string) => line.slice(1)],
  ['in small letters without the dash', (line: string) => line.toLowerCase().replace('-', '')],
  ['alone', (line: string) => line.replace('/riengtu ', '')],
  ['as people say it', (line: string) => line.replace('/riengtu', 'nối tài khoản')],
])('the code is understood %s', async (_, typed) => {
  const [one, other] = await places.two();
  expect(text(await other.says(typed(await takeCode(one))))).toContain('Chỉ nối khi cả hai là của bạn');
  await other.presses('Đồng ý nối');
  expect(await one.personId()).toBe(await other.personId());
});

test('a code is good once, for a quarter of an hour, and not for the account that it is from', async () => {
  const [one, other] = await places.two();
  const line = await takeCode(one);
  expect(text(await one.says(line))).toContain('chính tài khoản này');
  places.clock.advance(16 * 60_000);
  expect(text(await other.says(line))).toContain('không đúng hoặc đã hết hạn');
  await joinBoth(one, other);
  const third = places.on('zalo-bot', 'third');
  const again = one.heard().findLast((said) => said.startsWith('/riengtu ')) ?? '';
  expect(text(await third.says(again))).toContain('không đúng hoặc đã hết hạn');
});

test('a yes that comes after the code has gone joins nobody', async () => {
  const [one, other] = await places.two();
  await other.says(await takeCode(one));
  places.clock.advance(16 * 60_000);
  expect(text(await other.presses('Đồng ý nối'))).toContain('hết hạn');
  expect(await one.personId()).not.toBe(await other.personId());
});

test('guessing codes has to wait after the third wrong one', async () => {
  const [, other] = await places.two();
  for (let n = 1; n <= 3; n++) await other.says(`/riengtu AAAA-000${n}`);
  expect(text(await other.says('/riengtu AAAA-0009'))).toContain('chờ đến');
});

test('eight signs that are no code are left to the others', async () => {
  const [one] = await places.two();
  expect(text(await one.says('2025 2026'))).toBe('Bạn nói: 2025 2026');
  expect(await places.database.client.wrongCode.count()).toBe(0);
});

test('two unfinished registrations are not made one: nothing that was typed is lost', async () => {
  const [one, other] = await places.two();
  for (const talker of [one, other]) {
    await talker.says('/dangky');
    await talker.says('đồng ý');
  }
  await one.says('/riengtu');
  await one.presses('Tạm dừng');
  await one.presses('Nối tài khoản');
  const line = (await one.presses('Lấy mã nối')).at(-1)?.text ?? '';
  await other.says(line);
  const said = text(await other.presses('Tạm dừng'));
  expect(said).toContain('ghi dở cùng một việc');
  expect(await places.database.client.draft.count()).toBe(2);
});

test('an unfinished registration goes on in the other place', async () => {
  const [one, other] = await places.two();
  await one.says('/dangky');
  await one.says('đồng ý');
  await one.says('/riengtu');
  await one.presses('Tạm dừng');
  await one.presses('Nối tài khoản');
  const line = (await one.presses('Lấy mã nối')).at(-1)?.text ?? '';
  await other.says(line);
  await other.presses('Đồng ý nối');
  expect(text(await other.says('/dangky'))).toContain('đăng ký sản phẩm dở, đã ghi 1 mục');
  expect(text(await other.presses('Làm tiếp'))).toContain('Loại hình chủ thể');
});

const broadcastTo = async (people: readonly string[], notBefore = places.clock.now()) => {
  const rows = Prisma.sql`SELECT unnest(${[...people]}::uuid[]) AS person_id`;
  const plan = { payload: reply('Lớp tập huấn'), people: rows, urgent: true, notBefore };
  return places.database.client.$transaction((tx) => planBroadcast(tx, places.clock.now(), plan));
};

test('a notice goes once, to the place used last, or to the one that was chosen', async () => {
  const [one, other] = await places.two();
  await joinBoth(one, other);
  places.clock.advance(60_000);
  await one.says('tôi ở đây');
  await broadcastTo([await one.personId()]);
  await places.settled();
  const count = (talker: Talker) => talker.heard().filter((said) => said === 'Lớp tập huấn').length;
  expect([count(one), count(other)]).toEqual([1, 0]);

  await one.says('/riengtu');
  await one.presses('Nối tài khoản');
  expect(text(await one.presses('Nhận tin ở Zalo'))).toContain('Tin báo đến: **Zalo**');
  await broadcastTo([await one.personId()]);
  await tellPerson(places.database.client, places.clock.now(), await one.personId(), reply('Hồ sơ đạt'), 1);
  await places.settled();
  expect([count(one), count(other)]).toEqual([1, 1]);
  expect(other.heard()).toContain('Hồ sơ đạt');
  await one.presses('Nhận tin ở nơi nhắn gần nhất');
  expect(await places.database.client.conversation.count({ where: { preferred: true } })).toBe(0);
});

test('a notice that waits for both goes to one of them once they are joined, and its ledger adds up', async () => {
  const [one, other] = await places.two();
  const later = new Date(places.clock.now().getTime() + 60 * 60_000);
  await broadcastTo([await one.personId(), await other.personId()], later);
  await joinBoth(one, other);
  places.clock.advance(2 * 60 * 60_000);
  await places.settled();
  expect([...one.heard(), ...other.heard()].filter((said) => said === 'Lớp tập huấn')).toHaveLength(1);
  const rows = await places.database.client.outbox.groupBy({
    by: ['state'],
    where: { broadcastId: { not: null } },
    _count: true,
  });
  expect(rows.map(({ state, _count }) => [state, _count]).sort()).toEqual([
    ['cancelled', 1],
    ['sent', 1],
  ]);
});

test('two who join each other at the same moment end as one, and nobody is stuck', async () => {
  const [one, other] = await places.two();
  await other.says(await takeCode(one));
  await one.says(await takeCode(other));
  await Promise.all([other.presses('Đồng ý nối'), one.presses('Đồng ý nối')]);
  expect(await one.personId()).toBe(await other.personId());
  expect(text(await one.says('còn đó không'))).toContain('Bạn nói');
  expect(text(await other.says('còn đó không'))).toContain('Bạn nói');
});
