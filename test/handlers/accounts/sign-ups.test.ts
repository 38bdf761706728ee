/** Somebody who answered one invitation in two places comes once, and the seat too many is the next one's. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SignUp } from '../../../prisma/generated/client.ts';
import { joinBoth, openPlaces, type Places, type Talker } from './places.ts';

let places: Places;
let one: Talker;
let other: Talker;
let noticeId: bigint;
beforeEach(async () => {
  places = await openPlaces();
  [one, other] = await places.two();
  const now = places.clock.now();
  const made = await places.database.client.notice.create({
    data: {
      kind: 'class',
      title: 'Tập huấn bao bì',
      content: 'Mang theo mẫu',
      audience: { conditions: [], except: [] },
      startsAt: new Date(now.getTime() + 5 * 24 * 60 * 60_000),
      seats: 4,
      signUp: true,
      urgent: false,
      sendAt: now,
      state: 'sent',
      officer: 1,
      createdAt: now,
      updatedAt: now,
    },
  });
  noticeId = made.id;
});
afterEach(() => places.end());

async function answers(talker: Talker, state: SignUp['state'], people: number): Promise<void> {
  const row = { noticeId, personId: await talker.personId(), state, people, since: places.clock.now() };
  await places.database.client.signUp.create({ data: row });
}

const rows = async () => {
  const found = await places.database.client.signUp.findMany({ orderBy: { people: 'asc' } });
  return found.map(({ state, people, personId }) => ({ state, people, personId }));
};

test.each([
  ['going', 2, 'going', 1, 'going', 2],
  ['going', 1, 'going', 2, 'going', 2],
  ['declined', 1, 'going', 1, 'going', 1],
  ['waiting', 3, 'going', 1, 'going', 1],
  ['waiting', 2, 'declined', 1, 'waiting', 2],
] as const)('%s with %i here and %s with %i there is %s with %i', async (here, few, there, many, state, people) => {
  // Nobody may move up from the waiting list for another reason than the joining.
  await places.database.client.notice.update({ where: { id: noticeId }, data: { seats: here === 'waiting' ? 1 : 4 } });
  if (state === 'waiting') await answers(await newcomer(), 'going', 1);
  await answers(one, here, few);
  await answers(other, there, many);
  await joinBoth(one, other);
  const personId = await one.personId();
  expect((await rows()).filter((row) => row.personId === personId)).toEqual([{ state, people, personId }]);
});

test('the seat too many goes to who waits, and they are told', async () => {
  const third = await newcomer();
  await places.database.client.notice.update({ where: { id: noticeId }, data: { seats: 2 } });
  await answers(one, 'going', 1);
  await answers(other, 'going', 1);
  await answers(third, 'waiting', 1);
  await joinBoth(one, other);
  const states = await rows();
  expect(states.map(({ state }) => state)).toEqual(['going', 'going']);
  expect(third.heard().at(-1)).toContain('Đã có chỗ');
});

test('an answer that was brought goes back with who brought it', async () => {
  await answers(other, 'going', 2);
  const theirs = await other.personId();
  await joinBoth(one, other);
  expect((await rows())[0]?.personId).toBe(await one.personId());
  await one.says('/riengtu');
  await one.presses('Nối tài khoản');
  await one.presses('Tách Zalo');
  await one.presses('Đồng ý tách');
  expect(await rows()).toEqual([{ state: 'going', people: 2, personId: theirs }]);
});

async function newcomer(): Promise<Talker> {
  const talker = places.on('telegram', 'third');
  await talker.says('chào');
  return talker;
}
