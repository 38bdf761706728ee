/** The audience in SQL, held against a filter in plain TypeScript over people made at random. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Audience, bySort, countedStatuses, type Entry } from '../../../handlers/notices/audience.ts';
import { audienceSql } from '../../../handlers/notices/audience-sql.ts';
import { type NoticeKind, noticeKinds } from '../../../handlers/notices/notice.ts';
import { type Area, areaContains } from '../../../handlers/programme/area.ts';
import { producerKinds, productGroups } from '../../../handlers/programme/vocabulary.ts';
import { statuses } from '../../../handlers/registration/flow.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';

const communes = ['2025:22846', '2025:22888', '2024:22846', '2024:22861', '2024:22738', '2025:22738'];
const districts = ['2024:586', '2024:582'];
const kinds = producerKinds.slice(0, 3);
const codes = ['OCOP-2026-0001', 'OCOP-2026-0002', 'OCOP-2026-0003'];
const phones = ['+84905000001', '+84905000002'];
const signUpStates = ['going', 'waiting', 'declined'] as const;

interface Registered {
  commune: string;
  group: number | null;
  kind: string;
  status: (typeof statuses)[number];
  phone: string;
  code?: string;
}
interface Somebody {
  topics: NoticeKind[] | null;
  commune: string | null;
  registrations: Registered[];
  signedUp: (typeof signUpStates)[number] | null;
}

const somebody: fc.Arbitrary<Somebody> = fc.record({
  topics: fc.option(fc.subarray([...noticeKinds]), { freq: 6 }),
  commune: fc.option(fc.constantFrom(...communes)),
  registrations: fc.array(
    fc.record({
      commune: fc.constantFrom(...communes),
      group: fc.option(fc.constantFrom(1, 2, 3)),
      kind: fc.constantFrom(...kinds),
      status: fc.constantFrom(...statuses),
      phone: fc.constantFrom(...phones, '+84905000009'),
    }),
    { maxLength: 3 },
  ),
  signedUp: fc.option(fc.constantFrom(...signUpStates)),
});
const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.constantFrom(...communes).map((code) => ({ by: 'commune' as const, code })),
  fc.constantFrom(...districts).map((code) => ({ by: 'district' as const, code })),
  fc.constantFrom(...productGroups.slice(0, 3)).map((group) => ({ by: 'group' as const, group })),
  fc.constantFrom(...kinds).map((kind) => ({ by: 'kind' as const, kind })),
  fc.constantFrom(...countedStatuses).map((status) => ({ by: 'status' as const, status })),
  fc.constant({ by: 'notice' as const, id: '1' }),
  fc
    .subarray([...codes, ...phones, 'OCOP-2026-0999'], { minLength: 1 })
    .map((items) => ({ by: 'list' as const, items })),
);
const audiences: fc.Arbitrary<Audience> = fc.record({
  conditions: fc.array(entry, { maxLength: 4 }),
  except: fc.array(entry, { maxLength: 2 }),
});
const areas: fc.Arbitrary<Area> = fc.constantFrom<Area>(
  { level: 'province' },
  { level: 'district', code: '2024:586' },
  { level: 'commune', code: '2025:22846' },
  { level: 'commune', code: '2024:22861' },
);

/** What the words of the audience say, one person at a time. */
function isMeant(one: Somebody, kind: NoticeKind, area: Area, { conditions, except }: Audience): boolean {
  const counted = one.registrations.filter(({ status }) => status !== 'withdrawn');
  const places = [
    ...counted.map(({ commune }) => commune),
    ...(one.topics !== null && one.commune ? [one.commune] : []),
  ];
  const seen = counted.filter(({ commune }) => areaContains(area, commune));
  const holds = (entry: Entry): boolean => {
    switch (entry.by) {
      case 'commune':
      case 'district':
        return places.some((place) => areaContains({ level: entry.by, code: entry.code }, place));
      case 'group':
        return seen.some(({ group }) => group === entry.group);
      case 'kind':
        return seen.some((registration) => registration.kind === entry.kind);
      case 'status':
        return seen.some(({ status }) => status === entry.status);
      case 'notice':
        return one.signedUp === 'going' || one.signedUp === 'waiting';
      case 'list':
        return seen.some(({ code, phone }) => entry.items.includes(code ?? '') || entry.items.includes(phone));
    }
  };
  return (
    one.topics?.includes(kind) === true &&
    (area.level === 'province' || places.some((place) => areaContains(area, place))) &&
    bySort(conditions).every((sort) => sort.some(holds)) &&
    !except.some(holds)
  );
}

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const at = new Date('2026-11-23T01:00:00Z');

async function store(people: readonly Somebody[]): Promise<string[]> {
  const { client } = database;
  await database.reset();
  await client.$executeRaw`TRUNCATE notice RESTART IDENTITY CASCADE`;
  const notice = {
    title: 'Lớp',
    content: 'Nội dung',
    audience: {},
    kind: 'class',
    signUp: true,
    urgent: false,
    officer: 1,
  };
  await client.notice.create({ data: { ...notice, state: 'sent', sendAt: at, createdAt: at, updatedAt: at } });
  let registered = 0;
  const ids: string[] = [];
  for (const one of people) {
    const { id } = await client.person.create({ data: {} });
    ids.push(id);
    if (one.topics !== null)
      await client.subscription.create({
        data: { personId: id, topics: one.topics, communeCode: one.commune, chosenAt: at },
      });
    for (const registration of one.registrations) {
      registration.code = `OCOP-2026-${String(++registered).padStart(4, '0')}`;
      await client.registration.create({
        data: {
          code: registration.code,
          personId: id,
          profile: 'khanh-hoa-2026',
          producerKind: registration.kind,
          producerName: 'HTX',
          representative: 'Lan',
          phone: registration.phone,
          communeCode: registration.commune,
          productName: 'Nho',
          description: 'Nho sấy',
          sameKey: 'nho',
          productGroup: registration.group,
          papers: [],
          status: registration.status,
          submittedAt: at,
          updatedAt: at,
        },
      });
    }
    if (one.signedUp !== null)
      await client.signUp.create({ data: { noticeId: 1, personId: id, state: one.signedUp, since: at } });
  }
  return ids;
}

test('SQL finds exactly the people whom the words mean, each once', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(somebody, { minLength: 4, maxLength: 12 }),
      fc.array(fc.tuple(fc.constantFrom(...noticeKinds), areas, audiences), { minLength: 12, maxLength: 12 }),
      async (people, questions) => {
        const ids = await store(people);
        for (const [kind, area, audience] of questions) {
          const rows = await database.client.$queryRaw<{ person_id: string }[]>(audienceSql(kind, area, audience));
          const found = rows.map(({ person_id }) => person_id).sort();
          const meant = ids.filter((_, index) => {
            const one = people[index];
            return one !== undefined && isMeant(one, kind, area, audience);
          });
          expect(found, JSON.stringify({ kind, area, audience, people })).toEqual(meant.sort());
        }
      },
    ),
    { numRuns: 15 },
  );
});
