/** Many people who register a product at once, beside the same form written with @grammyjs/conversations. */
import { fileURLToPath } from 'node:url';
import { createServerDatabase, testServer } from '../database-server.ts';
import { startOurBot } from './bots.ts';
import { type Crowd, startCrowd } from './crowd.ts';
import { crowdToken, type Talk } from './crowd-messages.ts';
import { withFolder } from './folder.ts';
import { type Program, startProgram } from './program.ts';
import { registerScript } from './register-script.ts';
import { percentile } from './statistics.ts';
import { type Findings, milliseconds, times } from './table.ts';

/** A minute or two on two cores; `BENCH_PEOPLE=1000` is the whole crowd, which takes ten. */
const people = Number(process.env.BENCH_PEOPLE ?? 200);
const warmUp = 20;

export async function measureRegister(): Promise<Findings> {
  const crowd = await startCrowd();
  try {
    const embedded = await withFolder((dataDir) => ours(crowd, { dataDir }));
    const server = testServer;
    const onServer = server === undefined ? null : await withDatabase(server, (url) => oursOn(crowd, url));
    const peer = server === undefined ? null : await withDatabase(server, (url) => conversationsOn(crowd, url));
    const row = (name: string, talk: Talk) => [
      name,
      `${Math.round(perSecond(talk))}/s`,
      peer ? times(perSecond(talk), perSecond(peer)) : '?',
      milliseconds(percentile(talk.waits, 0.5)),
      milliseconds(percentile(talk.waits, 0.99)),
    ];
    return {
      title: `Registration: ${people} people fill in /dangky at once, ${registerScript(0).length} messages each`,
      columns: ['bot', 'turns', 'beside conversations', 'p50', 'p99'],
      rows: [
        row('ours, PGlite', embedded),
        ...(onServer ? [row('ours, PostgreSQL', onServer)] : []),
        ...(peer ? [row('@grammyjs/conversations, PostgreSQL', peer)] : []),
      ],
      notes: [
        'each writes on as soon as they are answered; long polling of the same fake Telegram, each bot in a process of its own',
        'the peer has the same prompts and readers and writes a row at the end; what it reads is remembered, not read again on replay',
        'both confirm a message only when what it changed is stored: for the peer that is `bot.start()`, one update after the other',
        ...(people < 1_000 ? [`bounded to ${people} people: BENCH_PEOPLE=1000 runs the whole crowd`] : []),
        ...(server === undefined ? ['PostgreSQL left out: set TEST_DATABASE_URL to the address of a server'] : []),
      ],
    };
  } finally {
    await crowd.stop();
  }
}

async function withDatabase<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const { url, drop } = await createServerDatabase(server);
  try {
    return await work(url);
  } finally {
    await drop();
  }
}

const oursOn = (crowd: Crowd, databaseUrl: string) => withFolder((dataDir) => ours(crowd, { dataDir, databaseUrl }));

async function ours(crowd: Crowd, storage: { dataDir: string; databaseUrl?: string }): Promise<Talk> {
  const bot = await startOurBot({ telegramRoot: crowd.root, storage });
  await bot.ready();
  return measure(crowd, bot);
}

const conversationsOn = (crowd: Crowd, url: string) =>
  measure(
    crowd,
    startProgram([fileURLToPath(new URL('./conversations-bot.ts', import.meta.url)), crowdToken, crowd.root, url], {}),
  );

async function measure(crowd: Crowd, bot: Program): Promise<Talk> {
  const scripts = (count: number) => Array.from({ length: count }, (_, person) => registerScript(person));
  const talk = async () => {
    await crowd.talk(scripts(warmUp), 0);
    const talked = await crowd.talk(scripts(people), 0);
    console.error(`${Math.round(perSecond(talked))} turns/s`);
    return talked;
  };
  try {
    return await Promise.race([talk(), bot.ended]);
  } finally {
    await bot.stop();
  }
}

function perSecond({ waits, ms }: Talk): number {
  return (1_000 * waits.length) / ms;
}
