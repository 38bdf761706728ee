/** A producer registers, typing badly, while the program is killed at every step: the registration is the same, once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/open.ts';
import { testServer } from '../database-server.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { startInProcess, token } from './in-process.ts';
import { createPlace, killAll, type Place, type Program, runProgram } from './program.ts';
import { pause, seed, seeded } from './seeded.ts';

/** What is typed, and what the answer to it holds. No accents, the wrong order, a question, twice back. */
const story: readonly (readonly [string, string])[] = [
  ['dang ky', 'Bước 1/15'],
  ['ok nhe', 'Bước 2/15'],
  ['toi o htx', 'Bước 3/15'],
  ['htx nho an hoa, sdt 0905.123.456, o xa vinh hai', 'Bước 4/15'],
  ['ho so gom nhung gi', 'Mẫu số 01'],
  ['nguyen thi lan', 'Bước 7/15'],
  ['quay lai', 'Bước 6/15'],
  ['quay lai', 'Bước 5/15'],
  ['0905 123 457', 'Bước 7/15'],
  ['mat nho an hoa', 'Bước 8/15'],
  ['nho tuoi ep lay nuoc co dac thanh mat, chai 500ml', 'Bước 9/15'],
  ['dung roi', 'Bước 10/15'],
  ['80 phan tram', 'Bước 11/15'],
  ['chua biet', 'Bước 12/15'],
  ['khong co', 'Bước 13/15'],
  ['dkkd, attp', 'Đang ghi'],
  ['xong', 'Bước 14/15'],
  ['chua co', 'Bước 15/15'],
  ['gui', 'OCOP-'],
];

type Kept = Awaited<ReturnType<typeof readKept>>;
let undisturbed: Kept;

beforeAll(async () => {
  const fake = await startFakeTelegram({ token });
  const { database, stop } = await startInProcess({ TELEGRAM_API_ROOT: fake.root });
  for (const [text, answer] of story) await tell(fake, text, answer);
  undisturbed = await readKept(database.client);
  await stop();
  await fake.stop();
}, 150_000);
afterAll(() => killAll());

test('nobody disturbed, the story makes one registration', () => {
  expect(undisturbed).toMatchObject({
    registrations: [
      {
        producerKind: 'cooperative',
        producerName: 'htx nho an hoa',
        representative: 'nguyen thi lan',
        phone: '+84905123457',
        communeCode: '2025:22846',
        productName: 'mat nho an hoa',
        productGroup: 1,
        localMaterial: 80,
        localLabour: null,
        papers: ['business-registration', 'food-safety'],
      },
    ],
    consents: 1,
    audits: 1,
    drafts: 0,
  });
});

test.concurrent(`killed at every step, it is the same on the embedded database (KILL_SEED=${seed})`, () =>
  ordeal(undefined));
test
  .skipIf(!testServer)
  .concurrent(`killed at every step, it is the same on a PostgreSQL server (KILL_SEED=${seed})`, () =>
    ordeal(testServer),
  );

async function ordeal(server: string | undefined): Promise<void> {
  const random = seeded(`register ${server ? 'server' : 'embedded'}`);
  const place = await createPlace(server);
  const fake = await startFakeTelegram({ token });
  let program = start(place, fake);
  for (const [text, answer] of story) {
    // Said to a program that dies somewhere between its receiving and its answering, and answered by the next one.
    await program.started;
    const answered = tell(fake, text, answer);
    await pause(random.whole(0, 400));
    await program.end('SIGKILL');
    program = start(place, fake);
    await answered;
  }
  await program.started;
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(program.errors()).toBe('');
  const database = await openDatabase(place.location);
  expect(await readKept(database.client)).toEqual(undisturbed);
  await database.close();
  await fake.stop();
  await place.remove();
}

function start(place: Place, fake: FakeTelegram): Program {
  return runProgram({
    ...place.settings,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: fake.root,
    TELEGRAM_RATE: '1000',
  });
}

/** Says it, and waits for a new message that holds the answer: no message of the step before does. */
async function tell(fake: FakeTelegram, text: string, answer: string): Promise<void> {
  const lan = fake.person(7_001);
  const before = lan.received().length;
  const fresh = () => lan.received().slice(before);
  lan.says(text);
  await until(
    () => fresh().some((message) => message.text.includes(answer)),
    () => `${answer} after ${text}; there is ${JSON.stringify(fresh().map((message) => message.text.slice(0, 40)))}`,
    120_000,
  );
}

/** What the story left in the database, but for ids and times, which no two runs share. */
async function readKept(client: Awaited<ReturnType<typeof openDatabase>>['client']) {
  const registrations = await client.registration.findMany({
    omit: { id: true, personId: true, submittedAt: true, updatedAt: true, waitsSince: true },
  });
  return {
    registrations,
    consents: await client.consent.count(),
    audits: await client.audit.count({ where: { subject: { startsWith: 'registration:' } } }),
    drafts: await client.draft.count(),
    open: await client.inbox.count({ where: { doneAt: null } }),
  };
}
