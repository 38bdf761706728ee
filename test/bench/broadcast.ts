/** One notice to very many people, beside a plain loop with grammy's throttler and auto-retry on the same work. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { planBroadcast, readLedger } from '../../bot/broadcast.ts';
import { reply } from '../../bot/message.ts';
import { type DatabaseLocation, openDatabase } from '../../prisma/open.ts';
import { addPeople, firstChat, theCrowd } from '../crowd-rows.ts';
import { createServerDatabase, testServer } from '../database-server.ts';
import { type Storage, startOurBot } from './bots.ts';
import { noticeText } from './broadcast-text.ts';
import { crowdToken } from './crowd-messages.ts';
import { withFolder } from './folder.ts';
import { type Limits, type Mass, startMass } from './mass.ts';
import { type Program, startProgram } from './program.ts';
import { questions } from './questions.ts';
import { percentile } from './statistics.ts';
import { type Findings, milliseconds, times } from './table.ts';

/** The two sizes between which memory must stay flat; `BENCH_RECIPIENTS` bounds the larger. */
const few = 10_000;
const many = Number(process.env.BENCH_RECIPIENTS ?? 100_000);
/** As Telegram allows, and as `TELEGRAM_RATE` keeps below it. */
const allowed: Limits = { perSecond: 30, perChatPerSecond: 1 };
const ownRate = 28;
const limitedPeople = ownRate * 60;
const askers = 30;
const targets = { rate: 0.97, replyMs: 300, memoryMb: 200 };

interface Sent {
  perSecond: number;
  /** Megabytes at most while it ran; null where the system does not tell. */
  memory: number | null;
  /** Milliseconds to plan it; null for the loop, which plans nothing. */
  queueMs: number | null;
  refused: number;
  lost: number;
  waits: readonly number[];
}

export async function measureBroadcast(): Promise<Findings> {
  const rows: string[][] = [];
  const add = (name: string, count: number, sent: Sent, peer: Sent | null) => {
    console.error(`${name}, ${count}: ${Math.round(sent.perSecond)}/s, ${Math.round(sent.memory ?? 0)} MB`);
    rows.push([
      name,
      count.toLocaleString('en'),
      `${sent.perSecond < 100 ? sent.perSecond.toFixed(1) : Math.round(sent.perSecond)}/s`,
      peer ? times(sent.perSecond, peer.perSecond) : '',
      sent.memory === null ? '?' : `${Math.round(sent.memory)} MB`,
      sent.queueMs === null ? '-' : milliseconds(sent.queueMs),
      String(sent.lost),
      String(sent.refused),
      sent.waits.length === 0 ? '-' : milliseconds(percentile(sent.waits, 0.95)),
    ]);
    return sent;
  };
  const loop = add('grammy loop', few, await loopOver(few), null);
  add('ours, PGlite', few, await withFolder((dataDir) => ours({ dataDir }, few)), loop);
  const limitedLoop = add('grammy loop, limited', limitedPeople, await loopOver(limitedPeople, allowed), null);
  const limited = [
    add(
      'ours, PGlite, limited',
      limitedPeople,
      await withFolder((dataDir) => ours({ dataDir }, limitedPeople, allowed)),
      limitedLoop,
    ),
  ];
  const onServer: Sent[] = [];
  if (testServer !== undefined) {
    onServer.push(add('ours, PostgreSQL', few, await oursOnServer(few), loop));
    onServer.push(add('ours, PostgreSQL', many, await oursOnServer(many), loop));
    limited.push(
      add('ours, PostgreSQL, limited', limitedPeople, await oursOnServer(limitedPeople, allowed), limitedLoop),
    );
  }
  const isMet = (holds: boolean) => (holds ? 'reached' : 'missed');
  const [small, large] = onServer.map(({ memory }) => memory ?? Number.NaN);
  return {
    title: 'Broadcast: one notice to many people on a local fake Telegram',
    columns: [
      'sender',
      'people',
      'messages',
      'beside the loop',
      'memory',
      'to queue',
      'lost',
      'too many',
      'replies p95',
    ],
    rows,
    notes: [
      `limited: the platform takes ${allowed.perSecond} messages a second and ${allowed.perChatPerSecond} a chat, TELEGRAM_RATE is ${ownRate}, and ${askers} people ask something meanwhile`,
      `to reach: ${targets.rate * 100} % of the rate (${isMet(limited.every(({ perSecond }) => perSecond >= targets.rate * ownRate))}), nothing lost (${isMet([...limited, ...onServer].every(({ lost }) => lost === 0))}), replies under ${targets.replyMs} ms at p95 (${isMet(limited.every(({ waits }) => percentile(waits, 0.95) < targets.replyMs))})`,
      ...(small !== undefined && large !== undefined
        ? [
            `to reach: memory under ${targets.memoryMb} MB (${isMet(large < targets.memoryMb)}) and flat from ${few} to ${many} people (${isMet(large < small * 1.15)}; on PostgreSQL, where the database is a process of its own)`,
          ]
        : ['PostgreSQL left out: set TEST_DATABASE_URL to the address of a server']),
    ],
  };
}

async function oursOnServer(count: number, limits?: Limits): Promise<Sent> {
  if (testServer === undefined) throw new Error('there is no server');
  const { url, drop } = await createServerDatabase(testServer);
  try {
    return await withFolder((dataDir) => ours({ dataDir, databaseUrl: url }, count, limits));
  } finally {
    await drop();
  }
}

async function ours(storage: Storage, count: number, limits?: Limits): Promise<Sent> {
  const location: DatabaseLocation = storage.databaseUrl
    ? { kind: 'server', url: storage.databaseUrl }
    : { kind: 'folder', folder: storage.dataDir };
  const { id, queueMs } = await plan(location, count);
  const mass = await startMass(limits);
  try {
    const bot = await startOurBot({
      telegramRoot: mass.root,
      storage,
      settings: { TELEGRAM_RATE: String(limits ? ownRate : 10_000), QUIET_HOURS: 'off' },
    });
    const sent = await Promise.race([watch(mass, bot, count, limits !== undefined), bot.ended]);
    await sleep(500);
    await bot.stop();
    const database = await openDatabase(location);
    const ledger = await readLedger(database.client, id);
    await database.close();
    return { ...sent, queueMs, lost: count - ledger.sent };
  } finally {
    await mass.stop();
  }
}

async function plan(location: DatabaseLocation, count: number): Promise<{ id: bigint; queueMs: number }> {
  const database = await openDatabase(location);
  try {
    const now = new Date();
    await addPeople(database.client, count, now);
    const startedAt = performance.now();
    const notice = { payload: reply(noticeText), people: theCrowd, urgent: false, notBefore: now };
    const { id } = await database.client.$transaction((tx) => planBroadcast(tx, now, notice), { timeout: 120_000 });
    return { id, queueMs: performance.now() - startedAt };
  } finally {
    await database.close();
  }
}

async function loopOver(count: number, limits?: Limits): Promise<Sent> {
  const mass = await startMass(limits);
  try {
    const script = fileURLToPath(new URL('./loop-bot.ts', import.meta.url));
    const bot = startProgram([script, crowdToken, mass.root, String(count), ...(limits ? ['limited'] : [])], {});
    const sent = await Promise.race([watch(mass, bot, count, false), bot.ended]);
    await bot.stop();
    return { ...sent, queueMs: null, lost: count - (await mass.count()).taken };
  } finally {
    await mass.stop();
  }
}

/** Until everybody has the message and, where people ask, everybody has their answer. */
async function watch(mass: Mass, bot: Program, count: number, asks: boolean): Promise<Omit<Sent, 'queueMs' | 'lost'>> {
  let memory: number | null = null;
  const waits: number[] = [];
  const asking = asks ? askAll(mass, waits) : Promise.resolve();
  const all = count + (asks ? askers : 0);
  for (;;) {
    const { taken, refused, ms } = await mass.count();
    memory = Math.max(memory ?? 0, bot.memory() ?? 0) || null;
    if (taken >= all) {
      await asking;
      return { perSecond: (1_000 * taken) / ms, memory, refused, waits };
    }
    await sleep(250);
  }
}

async function askAll(mass: Mass, waits: number[]): Promise<void> {
  // The bot is still starting, and the broadcast should be under way.
  while ((await mass.count()).taken < 100) await sleep(100);
  for (let asked = 0; asked < askers; asked++) {
    await sleep(1_000);
    // People from the end of the list, who have not been told yet, and some who have.
    const chat = String(firstChat + (asked % 2 === 0 ? limitedPeople - 1 - asked : asked));
    waits.push(await mass.ask(chat, questions[asked % questions.length] ?? '', ''));
  }
}
