/** Twenty people who take the last seat at the same moment, each over a connection of their own, on a server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attend } from '../../../handlers/classes/attend.ts';
import { sendReminders } from '../../../handlers/classes/reminders.ts';
import { decline, join, type Outcome } from '../../../handlers/classes/signing-up.ts';
import { type Database, openDatabase } from '../../../prisma/open.ts';
import { testServer } from '../../database-server.ts';
import { turnOf } from '../../turn.ts';
import { openSchool, type School } from './school.ts';

const crowd = 20;
let school: School;
let wide: Database;
beforeAll(async () => {
  if (!testServer) return;
  school = await openSchool();
  wide = await openDatabase({ kind: 'server', url: school.database.url ?? '', connections: crowd });
});
afterAll(async () => {
  await wide?.close();
  await school?.end();
});

const strangers = async () =>
  Promise.all(Array.from({ length: crowd }, async () => (await wide.client.person.create({ data: {} })).id));

const positionIn = (outcome: Outcome) => (outcome.kind === 'waiting' ? outcome.position : 0);

test.runIf(testServer)('one of twenty gets it, the others wait in a line without gaps', async () => {
  await school.reset();
  const people = await strangers();
  const id = await school.announces({ seats: 1 });
  const now = school.clock.now();
  const outcomes = await Promise.all(
    people.map((personId) =>
      wide.client.$transaction((tx) => join(turnOf(tx, personId, now), id), { maxWait: 20_000 }),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === 'going')).toHaveLength(1);
  expect(outcomes.map(positionIn).sort((a, b) => a - b)).toEqual([...Array(crowd).keys()]);
});

test.runIf(testServer)(
  'while half of them leave and others come, no seat is sold twice and none lies idle',
  async () => {
    await school.reset();
    const people = await strangers();
    const id = await school.announces({ seats: 5 });
    const now = school.clock.now();
    const half = people.slice(0, crowd / 2);
    for (const personId of half) await wide.client.$transaction((tx) => join(turnOf(tx, personId, now), id));
    await Promise.all(
      people.map((personId, index) =>
        wide.client.$transaction(
          (tx) =>
            index < crowd / 2 ? decline(turnOf(tx, personId, now), id, null) : join(turnOf(tx, personId, now), id),
          { maxWait: 20_000 },
        ),
      ),
    );
    const states = await wide.client.signUp.groupBy({ by: ['state'], where: { noticeId: id }, _count: true });
    expect(Object.fromEntries(states.map(({ state, _count }) => [state, _count]))).toEqual({
      going: 5,
      waiting: 5,
      declined: 10,
    });
  },
);

test.runIf(testServer)('walk-ins at the door share what is left', async () => {
  await school.reset('2026-11-26T08:00:00+07:00');
  const people = await strangers();
  const id = await school.announces({ seats: 3 });
  const now = school.clock.now();
  const outcomes = await Promise.all(
    people.map((personId) =>
      wide.client.$transaction((tx) => attend(turnOf(tx, personId, now), '4821', null), { maxWait: 20_000 }),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === 'came')).toHaveLength(3);
  expect(outcomes.filter(({ kind }) => kind === 'full')).toHaveLength(crowd - 3);
  expect(await wide.client.signUp.count({ where: { noticeId: id, state: 'going' } })).toBe(3);
});

test.runIf(testServer)('several processes that sweep at once remind each person once', async () => {
  await school.reset();
  const pupils = await school.several(4);
  await school.announces({ startsAt: new Date('2026-11-26T14:00:00+07:00') }, pupils);
  for (const pupil of pupils) await pupil.presses('Tham dự');
  const now = new Date('2026-11-25T14:00:00+07:00');
  await Promise.all(
    Array.from({ length: 8 }, () =>
      wide.client.$transaction((tx) => sendReminders(tx, now, null, [24, 2]), { maxWait: 20_000 }),
    ),
  );
  expect(await wide.client.outbox.count({ where: { priority: 1 } })).toBe(pupils.length);
});
