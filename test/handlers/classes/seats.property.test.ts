/** Whatever several people do in whatever order: seats are never oversold, and none stays free for a party that fits. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { largestPartyOf } from '../../../handlers/classes/party.ts';
import { moveUp } from '../../../handlers/classes/seats.ts';
import { decline, join, resize } from '../../../handlers/classes/signing-up.ts';
import { turnOf } from '../../turn.ts';
import { openSchool, type School } from './school.ts';

let school: School;
let people: string[] = [];
beforeAll(async () => {
  school = await openSchool();
  await school.reset();
  const made = Array.from({ length: 5 }, () => school.database.client.person.create({ data: {} }));
  people = (await Promise.all(made)).map(({ id }) => id);
});
afterAll(() => school.end());

const who = fc.nat({ max: 4 });
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('join' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('decline' as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('resize' as const), who, people: fc.integer({ min: 0, max: 11 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('more-seats' as const), seats: fc.integer({ min: 1, max: 3 }) }),
  },
);

test('no sequence of joining, declining, resizing and adding seats breaks the rules of the list', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(act, { minLength: 3, maxLength: 16 }),
      async (seats, acts) => {
        const id = await school.announces({ seats });
        let line: string[] = [];
        for (const one of acts) {
          // Two people at the same instant: the order of the line must not hang on the clock.
          if (one.kind === 'decline') school.clock.advance(1_000);
          const personId = 'who' in one ? (people[one.who] ?? '') : '';
          const state = await school.database.client.$transaction(async (tx) => {
            const turn = turnOf(tx, personId, school.clock.now());
            if (one.kind === 'join') await join(turn, id);
            else if (one.kind === 'decline') await decline(turn, id, null);
            else if (one.kind === 'resize') await resize(turn, id, one.people, null);
            else {
              await tx.notice.update({ where: { id }, data: { seats: { increment: one.seats } } });
              await moveUp(tx, school.clock.now(), id);
            }
            const notice = await tx.notice.findUniqueOrThrow({ where: { id } });
            const signUps = await tx.signUp.findMany({ where: { noticeId: id }, orderBy: { since: 'asc' } });
            return { seats: notice.seats ?? 0, signUps };
          });
          const taken = state.signUps.reduce((sum, row) => sum + (row.state === 'going' ? row.people : 0), 0);
          expect(taken).toBeLessThanOrEqual(state.seats);
          const waiting = state.signUps.filter((row) => row.state === 'waiting');
          const [first] = waiting;
          if (first) expect(first.people).toBeGreaterThan(state.seats - taken);
          expect(state.signUps.every((row) => row.people >= 1 && row.people <= largestPartyOf({ seats: null }))).toBe(
            true,
          );
          // Nobody overtakes but by somebody's own wish to bring more, or to leave.
          const next = waiting.map((row) => row.personId);
          const stayed = line.filter((person) => next.includes(person) && person !== personId);
          expect(next.filter((person) => stayed.includes(person))).toEqual(stayed);
          line = next;
        }
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
