/** Three processes on one PostgreSQL server: whatever becomes of the one that sends, another goes on, and nobody is told twice. */
import { afterAll, describe, expect, test } from 'vitest';
import { sendAgain } from '../../bot/broadcast.ts';
import { leaseMs } from '../../bot/lease.ts';
import { openDatabase } from '../../prisma/open.ts';
import { testServer } from '../database-server.ts';
import { type CountingTelegram, startCountingTelegram } from '../fakes/counting-telegram.ts';
import { until } from '../platform.ts';
import { token } from './in-process.ts';
import { chatsOf, copies, expectTrueLedger, keepLooking, mostInFlight, planIn } from './mass-message.ts';
import { createPlace, killAll, type Place, type Program, runProgram } from './program.ts';
import { pause, type Random, seed, seeded } from './seeded.ts';
import { type SlowLine, startSlowLine } from './slow-line.ts';

const audience = 2_000;
/** A second, so that there is something to send all the while. */
const rate = 80;
const rounds = 2;
/** After the death of a sender. */
const longestTakeoverMs = 15_000;

afterAll(() => killAll());

/** One of the three, with a line of its own, which tells who is sending. */
interface Triplet {
  line: SlowLine;
  program: Program;
}

describe.skipIf(!testServer)(`three processes, the sender killed and frozen in turn (KILL_SEED=${seed})`, () => {
  test(`${2 * rounds} times during a broadcast to ${audience} people, another takes over and nobody is told twice`, async () => {
    const random = seeded('three processes');
    const place = await createPlace(testServer);
    const fake = await startCountingTelegram();
    const message = await planIn(place, audience);
    const watch = await openDatabase(place.location);
    const looking = keepLooking(watch.client, message);
    const triplets = await startThree(place, fake, random);
    const takeovers: number[] = [];

    for (let round = 0; round < rounds; round++) {
      const victim = await senderAmong(triplets);
      await pause(random.whole(100, 1_500));
      await victim.program.end('SIGKILL');
      takeovers.push(await takeover(fake));
      victim.program = run(place, victim.line);

      const sleeper = await senderAmong(triplets);
      await pause(random.whole(100, 1_500));
      sleeper.program.process.kill('SIGSTOP');
      const frozenAt = performance.now();
      takeovers.push(await takeover(fake));
      await pause(Math.max(0, leaseMs + 2_000 - (performance.now() - frozenAt)));
      sleeper.program.process.kill('SIGCONT');
    }
    const isOver = async () =>
      (await watch.client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0;
    await until(isOver, () => 'the rest to be sent', 120_000);
    // What a sender that was frozen still had to hand to the network has gone out by then.
    await pause(1_000);

    const ledger = await expectTrueLedger(watch.client, fake, message);
    expect(ledger.unknown).toBeLessThanOrEqual(mostInFlight * takeovers.length);
    expect(ledger.sent).toBe(audience - ledger.unknown);
    expect(Math.max(...takeovers)).toBeLessThan(longestTakeoverMs);

    const missing = () => chatsOf(message).filter((chat) => copies(fake, chat) === 0);
    await watch.client.$transaction((tx) => sendAgain(tx, new Date(), message.id, ['unknown']));
    await until(isOver, () => 'the unknown ones to be sent again', 60_000);
    expect(missing()).toEqual([]);
    expect(chatsOf(message).filter((chat) => copies(fake, chat) > 1).length).toBeLessThanOrEqual(ledger.unknown);

    const looks = await looking.stop();
    await watch.close();
    for (const { program } of triplets) await program.started;
    for (const { program } of triplets) expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
    console.log(
      `three processes: taken over after ${takeovers.map((ms) => (ms / 1_000).toFixed(1)).join(', ')} s; unknown ${ledger.unknown}; ${looks} looks`,
    );
    for (const { line } of triplets) await line.stop();
    await fake.stop();
    await place.remove();
  });
});

async function startThree(place: Place, fake: CountingTelegram, random: Random): Promise<Triplet[]> {
  const lines: SlowLine[] = [];
  for (let n = 0; n < 3; n++) lines.push(await startSlowLine(fake.root, random));
  const triplets: Triplet[] = [];
  for (const line of lines) {
    const program = run(place, line);
    // One after the other: the first makes the database's tables.
    await program.started;
    triplets.push({ line, program });
  }
  return triplets;
}

function run(place: Place, line: SlowLine): Program {
  return runProgram({
    ...place.settings,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: line.root,
    TELEGRAM_RATE: `${rate}`,
    QUIET_HOURS: 'off',
    LOG_LEVEL: 'fatal',
  });
}

/** The one that sends the next message. */
async function senderAmong(triplets: readonly Triplet[]): Promise<Triplet> {
  const before = triplets.map(({ line }) => line.taken.size);
  const find = () => triplets.find(({ line }, index) => line.taken.size > (before[index] ?? 0));
  await until(
    () => find() !== undefined,
    () => 'one of the three to send',
    60_000,
  );
  const sender = find();
  if (!sender) throw new Error('nobody sends');
  return sender;
}

/** How long nothing is taken after a sender stopped now; what is on its way still arrives. */
async function takeover(fake: CountingTelegram): Promise<number> {
  const at = performance.now();
  const onItsWayMs = 1_000;
  const next = () => fake.takenAt.find((taken) => taken > at + onItsWayMs);
  await until(
    () => next() !== undefined,
    () => 'another to take over',
    60_000,
  );
  return (next() ?? Number.NaN) - at;
}
