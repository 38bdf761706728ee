/** Two processes on one PostgreSQL server: one sends at a time, and each takes over when the other is gone or frozen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaseMs } from '../../bot/lease.ts';
import { testServer } from '../database-server.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { calm, expectCleanBooks, expectGoodAnswers, type Wake } from './aftermath.ts';
import { createCrowd, messagesOfAll } from './crowd.ts';
import { token } from './in-process.ts';
import { createPlace, killAll, type Place, type Program, runProgram } from './program.ts';
import { pause, type Random, seed, seeded } from './seeded.ts';
import { type SlowLine, startSlowLine } from './slow-line.ts';
import { runUndisturbed, type Undisturbed } from './undisturbed.ts';

const kills = 20;
const freezes = 2;

let undisturbed: Undisturbed;
beforeAll(async () => {
  if (testServer) undisturbed = await runUndisturbed();
}, 150_000);
afterAll(() => killAll());

/** One of the two, with a line of its own, which tells who is sending. */
interface Twin {
  line: SlowLine;
  program: Program;
}

/** When processes were killed or frozen, and when the frozen ones went on. */
interface Disturbance {
  moments: number[];
  wakes: Wake[];
}

interface Scene {
  place: Place;
  fake: FakeTelegram;
  random: Random;
  twins: Twin[];
  run(line: SlowLine): Program;
}

describe.skipIf(!testServer)(`two processes on one PostgreSQL server (KILL_SEED=${seed})`, () => {
  test.concurrent(`killed in turn ${kills} times, they answer every message, in order`, () =>
    stage('killed', async ({ fake, twins, random, run }) => {
      const crowd = createCrowd(fake);
      const killedAt: number[] = [];
      while (killedAt.length < kills) {
        const soFar = Math.ceil((messagesOfAll * (killedAt.length + 1)) / kills);
        const isFlowing = answersFlow(twins);
        const end = Date.now() + random.whole(100, 1_500);
        // Half of the kills wait until answers flow again, so that they hit a process at work.
        const waitsForFlow = random.next() < 0.5;
        while (Date.now() < end || (waitsForFlow && !isFlowing())) {
          if (crowd.said() < soFar) crowd.saysSomething(random);
          await pause(random.whole(5, 30));
          if (Date.now() > end + 60_000) throw new Error('no answer for a minute');
        }
        const victim = random.pick(twins);
        killedAt.push(Date.now());
        await victim.program.end('SIGKILL');
        victim.program = run(victim.line);
      }
      while (crowd.saysSomething(random));
      return { moments: killedAt, wakes: [] };
    }));

  test.concurrent(`frozen for longer than its lease, a sender wakes up to find the other at work, and does no harm`, () =>
    stage('frozen', async ({ fake, twins, random }) => {
      const crowd = createCrowd(fake);
      const frozenAt: number[] = [];
      const wakes: Wake[] = [];
      // A share of the talk before each freeze, one during it, one at the end.
      let share = 0;
      const talk = () => crowd.said() < (messagesOfAll * share) / (2 * freezes + 1) && crowd.saysSomething(random);
      while (frozenAt.length < freezes) {
        share++;
        const sender = await senderAmong(twins, async () => {
          talk();
          await pause(random.whole(5, 20));
        });
        const other = twins.find((twin) => twin !== sender);
        const sentByOther = other?.line.taken.size ?? 0;
        share++;
        frozenAt.push(Date.now());
        sender.program.process.kill('SIGSTOP');
        const wakeAt = Date.now() + leaseMs + random.whole(1_500, 3_000);
        while (Date.now() < wakeAt) {
          talk();
          await pause(random.whole(10, 60));
        }
        wakes.push({ at: Date.now(), line: sender.line });
        sender.program.process.kill('SIGCONT');
        expect(other?.line.taken.size, 'messages sent by the other').toBeGreaterThan(sentByOther);
        await pause(1_000);
      }
      while (crowd.saysSomething(random));
      return { moments: frozenAt, wakes };
    }));
});

/** Sets the stage, lets `disturb` do its worst, and checks what came of it. */
async function stage(name: string, disturb: (scene: Scene) => Promise<Disturbance>): Promise<void> {
  const random = seeded(`two processes ${name}`);
  const place = await createPlace(testServer);
  const fake = await startFakeTelegram({ token });
  const run = (line: SlowLine) =>
    runProgram({
      ...place.settings,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: line.root,
      TELEGRAM_RATE: '1000',
      LOG_LEVEL: 'fatal',
    });
  const lines = [await startSlowLine(fake.root, random), await startSlowLine(fake.root, random)];
  const twins = lines.map((line) => ({ line, program: run(line) }));
  const { moments, wakes } = await disturb({ place, fake, random, twins, run });
  await calm(fake, undisturbed, 60_000);
  await pause(500);
  for (const { program } of twins) await program.started;
  for (const { program } of twins) expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
  const repeated = expectGoodAnswers(fake, undisturbed, lines, moments, wakes);
  await expectCleanBooks(place, undisturbed);
  console.log(`two processes ${name}: ${moments.length} times, ${messagesOfAll} messages, ${repeated} sent twice`);
  for (const line of lines) await line.stop();
  await fake.stop();
  await place.remove();
}

function answersFlow(twins: readonly Twin[]): () => boolean {
  const sent = () => twins.reduce((sum, { line }) => sum + line.taken.size, 0);
  const before = sent();
  return () => sent() > before + 3;
}

/** The one that sends the next message. */
async function senderAmong(twins: readonly Twin[], meanwhile: () => Promise<void>): Promise<Twin> {
  const before = twins.map(({ line }) => line.taken.size);
  let sender: Twin | undefined;
  await until(
    async () => {
      await meanwhile();
      sender = twins.find(({ line }, index) => line.taken.size > (before[index] ?? 0));
      return sender !== undefined;
    },
    () => 'one of the two to send',
    60_000,
  );
  if (!sender) throw new Error('nobody sends');
  return sender;
}
