/** Turns a second, and how long a person waits, from the message's arrival to the reply that the platform received. */
import { createServerDatabase, testServer } from '../database-server.ts';
import { type Storage, startEchoBot, startOurBot } from './bots.ts';
import { type Crowd, startCrowd } from './crowd.ts';
import { withFolder } from './folder.ts';
import type { Program } from './program.ts';
import { scriptsOf } from './questions.ts';
import { median, percentile } from './statistics.ts';
import { type Findings, milliseconds, times } from './table.ts';

const people = 200;
const messagesEach = 4;
const rounds = 3;
/** People who come one after the other, as on a busy day: nobody waits for anybody. */
const calm = { people: 100, messagesEach: 2, everyMs: 50 };

interface Measured {
  perSecond: number;
  crowded: number[];
  calm: number[];
  memory: { atRest: number | null; after: number | null };
}

export async function measureTurns(): Promise<Findings> {
  const crowd = await startCrowd();
  try {
    const echo = await measure(crowd, async () => startEchoBot(crowd.root));
    const embedded = await withFolder((dataDir) => measureOurs(crowd, { dataDir }));
    const server = testServer === undefined ? null : await onServer(crowd, testServer);
    const row = (name: string, one: Measured) => [
      name,
      `${Math.round(one.perSecond)}/s`,
      times(one.perSecond, echo.perSecond),
      milliseconds(percentile(one.crowded, 0.5)),
      milliseconds(percentile(one.crowded, 0.99)),
      milliseconds(percentile(one.calm, 0.5)),
      milliseconds(percentile(one.calm, 0.99)),
      times(percentile(one.calm, 0.5), percentile(echo.calm, 0.5)),
      megabytes(one.memory.atRest),
      megabytes(one.memory.after),
    ];
    return {
      title: 'Turns: arrival → inbox → turn → outbox → reply at the platform',
      columns: [
        'bot',
        'turns',
        'beside echo',
        'crowd p50',
        'crowd p99',
        'calm p50',
        'calm p99',
        'beside echo',
        'memory at rest',
        'after load',
      ],
      rows: [
        row('ours, PGlite', embedded),
        ...(server ? [row('ours, PostgreSQL', server)] : []),
        row('bare grammy echo', echo),
      ],
      notes: [
        `crowd: ${people} people write at once, ${messagesEach} questions each, the next when the one before is answered; median of ${rounds} rounds`,
        `calm: ${calm.people} people, one every ${calm.everyMs} ms, ${calm.messagesEach} questions each`,
        'long polling, TELEGRAM_RATE=1000; the echo keeps nothing, understands nothing, and loses what it holds when killed',
        ...(server ? [] : ['PostgreSQL left out: set TEST_DATABASE_URL to the address of a server']),
      ],
    };
  } finally {
    await crowd.stop();
  }
}

async function onServer(crowd: Crowd, address: string): Promise<Measured> {
  const { url, drop } = await createServerDatabase(address);
  try {
    return await withFolder((dataDir) => measureOurs(crowd, { dataDir, databaseUrl: url }));
  } finally {
    await drop();
  }
}

async function measureOurs(crowd: Crowd, storage: Storage): Promise<Measured> {
  const start = async () => {
    const bot = await startOurBot({ telegramRoot: crowd.root, storage });
    await bot.ready();
    return bot;
  };
  // The first start makes the database, which costs memory of its own.
  await (await start()).stop();
  return measure(crowd, start);
}

async function measure(crowd: Crowd, start: () => Promise<Program>): Promise<Measured> {
  const bot = await start();
  try {
    return await Promise.race([load(crowd, bot), bot.ended]);
  } finally {
    await bot.stop();
  }
}

async function load(crowd: Crowd, bot: Program): Promise<Measured> {
  await crowd.talk(scriptsOf(1, 1), 0);
  const atRest = bot.memory();
  await crowd.talk(scriptsOf(40, 3), 0);
  const perSecond: number[] = [];
  const crowded: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const talk = await crowd.talk(scriptsOf(people, messagesEach), 0);
    perSecond.push((1000 * talk.waits.length) / talk.ms);
    crowded.push(...talk.waits);
  }
  const talk = await crowd.talk(scriptsOf(calm.people, calm.messagesEach), calm.everyMs);
  return { perSecond: median(perSecond), crowded, calm: talk.waits, memory: { atRest, after: bot.memory() } };
}

function megabytes(size: number | null): string {
  return size === null ? '?' : `${Math.round(size)} MB`;
}
