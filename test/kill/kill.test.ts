/** The promise that nothing is lost: the program is killed again and again while people talk with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaseMs } from '../../bot/lease.ts';
import { testServer } from '../database-server.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { calm, expectCleanBooks, expectGoodAnswers } from './aftermath.ts';
import { createCrowd, messagesOfAll } from './crowd.ts';
import { token } from './in-process.ts';
import { createPlace, killAll, type Place, type Program, runProgram } from './program.ts';
import { pause, type Random, seed, seeded } from './seeded.ts';
import { type SlowLine, startSlowLine } from './slow-line.ts';
import { runUndisturbed, type Undisturbed } from './undisturbed.ts';

const kills = 50;
/**
 * So many kills of a hundred wait until the program receives, the others come while it starts. On a server, a killed
 * sender is succeeded only when its lease has run out, which makes that wait long.
 */
const percentReceiving = { embedded: 40, server: 20 };
/** Ctrl-C must not keep an operator waiting. */
const longestEndMs = 10_000;

let undisturbed: Undisturbed;
beforeAll(async () => {
  undisturbed = await runUndisturbed();
}, 150_000);
afterAll(() => killAll());

test('a program that nobody kills answers everybody, each answer unlike the one before', () => {
  expect([...undisturbed.seen.values()].flat()).toHaveLength(messagesOfAll);
  for (const [chat, messages] of undisturbed.seen) {
    const alike = messages.filter((message, index) => message === messages[index + 1]);
    expect(alike, `neighbouring answers to ${chat}`).toEqual([]);
  }
});

describe(`killed ${kills} times while ${messagesOfAll} messages come in (KILL_SEED=${seed})`, () => {
  test.concurrent('on the embedded database, every message is answered, in order, and nothing is left behind', () =>
    ordeal('embedded', undefined));
  test
    .skipIf(!testServer)
    .concurrent('on a PostgreSQL server, every message is answered, in order, and nothing is left behind', () =>
      ordeal('server', testServer),
    );

  test.concurrent('frozen on the embedded database, it goes on where it was and sends nothing twice', () =>
    frozenAlone());
});

describe(`asked to end in the middle of the work (KILL_SEED=${seed})`, () => {
  test.concurrent('on the embedded database, the program ends cleanly and in good time, and loses nothing', () =>
    askedToEnd('embedded', undefined));
  test
    .skipIf(!testServer)
    .concurrent('on a PostgreSQL server, the program ends cleanly and in good time, and loses nothing', () =>
      askedToEnd('server', testServer),
    );
});

async function ordeal(name: keyof typeof percentReceiving, server: string | undefined): Promise<void> {
  const random = seeded(name);
  const place = await createPlace(server);
  const fake = await startFakeTelegram({ token });
  const line = await startSlowLine(fake.root, random);
  const killedAt = await killAgainAndAgain(place, fake, line, random, percentReceiving[name]);

  const last = start(place, line);
  await Promise.race([calm(fake, undisturbed, 60_000), diedByItself(last)]);
  await pause(500);
  expect(await last.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(last.errors()).toBe('');

  const repeated = expectGoodAnswers(fake, undisturbed, [line], killedAt);
  expect(repeated, 'sends that a kill caught in flight').toBeGreaterThan(0);
  await expectCleanBooks(place, undisturbed);
  console.log(`${name}: ${killedAt.length} kills, ${messagesOfAll} messages, ${repeated} answers sent twice`);
  await line.stop();
  await fake.stop();
  await place.remove();
}

async function frozenAlone(): Promise<void> {
  const random = seeded('frozen alone');
  const place = await createPlace();
  const fake = await startFakeTelegram({ token });
  const line = await startSlowLine(fake.root, random);
  const crowd = createCrowd(fake);
  const program = start(place, line);
  for (let n = 0; n < messagesOfAll / 2; n++) crowd.saysSomething(random);
  await until(
    () => line.taken.size > 20,
    () => `answers to flow: ${program.errors()}`,
    60_000,
  );
  program.process.kill('SIGSTOP');
  await pause(leaseMs + 1_500);
  program.process.kill('SIGCONT');
  while (crowd.saysSomething(random));
  await Promise.race([calm(fake, undisturbed, 90_000), diedByItself(program)]);
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(expectGoodAnswers(fake, undisturbed, [line], []), 'answers sent twice').toBe(0);
  await expectCleanBooks(place, undisturbed);
  await line.stop();
  await fake.stop();
  await place.remove();
}

/** Asked to end in the middle of the work, which leaves nothing lost and nothing doubled. */
async function askedToEnd(name: string, server: string | undefined): Promise<void> {
  const random = seeded(`asked to end ${name}`);
  const place = await createPlace(server);
  const fake = await startFakeTelegram({ token });
  const line = await startSlowLine(fake.root, random);
  const crowd = createCrowd(fake);
  // The later ones find something to send as soon as they start, and are asked to end while they still do.
  for (const [signal, longestMs] of [
    ['SIGTERM', 100],
    ['SIGINT', 0],
    ['SIGTERM', 10],
    ['SIGINT', 100],
  ] as const) {
    const program = start(place, line);
    const sent = fake.sent.length;
    for (let n = 0; n < 120; n++) crowd.saysSomething(random);
    await until(
      () => fake.sent.length > sent,
      () => `the first answer: ${program.errors()}`,
      60_000,
    );
    await pause(random.whole(0, longestMs));
    const asked = Date.now();
    expect(await program.end(signal)).toEqual({ code: 0, signal: null });
    expect(Date.now() - asked).toBeLessThan(longestEndMs);
    expect(program.errors()).toBe('');
  }
  while (crowd.saysSomething(random));
  const last = start(place, line);
  await calm(fake, undisturbed, 60_000);
  await last.end('SIGTERM');
  expect(expectGoodAnswers(fake, undisturbed, [line], []), 'answers sent twice').toBe(0);
  await expectCleanBooks(place, undisturbed);
  await line.stop();
  await fake.stop();
  await place.remove();
}

/** Moments of the kills, in milliseconds since the epoch. */
async function killAgainAndAgain(
  place: Place,
  fake: FakeTelegram,
  line: SlowLine,
  random: Random,
  percent: number,
): Promise<number[]> {
  const crowd = createCrowd(fake);
  const killedAt: number[] = [];
  while (killedAt.length < kills) {
    // The talk must not run dry before the last kill.
    const soFar = Math.ceil((messagesOfAll * (killedAt.length + 1)) / kills);
    const talk = () => crowd.said() < soFar && crowd.saysSomething(random);
    const polls = line.polls();
    const program = start(place, line);
    talk();
    talk();
    if (random.whole(1, 100) > percent) {
      await Promise.race([pause(random.whole(50, 2_000)), diedByItself(program)]);
    } else {
      const isReceiving = until(
        () => line.polls() > polls,
        () => 'the program to receive',
        60_000,
      );
      await Promise.race([isReceiving, diedByItself(program)]);
      const end = Date.now() + random.whole(0, 400);
      while (Date.now() < end) {
        talk();
        await pause(random.whole(5, 30));
      }
    }
    killedAt.push(Date.now());
    await program.end('SIGKILL');
  }
  while (crowd.saysSomething(random));
  return killedAt;
}

function start(place: Place, line: SlowLine): Program {
  return runProgram({
    ...place.settings,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: line.root,
    TELEGRAM_RATE: '1000',
  });
}

async function diedByItself(program: Program): Promise<never> {
  const { code, signal } = await program.ended;
  throw new Error(`The program ended by itself (${code ?? signal}):\n${program.output()}${program.errors()}`);
}
