/** A message to 5,000 people through a bad network, while the program is killed: the ledger says truly who has it. */
import { afterAll, describe, expect, test } from 'vitest';
import { sendAgain } from '../../bot/broadcast.ts';
import { openDatabase } from '../../prisma/open.ts';
import { testServer } from '../database-server.ts';
import { type CountingTelegram, startCountingTelegram } from '../fakes/counting-telegram.ts';
import { until } from '../platform.ts';
import { token } from './in-process.ts';
import {
  chatsIn,
  chatsOf,
  copies,
  expectSums,
  expectTrueLedger,
  keepLooking,
  type MassMessage,
  mostInFlight,
  planIn,
  within,
} from './mass-message.ts';
import { createPlace, killAll, type Place, type Program, runProgram } from './program.ts';
import { pause, type Random, seed, seeded } from './seeded.ts';
import { createTroubles, isBlocked, isRefused, type Troubles } from './troubles.ts';

const audience = 5_000;
/** An embedded database takes most of a start, and nobody else can look at it meanwhile. */
const kills = { embedded: 12, server: 30 };
/** So many kills of a hundred come while the program starts, the others while it sends. */
const percentAtStart = 20;

afterAll(() => killAll());

describe(`killed during a broadcast to ${audience} people, with a bad network (KILL_SEED=${seed})`, () => {
  test.concurrent(`${kills.embedded} times on the embedded database, the ledger is true, and settled, everybody has it`, () =>
    ordeal('embedded', undefined));
  test
    .skipIf(!testServer)
    .concurrent(`${kills.server} times on a PostgreSQL server, the ledger is true, and settled, everybody has it`, () =>
      ordeal('server', testServer),
    );
});

interface Scene {
  place: Place;
  fake: CountingTelegram;
  message: MassMessage;
  random: Random;
  kills: number;
}

async function ordeal(name: keyof typeof kills, server: string | undefined): Promise<void> {
  const begunAt = performance.now();
  const random = seeded(`broadcast ${name}`);
  const troubles = createTroubles(random);
  const place = await createPlace(server);
  const fake = await startCountingTelegram({ trouble: (chat) => troubles.of(chat) });
  const scene = { place, fake, message: await planIn(place, audience), random, kills: kills[name] };
  const watch = server === undefined ? null : await openDatabase(place.location);
  const looking = watch && keepLooking(watch.client, scene.message);

  await killAgainAndAgain(scene);
  expect(fake.taken(), 'the broadcast was over before the last kill').toBeLessThan(audience * 0.95);
  await sendTheRest(scene);

  const ledger = await within(place, ({ client }) => expectTrueLedger(client, fake, scene.message));
  expect(ledger.unknown).toBeLessThanOrEqual(mostInFlight * scene.kills + troubles.ambiguous());
  const chats = chatsOf(scene.message);
  expect(ledger.unreachable + ledger.refused, 'people never let through').toBeGreaterThan(0);
  const unlucky = chats.filter((chat) => isBlocked(chat) || isRefused(chat)).length;
  expect(ledger.unreachable + ledger.refused).toBeLessThanOrEqual(unlucky);

  await settle(scene, troubles);
  const looks = await looking?.stop();
  await watch?.close();
  console.log(
    `broadcast ${name}: ${scene.kills} kills, ${JSON.stringify(troubles.dealt())}, sent ${ledger.sent}, refused ${ledger.refused}, unreachable ${ledger.unreachable}, unknown ${ledger.unknown}; ${looks ?? 0} looks; ${Math.round((performance.now() - begunAt) / 1000)} s`,
  );
  await fake.stop();
  await place.remove();
}

async function killAgainAndAgain(scene: Scene): Promise<void> {
  const { place, fake, message, random } = scene;
  for (let kill = 0; kill < scene.kills; kill++) {
    const program = start(scene);
    if (random.whole(1, 100) <= percentAtStart) {
      await pause(random.whole(50, 1_500));
    } else {
      const enough = fake.taken() + random.whole(1, 180);
      await until(
        () => fake.taken() >= enough,
        () => `the broadcast to go on: ${program.errors()}`,
        60_000,
      );
      await pause(random.whole(0, 20));
    }
    expect(await program.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    // The dead process's leases run out, which takes ten seconds by itself.
    await within(place, async ({ client }) => {
      await client.$executeRaw`UPDATE lease SET expires_at = clock_timestamp()`;
      expect((await expectSums(client, message)).sending).toBeLessThanOrEqual(mostInFlight);
    });
  }
}

/** Runs the program until nothing waits to be sent. */
async function sendTheRest(scene: Scene): Promise<void> {
  const program = start(scene);
  const address = await program.started;
  await until(
    async () => {
      await pause(200);
      return /^ocop_outbox_waiting 0$/m.test(await (await fetch(`${address}/metrics`)).text());
    },
    () => `the rest to be sent: ${program.errors()}`,
    120_000,
  );
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
}

/** As an officer would: those who failed and those in doubt are sent it again, over a network that works. */
async function settle(scene: Scene, troubles: Troubles): Promise<void> {
  const { place, fake, message } = scene;
  troubles.heal();
  const { had, unsure } = await within(place, async ({ client }) => {
    const before = { had: await chatsIn(client, message, 'sent'), unsure: await chatsIn(client, message, 'unknown') };
    const again = await client.$transaction((tx) =>
      sendAgain(tx, new Date(), message.id, ['refused', 'unreachable', 'unknown']),
    );
    expect(again).toBe(audience - before.had.length);
    return before;
  });
  await sendTheRest(scene);
  expect(had.filter((chat) => copies(fake, chat) !== 1)).toEqual([]);
  expect(chatsOf(message).filter((chat) => copies(fake, chat) === 0)).toEqual([]);
  const doubled = chatsOf(message).filter((chat) => copies(fake, chat) > 1);
  expect(doubled.filter((chat) => !unsure.includes(chat) || copies(fake, chat) > 2)).toEqual([]);
  await within(place, async ({ client }) => {
    expect(await expectSums(client, message)).toMatchObject({ sent: audience });
  });
}

function start({ place, fake, random }: Scene): Program {
  return runProgram({
    ...place.settings,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: fake.root,
    // With all its sends under way most of the time, and with few.
    TELEGRAM_RATE: random.pick(['300', '1000']),
    QUIET_HOURS: 'off',
  });
}
