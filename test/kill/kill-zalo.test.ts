/** The promise that nothing is lost, over both Zalo channels: the program is killed again and again while people talk. */
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/open.ts';
import { until } from '../platform.ts';
import { type Books, noLooseEnds, readBooks, readLooseEnds } from './books.ts';
import { scriptOf } from './crowd.ts';
import { startInProcess } from './in-process.ts';
import { placesOf, progress } from './order.ts';
import { createPlace, killAll, type Program, runProgram } from './program.ts';
import { pause, type Random, seed, seeded } from './seeded.ts';
import {
  expectNoViolations,
  startZaloService,
  type ZaloChannel,
  type ZaloService,
  zaloChannels,
} from './zalo-place.ts';

/** Each costs a start: with ZALO_KILLS=50 there are as many as over Telegram. */
const kills = Number(process.env.ZALO_KILLS ?? 8);
const people = 10;
const linesEach = 8;
const messages = people * linesEach;
/** So many kills of a hundred wait until the program receives, the others come while it starts. */
const percentReceiving = 45;

const everybody = Array.from({ length: people }, (_, person) => person);
const linesOf = (person: number) => scriptOf(person).slice(0, linesEach);
/** What is typed from a list means another thing where that list is not there yet: whoever types it has seen it. */
const isChoice = (line: string) => /^(?:\d|👍|👎)/u.test(line) || line === '/menu';

afterAll(() => killAll());

describe(`killed ${kills} times while ${messages} messages come in (KILL_SEED=${seed})`, () => {
  test.concurrent.each(zaloChannels)('%s: every message is answered, in order, and nothing is left behind', (channel) =>
    ordeal(channel),
  );
});

interface Undisturbed {
  /** What each person saw, and how much of it after each of their messages. */
  seen: string[][];
  after: number[][];
  books: Books;
}

async function ordeal(channel: ZaloChannel): Promise<void> {
  const began = performance.now();
  const random = seeded(`kill ${channel}`);
  const undisturbed = await runUndisturbed(channel, random);
  const place = await createPlace();
  const service = await startZaloService(channel, random, 40);
  const start = () => runProgram({ ...place.settings, ...service.settings });

  let program = start();
  service.listensAt(await program.started);
  await until(
    () => service.isReady(),
    () => `the program to be known to Zalo: ${program.errors()}`,
    60_000,
  );
  const crowd = createCrowd(service, undisturbed);
  // The first tokens are Zalo's one answer that a kill must not catch (zalo-oa-tokens.test.ts tells what comes of that).
  // They are stored before their first use.
  crowd.saysSomething(random);
  await until(
    () => service.taken() > 0,
    () => `the first answer: ${program.errors()}`,
    60_000,
  );
  const killedAt: number[] = [];
  while (killedAt.length < kills) {
    const soFar = Math.ceil((messages * (killedAt.length + 1)) / kills);
    const talk = () => crowd.said() < soFar && crowd.saysSomething(random);
    talk();
    talk();
    if (random.whole(1, 100) > percentReceiving) await pause(random.whole(50, 1_500));
    else await receivesForAWhile(service, program, random, talk);
    await program.end('SIGKILL');
    service.listensAt(null);
    // What was handed to the network arrives all the same.
    await pause(100);
    killedAt.push(service.taken());
    program = start();
    void program.started.then(
      (address) => service.listensAt(address),
      () => {},
    );
  }
  await until(
    async () => {
      while (crowd.saysSomething(random));
      await pause(50);
      return everybody.every((person) => crowd.left(person) === 0 && missing(service, undisturbed, person) === 0);
    },
    () =>
      `the answers: ${everybody.map((person) => missing(service, undisturbed, person)).join(' ')} missing; ${program.errors()}`,
    120_000,
  );
  await pause(500);
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(program.errors()).toBe('');

  const repeats = everybody.reduce((sum, person) => sum + expectInOrder(service, undisturbed, person, killedAt), 0);
  expectNoViolations(service);
  const database = await openDatabase(place.location);
  expect(await readLooseEnds(database.client)).toEqual(noLooseEnds);
  const books = await readBooks(database.client);
  for (const [chat, account] of Object.entries(undisturbed.books)) expect(books[chat], chat).toEqual(account);
  await database.close();
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${channel}: ${kills} kills, ${messages} messages, ${repeats} sent twice; ${seconds} s`);
  await service.stop();
  await place.remove();
}

/** Lets it work until it has stored something, and a moment more. */
async function receivesForAWhile(
  service: ZaloService,
  program: Program,
  random: Random,
  talk: () => boolean,
): Promise<void> {
  service.listensAt(await program.started);
  const before = service.stored();
  const end = Date.now() + 5_000;
  while (service.stored() === before && Date.now() < end) {
    talk();
    await pause(10);
  }
  const last = Date.now() + random.whole(0, 600);
  while (Date.now() < last) {
    talk();
    await pause(random.whole(5, 30));
  }
}

function createCrowd(service: ZaloService, { seen, after }: Undisturbed) {
  const said = everybody.map(() => 0);
  const mayGoOn = (person: number): boolean => {
    const line = linesOf(person)[said[person] ?? 0];
    if (line === undefined) return false;
    const needed = after[person]?.[(said[person] ?? 0) - 1] ?? 0;
    return !isChoice(line) || progressOf(service, seen[person] ?? [], person) >= needed;
  };
  return {
    said: () => said.reduce((sum, count) => sum + count, 0),
    left: (person: number) => linesEach - (said[person] ?? 0),
    saysSomething(random: Random): boolean {
      const ready = everybody.filter(mayGoOn);
      if (ready.length === 0) return false;
      const person = random.pick(ready);
      service.says(person, linesOf(person)[said[person] ?? 0] ?? '');
      said[person] = (said[person] ?? 0) + 1;
      return true;
    },
  };
}

function progressOf(service: ZaloService, expected: readonly string[], person: number): number {
  return progress(
    service.received(person).map(({ text }) => text),
    expected,
  );
}

function missing(service: ZaloService, { seen }: Undisturbed, person: number): number {
  const expected = seen[person] ?? [];
  return expected.length - progressOf(service, expected, person);
}

/** All that they should see, in its order; what came twice was in flight at a kill. Gives back how many did. */
function expectInOrder(
  service: ZaloService,
  { seen }: Undisturbed,
  person: number,
  killedAt: readonly number[],
): number {
  const expected = seen[person] ?? [];
  const received = service.received(person);
  const places = placesOf(
    received.map(({ text }) => text),
    expected,
  );
  expect(new Set(places).size, `answers to ${person}`).toBe(expected.length);
  const used = new Set<number>();
  const repeats = places.flatMap((place, index) => {
    const [before, again] = [received[index - 1], received[index]];
    return before && again && places[index - 1] === place ? [{ before: before.place, again: again.place }] : [];
  });
  for (const { before, again } of repeats) {
    const kill = killedAt.find((at) => before < at && again >= at && !used.has(at));
    expect(kill, `an answer to ${person} came twice though no kill interrupted it`).toBeDefined();
    if (kill !== undefined) used.add(kill);
  }
  return repeats.length;
}

/** The same people served by a program that nobody kills: what the other run has to come to. */
async function runUndisturbed(channel: ZaloChannel, random: Random): Promise<Undisturbed> {
  const service = await startZaloService(channel, random, 0);
  const server = await startInProcess(service.settings);
  service.listensAt(server.address);
  await until(
    () => service.isReady(),
    () => 'the program to be known to Zalo',
    30_000,
  );
  const { client } = server.database;
  const after = everybody.map((): number[] => []);
  let said = 0;
  for (let turn = 0; turn < linesEach; turn++) {
    for (const person of everybody) service.says(person, linesOf(person)[turn] ?? '');
    said += people;
    await until(
      async () =>
        service.stored() === said &&
        (await client.inbox.count({ where: { doneAt: null } })) === 0 &&
        (await client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0,
      () => `the answers to everybody’s message ${turn + 1}: ${server.complaints.join('')}`,
      60_000,
    );
    for (const person of everybody) after[person]?.push(service.received(person).length);
  }
  const seen = everybody.map((person) => service.received(person).map(({ text }) => text));
  const books = await readBooks(client);
  await server.stop();
  await service.stop();
  return { seen, after, books };
}
