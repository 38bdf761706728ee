/** The delivery, stopped before and after each statement that it writes with: another takes over, and all is true. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ledgerStates, readLedger, sendAgain } from '../../bot/broadcast.ts';
import type { Outgoing, SendOutcome } from '../../bot/channel.ts';
import { systemClock } from '../../bot/clock.ts';
import { type Database, openDatabase } from '../../prisma/open.ts';
import { planFor, planMessage } from '../audience.ts';
import { addPeople, firstChat } from '../crowd-rows.ts';
import { createServerDatabase, testServer } from '../database-server.ts';
import { startTestMachine } from '../machine.ts';
import { createPlatform, type Platform, until } from '../platform.ts';
import { pause, seed, seeded } from './seeded.ts';
import { createStoppingClient, type Grief, type Statement } from './stopping-client.ts';

const audience = 60;
/** Which of its kind: the first, and one in the middle of the work. */
const points: readonly (readonly [Statement, number])[] = [
  ['recover', 1],
  ['exchange', 1],
  ['exchange', 4],
  ['claim', 1],
  ['claim', 3],
  ['settle', 1],
  ['close', 1],
];
const griefs: Grief[] = points.flatMap(([statement, nth]) =>
  (['before', 'after'] as const).flatMap((when) => [
    { statement, nth, when, how: 'process dies' as const },
    ...(nth > 1 || statement === 'settle' ? [{ statement, nth, when, how: 'answer is lost' as const }] : []),
  ]),
);

for (const engine of ['embedded', 'server'] as const) {
  describe.skipIf(engine === 'server' && !testServer)(`on the ${engine} database (KILL_SEED=${seed})`, () => {
    let database: Database;
    let drop = () => Promise.resolve();
    beforeAll(async () => {
      if (engine === 'server' && testServer) {
        const created = await createServerDatabase(testServer);
        drop = created.drop;
        database = await openDatabase({ kind: 'server', url: created.url });
      } else {
        database = await openDatabase({ kind: 'memory', from: new Blob([readFileSync(inject('databaseTemplate'))]) });
      }
    });
    afterAll(async () => {
      await database.close();
      await drop();
    });

    test.each(griefs)('$when $statement $nth the $how, and the ledger stays true', (grief) => ordeal(database, grief));
  });
}

async function ordeal(database: Database, grief: Grief): Promise<void> {
  const { client } = database;
  await client.$executeRaw`TRUNCATE person, broadcast, lease RESTART IDENTITY CASCADE`;
  const message = await planAll(client);
  const random = seeded(JSON.stringify(grief));
  const world = createWorld();
  const stopping = createStoppingClient(client, grief);
  // What ends by itself is settled with the next look; only what is under way when the process is asked to end, apart.
  const waits = grief.statement === 'settle' ? { least: 200, most: 300 } : { least: 0, most: 15 };
  const wait = () => pause(random.whole(waits.least, waits.most));
  const first = start({ ...database, client: stopping.client }, connect(world, wait, stopping.isDead), 'first');
  let stopped = Promise.resolve();
  if (grief.statement === 'settle') {
    await expect.poll(() => world.taken.size, { timeout: 20_000 }).toBeGreaterThan(10);
    stopped = first.then((machine) => machine.stop());
  }
  await Promise.race([stopping.struck, tooLong(grief)]);
  const isAlive = grief.how === 'answer is lost';
  if (isAlive) await stopped;
  else await client.$executeRaw`UPDATE lease SET expires_at = clock_timestamp()`;
  const sums = async () => {
    const ledger = await readLedger(client, message.id);
    expect(ledgerStates.reduce((sum, state) => sum + ledger[state], 0)).toBe(audience);
    return ledger;
  };
  await sums();

  const goesOn = isAlive && grief.statement !== 'settle';
  const isGone = () => false;
  const last = goesOn ? await first : await start(database, connect(world, wait, isGone), 'second');
  const isIdle = async () => {
    await sums();
    return (await client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0;
  };
  await until(isIdle, () => 'everything to be sent', 30_000);

  const ledger = await expectTruth(client, message.id, world);
  const ambiguous = message.leftOver + world.ambiguous;
  if (isAlive) expect(ledger.unknown, 'nobody died').toBe(ambiguous);
  else expect(ledger.unknown).toBeLessThanOrEqual(32 + ambiguous);
  for (const chat of message.asked) expect(world.taken.get(`${chat} trả lời`)).toBeGreaterThanOrEqual(1);

  world.isHealed = true;
  const had = await rowsIn(client, message.id, 'sent');
  await client.$transaction((tx) => sendAgain(tx, new Date(), message.id, ['refused', 'unreachable', 'unknown']));
  await until(isIdle, () => 'the rest to be sent', 30_000);
  expect(await readLedger(client, message.id)).toMatchObject({ sent: audience });
  for (const chat of had) expect(world.taken.get(`${chat} tin chung`)).toBe(1);
  await last.stop();
}

const start = (database: Database, platform: Platform, holder: string) =>
  startTestMachine({ database, channels: [platform], clock: systemClock, holder });

async function tooLong(grief: Grief): Promise<never> {
  await pause(20_000);
  throw new Error(`«${grief.statement}» number ${grief.nth} never came`);
}

/** A broadcast to all, two of whose sends an earlier process left under way, and answers to two people. */
async function planAll(client: Database['client']) {
  const now = systemClock.now();
  await addPeople(client, audience, now);
  const id = await planFor(client, now, 'tin chung', { urgent: true });
  const leftOver = [`${firstChat + audience - 1}`, `${firstChat + audience - 2}`];
  await client.outbox.updateMany({ where: { chat: { in: leftOver } }, data: { state: 'sending', attempts: 1 } });
  const asked = [`${firstChat}`, `${firstChat + 30}`];
  for (const chat of asked) await planMessage(client, now, { chat, text: 'trả lời', kind: 'reply' });
  return { id, leftOver: leftOver.length, asked };
}

/** What people got, by chat and text, and how many sends of the broadcast nobody can know the end of. */
interface World {
  taken: Map<string, number>;
  ambiguous: number;
  isHealed: boolean;
  putOff: Set<string>;
}

const createWorld = (): World => ({ taken: new Map(), ambiguous: 0, isHealed: false, putOff: new Set() });

/** A process's connection to the platform: what is on its way when the process dies arrives, what is not is never sent. */
function connect(world: World, wait: () => Promise<void>, isDead: () => boolean): Platform {
  const platform = createPlatform('telegram', { textLength: 3500, perSecond: 100 });
  platform.send = async (message) => {
    if (isDead()) return new Promise<never>(() => {});
    await wait();
    const outcome = receive(world, message);
    await wait();
    return outcome;
  };
  return platform;
}

function receive(world: World, { chat, reply, key }: Outgoing): SendOutcome {
  const take = (): SendOutcome => {
    const what = `${chat} ${reply.text}`;
    world.taken.set(what, (world.taken.get(what) ?? 0) + 1);
    return { kind: 'sent', platformId: key };
  };
  if (world.isHealed || reply.text !== 'tin chung') return take();
  switch (Number(chat) % 10) {
    case 1:
      if (world.putOff.has(chat)) return take();
      world.putOff.add(chat);
      return { kind: 'retry', why: 'out of order' };
    case 3:
      return { kind: 'refused', why: 'too long' };
    case 5:
      return { kind: 'unreachable', why: 'blocked' };
    case 7:
      world.ambiguous++;
      if (Number(chat) % 20 === 7) take();
      return { kind: 'unknown', why: 'time-out' };
    default:
      return take();
  }
}

async function rowsIn(client: Database['client'], id: bigint, state: (typeof ledgerStates)[number]): Promise<string[]> {
  return (await client.outbox.findMany({ where: { broadcastId: id, state } })).map(({ chat }) => chat);
}

/** Who is in *sent* got it once, who is in *unknown* at most once, nobody else got it. */
async function expectTruth(client: Database['client'], id: bigint, world: World) {
  for (const state of ledgerStates) {
    const copies = (await rowsIn(client, id, state)).map((chat) => world.taken.get(`${chat} tin chung`) ?? 0);
    const [least, most] = [Math.min(...copies), Math.max(...copies)];
    if (copies.length === 0) continue;
    expect(least, state).toBe(state === 'sent' ? 1 : least);
    expect(most, state).toBeLessThanOrEqual(state === 'sent' || state === 'unknown' ? 1 : 0);
  }
  return readLedger(client, id);
}
